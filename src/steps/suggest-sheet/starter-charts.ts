const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/** Returns the map of a new sheet: the places in their classes. It fits itself to its shapes. */
export const mapChart = (boundaries: string, figure: string): object => ({
  $schema: SCHEMA,
  description: 'Records by place, in classes. No counts.',
  width: 310,
  height: 270,
  autosize: 'none',
  data: { name: `boundaries:${boundaries}/states` },
  transform: [
    {
      lookup: 'id',
      from: { data: { name: figure }, key: 'key', fields: ['class'] },
      default: '0',
    },
  ],
  projection: { type: 'mercator' },
  layer: [
    {
      mark: { type: 'geoshape', style: 'state', clip: false },
      encoding: {
        fill: { field: 'class', type: 'ordinal', scale: { domain: ['0', '1', '2', '3', '4', 'hidden'] } },
      },
    },
    {
      transform: [{ filter: "datum.class === 'hidden'" }],
      mark: { type: 'geoshape', style: 'hidden-state', clip: false },
    },
  ],
});

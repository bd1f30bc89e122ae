const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

const line = (x: number, y: number, x2: number, y2: number) => ({ x, y, x2, y2 });

/** The decoration of a new sheet's masthead: a branch. */
export const MASTHEAD = {
  $schema: SCHEMA,
  description: 'Decoration of the masthead: a branch. Not a figure.',
  width: 232,
  height: 116,
  autosize: 'none',
  data: { values: [line(150, 116, 150, 40), line(150, 80, 205, 30), line(150, 70, 105, 25)] },
  mark: { type: 'rule', style: 'masthead-line' },
  encoding: {
    x: { field: 'x', type: 'quantitative', scale: null },
    x2: { field: 'x2' },
    y: { field: 'y', type: 'quantitative', scale: null },
    y2: { field: 'y2' },
  },
};

/** Returns the map of a new sheet: the places in their classes. It fits itself to its shapes. */
export const mapChart = (boundaries: string): object => ({
  $schema: SCHEMA,
  description: 'Cases by place of exploitation, in classes. No counts.',
  width: 310,
  height: 270,
  autosize: 'none',
  data: { name: `boundaries:${boundaries}/states` },
  transform: [
    {
      lookup: 'id',
      from: { data: { name: 'cases-by-state' }, key: 'key', fields: ['class'] },
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

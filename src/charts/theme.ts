import type { Config } from 'vega-lite';
import { CLASS_COLOURS, type Colour, type Palette } from '../domain/palette.ts';

/** The faces that a chart may use for its words; each weight is a separate family, as in the PDF (document.md). */
export const CHART_FACES = [
  'Barlow Semi Condensed',
  'Barlow Semi Condensed Medium',
  'Barlow Semi Condensed SemiBold',
  'Barlow Semi Condensed Bold',
] as const;

export type ChartFace = (typeof CHART_FACES)[number];

const REGULAR = 'Barlow Semi Condensed';
const MEDIUM = 'Barlow Semi Condensed Medium';
const SEMIBOLD = 'Barlow Semi Condensed SemiBold';
const BOLD = 'Barlow Semi Condensed Bold';

/** How a run of text is set: layout functions measure with it, and the theme's style of the same name draws it. */
export interface TextRole {
  readonly font: ChartFace;
  readonly fontSize: number;
  readonly color: Colour;
}

const role = (font: ChartFace, fontSize: number, color: Colour): TextRole => ({ font, fontSize, color });

/** Every role of text in a chart (art direction, "Type"); specs refer to them as mark styles. */
export const TEXT_ROLES = {
  'segment-name': role(BOLD, 10, 'ink'),
  'segment-count': role(SEMIBOLD, 10, 'ink'),
  'segment-share': role(REGULAR, 10, 'muted'),
  'small-segment-name': role(MEDIUM, 8, 'ink'),
  'small-segment-count': role(SEMIBOLD, 8, 'ink'),
  'small-segment-share': role(REGULAR, 8, 'muted'),
  rank: role(SEMIBOLD, 9, 'muted'),
  'row-label': role(MEDIUM, 9, 'ink'),
  'row-count': role(BOLD, 9, 'ink'),
  'map-code': role(SEMIBOLD, 7, 'ink'),
  'map-code-on-dark': role(SEMIBOLD, 7, 'white'),
  'country-name': role(SEMIBOLD, 7.5, 'muted'),
  'inset-name': role(REGULAR, 7.5, 'muted'),
  'axis-letter': role(REGULAR, 7, 'muted'),
  'axis-year': role(SEMIBOLD, 8, 'ink'),
  'bar-count': role(SEMIBOLD, 8, 'ink'),
  note: role(REGULAR, 8, 'muted'),
} as const satisfies Record<string, TextRole>;

export type TextRoleName = keyof typeof TEXT_ROLES;

const line = (color: string, strokeWidth: number) => ({ color, strokeWidth, filled: false });

const lineStyles = ({ ink, hair, amber }: Palette) => ({
  leader: line(ink, 0.6),
  hairline: line(hair, 0.6),
  baseline: line(ink, 0.75),
  frame: line(ink, 0.8),
  'frame-on-map': line(ink, 0.6),
  'border-casing': { ...line(ink, 2.8), strokeJoin: 'round', strokeCap: 'round' } as const,
  border: { ...line(amber, 1.3), strokeJoin: 'round', strokeCap: 'round' } as const,
  'masthead-line': { ...line(amber, 1.8), strokeJoin: 'round', strokeCap: 'round' } as const,
});

const areaStyles = ({ ink, pine, teal, clay, grey, track, white, land, series }: Palette) => ({
  state: { stroke: white, strokeWidth: 0.5, strokeJoin: 'round' } as const,
  'hidden-state': { ...line(grey, 0.6), strokeJoin: 'round' } as const,
  halo: { stroke: white, strokeWidth: 2.4, strokeJoin: 'round' } as const,
  backing: { color: white },
  dot: { color: ink, opacity: 1 },
  'masthead-land': { color: land },
  labor: { color: teal },
  sex: { color: clay },
  other: { color: grey },
  track: { color: track },
  hidden: { color: white, stroke: grey, strokeWidth: 0.6 },
  'series-bar': { color: series },
  'series-peak': { color: pine },
});

/** The text roles as styles. The baseline is the alphabetic one, from which typography measures. */
const textStyles = (palette: Palette) =>
  Object.fromEntries(
    Object.entries(TEXT_ROLES).map(
      ([name, { font, fontSize, color }]) =>
        [name, { font, fontSize, color: palette[color], align: 'left', baseline: 'alphabetic' }] as const,
    ),
  );

/** Vega-Lite paints a white background unless this is null, which its types omit. */
const NO_GROUND = null as never;

/**
 * Returns the look of every chart of a sheet: one Vega-Lite config in the sheet's colours. Specs refer to its styles (`"style": "labor"`) and its ordinal range
 * (map classes), so that no spec contains a colour or a font. It has hex colours only, no opacity and no accessibility
 * attributes (the PDF has its own structure tree), and it draws nothing unless a spec asks for it.
 */
export const chartTheme = (palette: Palette): Config => ({
  aria: false,
  background: NO_GROUND,
  padding: 0,
  autosize: 'none',
  font: REGULAR,
  view: { stroke: null, fill: null },
  axis: { domain: false, ticks: false, grid: false, labels: false, title: null },
  legend: { disable: true },
  mark: { tooltip: null },
  range: {
    ordinal: [...CLASS_COLOURS.map((colour) => palette[colour]), palette.white],
    category: [palette.teal, palette.clay, palette.grey],
  },
  style: { ...textStyles(palette), ...lineStyles(palette), ...areaStyles(palette) },
});

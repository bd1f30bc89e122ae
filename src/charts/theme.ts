import type { Config } from 'vega-lite';

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

const INK = '#14262C';
const PINE = '#0E3640';
const PINE_2 = '#164652';
const MUTED = '#4F5F66';
const TEAL = '#14616D';
const CLAY = '#CC6A3B';
const MID_TEAL = '#4B9099';
const GREY = '#87919A';
const AMBER = '#EBA83A';
const TRACK = '#E6E9E9';
const HAIR = '#C9CFD1';
const WHITE = '#FFFFFF';

/** The fills of map classes from "none known" up, then of a place whose class is hidden. */
const CLASS_FILLS = ['#EEEBE4', '#A9CDCF', '#5E9DA4', '#256E79', '#0B3039', WHITE];

/** How a run of text is set: layout functions measure with it, and the theme's style of the same name draws it. */
export interface TextRole {
  readonly font: ChartFace;
  readonly fontSize: number;
  readonly color: string;
}

const role = (font: ChartFace, fontSize: number, color: string): TextRole => ({ font, fontSize, color });

/** Every role of text in a chart (art direction, "Type"); specs refer to them as mark styles. */
export const TEXT_ROLES = {
  'segment-name': role(BOLD, 10, INK),
  'segment-count': role(SEMIBOLD, 10, INK),
  'segment-share': role(REGULAR, 10, MUTED),
  'small-segment-name': role(MEDIUM, 8, INK),
  'small-segment-count': role(SEMIBOLD, 8, INK),
  'small-segment-share': role(REGULAR, 8, MUTED),
  rank: role(SEMIBOLD, 9, MUTED),
  'row-label': role(MEDIUM, 9, INK),
  'row-count': role(BOLD, 9, INK),
  'map-code': role(SEMIBOLD, 7, INK),
  'map-code-on-dark': role(SEMIBOLD, 7, WHITE),
  'country-name': role(SEMIBOLD, 7.5, MUTED),
  'inset-name': role(REGULAR, 7.5, MUTED),
  'axis-letter': role(REGULAR, 7, MUTED),
  'axis-year': role(SEMIBOLD, 8, INK),
  'bar-count': role(SEMIBOLD, 8, INK),
  note: role(REGULAR, 8, MUTED),
} as const satisfies Record<string, TextRole>;

export type TextRoleName = keyof typeof TEXT_ROLES;

const line = (color: string, strokeWidth: number) => ({ color, strokeWidth, filled: false });

const LINE_STYLES = {
  leader: line(INK, 0.6),
  hairline: line(HAIR, 0.6),
  baseline: line(INK, 0.75),
  frame: line(INK, 0.8),
  'frame-on-map': line(INK, 0.6),
  'border-casing': { ...line(INK, 2.8), strokeJoin: 'round', strokeCap: 'round' },
  border: { ...line(AMBER, 1.3), strokeJoin: 'round', strokeCap: 'round' },
  'masthead-line': { ...line(AMBER, 1.8), strokeJoin: 'round', strokeCap: 'round' },
} as const;

const AREA_STYLES = {
  state: { stroke: WHITE, strokeWidth: 0.5, strokeJoin: 'round' },
  'hidden-state': { ...line(GREY, 0.6), strokeJoin: 'round' },
  halo: { stroke: WHITE, strokeWidth: 2.4, strokeJoin: 'round' },
  backing: { color: WHITE },
  dot: { color: INK, opacity: 1 },
  'masthead-land': { color: PINE_2 },
  labor: { color: TEAL },
  sex: { color: CLAY },
  other: { color: GREY },
  track: { color: TRACK },
  hidden: { color: WHITE, stroke: GREY, strokeWidth: 0.6 },
  'series-bar': { color: MID_TEAL },
  'series-peak': { color: PINE },
} as const;

/** The text roles as styles. The baseline is the alphabetic one, from which typography measures. */
const textStyles = Object.fromEntries(
  Object.entries(TEXT_ROLES).map(([name, text]) => [name, { ...text, align: 'left', baseline: 'alphabetic' }] as const),
);

/** Vega-Lite paints a white background unless this is null, which its types omit. */
const NO_GROUND = null as never;

/**
 * The look of every chart: one Vega-Lite config. Specs refer to its styles (`"style": "labor"`) and its ordinal range
 * (map classes), so that no spec contains a colour or a font. It has hex colours only, no opacity and no accessibility
 * attributes (the PDF has its own structure tree), and it draws nothing unless a spec asks for it.
 */
export const THEME: Config = {
  aria: false,
  background: NO_GROUND,
  padding: 0,
  autosize: 'none',
  font: REGULAR,
  view: { stroke: null, fill: null },
  axis: { domain: false, ticks: false, grid: false, labels: false, title: null },
  legend: { disable: true },
  mark: { tooltip: null },
  range: { ordinal: CLASS_FILLS, category: [TEAL, CLAY, GREY] },
  style: { ...textStyles, ...LINE_STYLES, ...AREA_STYLES },
};

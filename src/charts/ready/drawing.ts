import type { Colour, Palette } from '../../domain/palette.ts';
import { escapeMarkup } from '../../domain/text/escape.ts';
import { type FigureRow, isHidden } from '../figure-rows.ts';
import type { MeasureText } from '../text-metrics.ts';
import { TEXT_ROLES, type TextRoleName } from '../theme.ts';

/** The width of every ready-made chart, in points: that of the text. */
export const WIDTH = 540;

/** One figure in a ready-made chart: its name if there are several, its rows, and its total as printed. */
export interface Series {
  readonly name: string;
  readonly rows: readonly FigureRow[];
  readonly total: number | null;
  /** In a cross: the total as printed. */
  readonly totalText?: string;
}

/** What a ready-made chart is drawn with. */
export interface DrawingTools {
  readonly palette: Palette;
  readonly measure: MeasureText;
  /** Formats a number of an axis. */
  readonly format: (count: number) => string;
  /** The file and the chart, for failures. */
  readonly place: string;
}

/** The colours of series and of categories, in order: at most four can be distinguished. */
export const SERIES_COLOURS = ['teal', 'clay', 'slate', 'series'] as const satisfies readonly Colour[];

/** Writes SVG in the part that pages draw (svg-elements.ts), in the theme's text roles. Coordinates are in points. */
export class Drawing {
  readonly #parts: string[] = [];
  readonly #tools: DrawingTools;

  constructor(tools: DrawingTools) {
    this.#tools = tools;
  }

  width(text: string, role: TextRoleName): number {
    const { font, fontSize } = TEXT_ROLES[role];
    return this.#tools.measure(text, font, fontSize);
  }

  rect(box: { x: number; y: number; width: number; height: number }, fill: Colour, outline?: Colour): void {
    const { x, y, width, height } = box;
    this.path(`M${hundredth(x)},${hundredth(y)}h${hundredth(width)}v${hundredth(height)}h${hundredth(-width)}Z`, {
      fill,
      ...(outline && { stroke: outline }),
    });
  }

  line(from: { x: number; y: number }, to: { x: number; y: number }, stroke: Colour, width = 0.6): void {
    this.path(`M${hundredth(from.x)},${hundredth(from.y)}L${hundredth(to.x)},${hundredth(to.y)}`, { stroke, width });
  }

  dot(x: number, y: number, radius: number, fill: Colour): void {
    const d = `M${hundredth(x - radius)},${hundredth(y)}a${radius},${radius} 0 1,0 ${2 * radius},0a${radius},${radius} 0 1,0 ${-2 * radius},0Z`;
    this.path(d, { fill, stroke: 'white', width: 0.6 });
  }

  path(d: string, paint: { fill?: Colour; stroke?: Colour; width?: number }): void {
    const { palette } = this.#tools;
    const stroke = paint.stroke
      ? ` stroke="${palette[paint.stroke]}" stroke-width="${paint.width ?? 0.6}" stroke-linejoin="round"`
      : '';
    this.#parts.push(`<path d="${d}" fill="${paint.fill ? palette[paint.fill] : 'none'}"${stroke}/>`);
  }

  /** Sets a text with its baseline at y. */
  text(text: string, role: TextRoleName, place: { x: number; y: number; anchor?: 'start' | 'middle' | 'end' }): void {
    const { font, fontSize, color } = TEXT_ROLES[role];
    const look = `font-family="${font}" font-size="${fontSize}px" fill="${this.#tools.palette[color]}"`;
    this.#parts.push(
      `<text text-anchor="${place.anchor ?? 'start'}" transform="translate(${hundredth(place.x)},${hundredth(place.y)})" ${look}>${escapeMarkup(text)}</text>`,
    );
  }

  /** Draws a row of names with their colours if there are several; returns where the chart may begin. */
  legend(names: readonly string[], colours: readonly Colour[]): number {
    if (names.length < 2) return 0;
    let x = 0;
    for (const [index, name] of names.entries()) {
      this.rect({ x, y: 1.5, width: 8, height: 8 }, colours[index] ?? 'grey');
      this.text(name, 'small-segment-name', { x: x + 11, y: 8.5 });
      x += 11 + this.width(name, 'small-segment-name') + 14;
    }
    return 18;
  }

  svg(height: number): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${hundredth(height)}" viewBox="0 0 ${WIDTH} ${hundredth(height)}">${this.#parts.join('')}</svg>`;
  }
}

/** Rounds to a hundredth of a point: charts are not drawn finer. */
export const hundredth = (points: number): number => Math.round(points * 100) / 100;

/** The length of a row's bar: a positive number is never invisible, a hidden one has no bar. */
export function barLength(row: FigureRow, most: number, room: number): number {
  if (isHidden(row)) return 0;
  const length = most > 0 ? ((row.count ?? 0) / most) * room : 0;
  return row.fewer || (row.count ?? 0) > 0 ? Math.max(0.75, length) : 0;
}

/** The highest printed number of some series; hidden ones have no part in a scale. */
export const mostOf = (series: readonly Series[]): number =>
  series.flatMap(({ rows }) => rows).reduce((most, { count }) => Math.max(most, count ?? 0), 0);

/** A code or a period, and its label. */
export type Category = Pick<FigureRow, 'key' | 'label'>;

/** The categories of series by the same dimension, in the order in which they first occur. */
export function categoriesOf(series: readonly Series[]): Category[] {
  const labels = new Map<string, string>();
  for (const { key, label } of series.flatMap(({ rows }) => rows)) if (!labels.has(key)) labels.set(key, label);
  return [...labels].map(([key, label]) => ({ key, label }));
}

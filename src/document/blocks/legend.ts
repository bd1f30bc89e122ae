import { fold } from '../../domain/codes.ts';
import type { PrintedFigure } from '../../domain/figure.ts';
import { SUPPRESSION_MARK } from '../../domain/format.ts';
import { CLASS_COLOURS, type Colour } from '../../domain/palette.ts';
import { type Line, mapLine } from '../../domain/prose.ts';
import type { Box, Grid } from '../page/grid.ts';
import { type GroupNode, type PageNode, type Shape, shapes, tagged } from '../page/nodes.ts';
import type { PageContext } from '../page/page-context.ts';
import { fillText } from '../page/placeholders.ts';
import { STYLES } from '../page/typography.ts';

const SWATCH = { width: 16, height: 10 };
const TEXT_INDENT = 24;
const textBox = ({ narrow }: Grid): Box => ({ x: narrow.x + TEXT_INDENT, width: narrow.width - TEXT_INDENT });
/** Gaps between classes, in points; the smaller ones are for a legend that would not fit otherwise. */
const GAPS = [11, 7, 4] as const;

/** A class as the legend shows it; the last one may contain the places whose class is hidden. */
interface LegendClass {
  readonly name: string;
  readonly fill: Colour | null;
  /** The places of the class, by code. */
  readonly keys: readonly string[];
}

/** One way to set the legend. */
interface Way {
  readonly gap: number;
  /** The class described as "all other states". */
  readonly rest: LegendClass | undefined;
  /** Classes that give the number of their places instead of the names. */
  readonly counted: readonly LegendClass[];
}

/**
 * Draws a map's legend between two heights: its classes, highest first, each with its places by country. One class says
 * "all other states": the lowest, or, if the legend would be too long, the one with the most names. If it is still too
 * long, the longest classes give the number of their places (the map's alternative text and the data annex name them).
 */
export function legend(context: PageContext, id: string, top: number, end: number): GroupNode {
  const figure = context.figure(id);
  const classes = legendClasses(context, figure);
  const fits = (way: Way): boolean => heightOf(context, figure, classes, way) <= end - top;
  const ways = waysToSet(classes);
  const way = ways.find(fits) ?? ways[ways.length - 1];
  const items: PageNode[] = [];
  let y = top;
  for (const one of classes) {
    const item = legendItem(context, one, way ? linesOf(context, figure, one, { classes, way }) : [], { y, end });
    items.push(item.node);
    y = item.bottom + (way?.gap ?? 0);
  }
  return tagged('L', items);
}

/** Returns the ways to set the legend, from the roomiest to the tightest. */
function waysToSet(classes: readonly LegendClass[]): readonly Way[] {
  const longest = classes.toSorted((a, b) => b.keys.length - a.keys.length);
  const lowest = classes.findLast(({ fill }) => fill === CLASS_COLOURS[0]);
  return classes.flatMap((_, counted) =>
    GAPS.flatMap((gap) =>
      [lowest, longest[0]].map((rest) => ({
        gap,
        rest,
        counted: longest.filter((one) => one !== rest).slice(0, counted),
      })),
    ),
  );
}

/**
 * Returns the classes, highest first, then the places whose class is hidden. The lowest class has all places that are
 * not listed elsewhere.
 */
function legendClasses(context: PageContext, figure: PrintedFigure): readonly LegendClass[] {
  const elsewhere = figure.cells.filter((cell) => cell.class?.to !== 0).map(({ key }) => key);
  const classes = context.classesOf(figure.id).map((one, index): LegendClass => {
    const fill = CLASS_COLOURS[index] ?? CLASS_COLOURS[CLASS_COLOURS.length - 1] ?? null;
    const own = figure.cells.filter((cell) => cell.class?.from === one.from).map(({ key }) => key);
    const others = context.placesOf(figure.id).filter((key) => !elsewhere.includes(key));
    return { name: context.className(one), fill, keys: one.to === 0 ? others : own };
  });
  const hidden = figure.cells.filter((cell) => cell.class === undefined).map(({ key }) => key);
  const last = hidden.length > 0 ? [{ name: SUPPRESSION_MARK, fill: null, keys: hidden }] : [];
  return [...classes.toReversed(), ...last];
}

function linesOf(
  context: PageContext,
  figure: PrintedFigure,
  one: LegendClass,
  { classes, way }: { readonly classes: readonly LegendClass[]; readonly way: Way },
): readonly Line[] {
  if (one.keys.length === 0) return [context.word('legend.nowhere')];
  if (one === way.rest) {
    const all = classes.every((other) => other === one || other.keys.length === 0);
    return [context.word(all ? 'legend.all' : 'legend.rest')];
  }
  if (!way.counted.includes(one)) return byCountry(context, figure, one.keys);
  return [mapLine(context.word('legend.many'), (text) => fillText(text, { count: String(one.keys.length) }))];
}

/**
 * Returns one line per country, with its places in the language's alphabetical order; countries are in the order of the
 * charts' words.
 */
function byCountry(context: PageContext, figure: PrintedFigure, keys: readonly string[]): readonly Line[] {
  const countries = new Map<string, string[]>();
  for (const key of keys) {
    const country = context.countryOf(key);
    countries.set(country, [...(countries.get(country) ?? []), context.label(figure, key)]);
  }
  const words = Object.keys(context.wording.charts);
  const inOrder = [...countries].toSorted(([a], [b]) => words.indexOf(`legend.${a}`) - words.indexOf(`legend.${b}`));
  return inOrder.map(([country, names]) => [...countryName(context, country), ...nameList(names)]);
}

const countryName = (context: PageContext, country: string): Line => {
  const name = context.chartWord(`legend.${country}`);
  return name === undefined ? [] : [{ text: `${name}\u00A0 `, bold: true }];
};

const nameList = (names: readonly string[]): Line =>
  names
    .toSorted((a, b) => (fold(a) < fold(b) ? -1 : 1))
    .map((name, index) => ({ text: `${name}${index < names.length - 1 ? ', ' : ' '}`, whole: true as const }));

function heightOf(context: PageContext, figure: PrintedFigure, classes: readonly LegendClass[], way: Way): number {
  const texts = classes.flatMap((one) => linesOf(context, figure, one, { classes, way }));
  const lines = texts.flatMap((line) => context.set.lines(line, 'places', textBox(context.grid).width));
  const heads = classes.length * STYLES.legendClass.leading;
  return heads + lines.length * STYLES.places.leading + (classes.length - 1) * way.gap;
}

function legendItem(
  context: PageContext,
  one: LegendClass,
  lines: readonly Line[],
  { y, end }: { readonly y: number; readonly end: number },
): { node: PageNode; bottom: number } {
  const name = `the legend's ${one.name}`;
  const head = context.set.set({
    name,
    text: `${one.name} `,
    role: 'legendClass',
    ...textBox(context.grid),
    y,
    lines: 1,
  });
  const nodes: PageNode[] = [...swatch(context.grid.narrow.x, one.fill, y), ...head.nodes];
  let bottom = head.bottom;
  for (const text of lines) {
    // The thousandth makes up for sums of leadings that floating point leaves slightly short.
    const room = Math.max(0, Math.floor((end - bottom) / STYLES.places.leading + 0.001));
    const set = context.set.set({ name, text, role: 'places', ...textBox(context.grid), y: bottom, lines: room });
    nodes.push(...set.nodes);
    bottom = set.bottom;
  }
  return { node: tagged('LI', [tagged('LBody', nodes)]), bottom };
}

function swatch(x: number, fill: Colour | null, y: number): readonly PageNode[] {
  if (fill === null) return [];
  const outline = fill === CLASS_COLOURS[0] ? { lineColor: 'grey', lineWidth: 0.6 } : {};
  const shape: Shape = {
    type: 'rect',
    x,
    y: y + 1,
    w: SWATCH.width,
    h: SWATCH.height,
    color: fill,
    ...outline,
  };
  return [shapes(shape)];
}

import { fold } from '../../domain/codes.ts';
import type { CountClass, PrintedFigure } from '../../domain/figure.ts';
import { SUPPRESSION_MARK } from '../../domain/format.ts';
import { LEFT, NARROW, TEXT_WIDTH } from '../grid.ts';
import { type GroupNode, type PageNode, type Shape, shapes, tagged } from '../nodes.ts';
import { type DrawnPart, type PageContext, placeChart } from '../page-context.ts';
import type { PartOf } from '../page-definition.ts';
import { CLASS_FILLS, PALETTE } from '../palette.ts';
import type { Line } from '../prose.ts';
import { element } from '../typeset.ts';
import { STYLES } from '../typography.ts';
import { sectionHead } from './section-head.ts';

const MAP_TOP = 25;
const HEIGHT = 295;
const LEGEND_TOP = 31;
const SWATCH = { width: 16, height: 10 };
const TEXT_INDENT = 24;
const CLASS_GAP = 11;

/** The map, and beside it its legend, which names every place and so is the map's equivalent in text. */
export function mapAndLegend(entry: PartOf<'map-and-legend'>, context: PageContext): DrawnPart {
  const { y } = entry;
  const chart = context.chart(entry.chart);
  const note = context.set.lines(context.word(`${entry.figure}.note`), 'note', NARROW.width).length;
  const noteTop = y + HEIGHT - note * STYLES.note.leading;
  const set = context.set.set({
    name: `${entry.figure}.note`,
    text: context.word(`${entry.figure}.note`),
    role: 'note',
    ...NARROW,
    y: noteTop,
    lines: 3,
  });
  return {
    nodes: [
      ...sectionHead(context, entry.figure, { x: LEFT, width: TEXT_WIDTH }, y),
      tagged('Figure', [placeChart(chart, LEFT, y + MAP_TOP)], { alt: chart.text }),
      legend(context, entry.figure, y + LEGEND_TOP, noteTop - CLASS_GAP),
      element('P', set),
    ],
    bottom: y + HEIGHT,
  };
}

interface LegendEntry {
  readonly name: string;
  readonly fill: string | null;
  readonly places: readonly Line[];
}

function legend(context: PageContext, id: string, top: number, end: number): GroupNode {
  const figure = context.figure(id);
  const classes = context.classesOf(id);
  const entries = classes.map(
    (one, index): LegendEntry => ({
      name: context.className(one),
      fill: CLASS_FILLS[index] ?? CLASS_FILLS[CLASS_FILLS.length - 1] ?? null,
      places: one.to === 0 ? restOf(context, figure) : placesOf(context, figure, one),
    }),
  );
  const hidden = placesOf(context, figure, null);
  const all = [...entries].reverse();
  if (hidden.length > 0) all.push({ name: SUPPRESSION_MARK, fill: null, places: hidden });
  const items: PageNode[] = [];
  let y = top;
  for (const entry of all) {
    const item = legendItem(context, entry, y, end);
    items.push(item.node);
    y = item.bottom + CLASS_GAP;
  }
  return tagged('L', items);
}

function legendItem(
  context: PageContext,
  entry: LegendEntry,
  y: number,
  end: number,
): { node: PageNode; bottom: number } {
  const box = { x: NARROW.x + TEXT_INDENT, width: NARROW.width - TEXT_INDENT };
  const head = context.set.set({
    name: `the legend's ${entry.name}`,
    text: `${entry.name} `,
    role: 'legendClass',
    ...box,
    y,
    lines: 1,
  });
  const nodes: PageNode[] = [...swatch(entry.fill, y), ...head.nodes];
  let bottom = head.bottom;
  const places = entry.places.length > 0 ? entry.places : [context.word('legend.nowhere')];
  for (const text of places) {
    const room = Math.floor((end - bottom) / STYLES.places.leading);
    const set = context.set.set({
      name: `the places of ${entry.name}`,
      text,
      role: 'places',
      ...box,
      y: bottom,
      lines: room,
    });
    nodes.push(...set.nodes);
    bottom = set.bottom;
  }
  return { node: tagged('LI', [tagged('LBody', nodes)]), bottom };
}

function swatch(fill: string | null, y: number): readonly PageNode[] {
  if (fill === null) return [];
  const outline = fill === CLASS_FILLS[0] ? { lineColor: PALETTE.grey, lineWidth: 0.6 } : {};
  const shape: Shape = {
    type: 'rect',
    x: NARROW.x,
    y: y + 1,
    w: SWATCH.width,
    h: SWATCH.height,
    color: fill,
    ...outline,
  };
  return [shapes(shape)];
}

/** The places of a class (or of no printed class), a line per country, each in the language's alphabetical order. */
function placesOf(context: PageContext, figure: PrintedFigure, one: CountClass | null): readonly Line[] {
  const cells = figure.cells.filter((cell) => (one ? cell.class?.from === one.from : cell.class === undefined));
  const countries = new Map<string, string[]>();
  for (const { key } of cells) {
    const country = context.countryOf(key);
    countries.set(country, [...(countries.get(country) ?? []), context.label(figure, key)]);
  }
  const inOrder = [...countries].toSorted(([a], [b]) => byLegendOrder(context, a, b));
  return inOrder.map(([country, names]) => [...countryName(context, country), ...listed(names)]);
}

const countryName = (context: PageContext, country: string): Line => {
  const name = context.chartWord(`legend.${country}`);
  return name === undefined ? [] : [{ text: `${name}\u00A0 `, bold: true }];
};

const listed = (names: readonly string[]): Line =>
  names
    .toSorted(byName)
    .map((name, index) => ({ text: `${name}${index < names.length - 1 ? ', ' : ' '}`, whole: true as const }));

/** "All other states", unless every place of the map stands in another class. */
function restOf(context: PageContext, figure: PrintedFigure): readonly Line[] {
  const elsewhere = figure.cells.filter((cell) => cell.class?.to !== 0).map((cell) => cell.key);
  const rest = context.placesOf(figure.id).filter((key) => !elsewhere.includes(key));
  if (rest.length === 0) return [];
  return [context.word(elsewhere.length > 0 ? 'legend.rest' : 'legend.all')];
}

/** Countries stand in the order in which the words of the charts name them. */
function byLegendOrder(context: PageContext, a: string, b: string): number {
  const keys = Object.keys(context.wording.charts);
  return keys.indexOf(`legend.${a}`) - keys.indexOf(`legend.${b}`);
}

const byName = (a: string, b: string): number => (fold(a) < fold(b) ? -1 : 1);

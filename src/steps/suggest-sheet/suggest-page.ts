import { findOwnList, isAgeList } from '../../domain/codes.ts';
import type { Table } from '../../domain/tables.ts';
import { type FigureJson, type HotlineOfSheet, knownCodes } from './suggest-figures.ts';

/** A part of a page as `page.json` writes it, and about how high it is in points. */
interface PartJson {
  readonly json: { readonly part: string } & Readonly<Record<string, unknown>>;
  readonly height: number;
}

/** The paper of a sheet, and the height of a page in points. */
export const PAPERS = { Letter: 792, A4: 841 } as const;

export type Paper = keyof typeof PAPERS;

const TONES = { victims: 'teal', traffickers: 'slate' } as const;
const HEAD = { masthead: 116, intro: 52, tiles: 93, running: 30, notes: 91, footer: 34 } as const;
/** The space between two parts, and the rows of a table or bars of a chart. */
const [SPACE, ROW] = [10, 17] as const;
/** Stacked bars have this many colours besides grey. */
const MOST_COLOURS = 4;

/**
 * Returns the page of a new sheet: one page if everything has room, otherwise two, with no page almost empty.
 *
 * @param land the boundaries whose land is drawn behind the title; null for a plain band
 */
export function suggestPage(
  figures: readonly FigureJson[],
  sheet: HotlineOfSheet,
  { land, paper }: { readonly land: string | null; readonly paper: Paper },
): object {
  const totals = figures.flatMap((figure) => (figure.by === undefined ? figure.id : []));
  const head: PartJson[] = [
    { json: { part: 'masthead', ...(land !== null && { land }) }, height: HEAD.masthead },
    { json: { part: 'intro-and-period' }, height: HEAD.intro },
    { json: { part: 'tiles', figures: totals }, height: HEAD.tiles },
  ];
  const notes = { json: { part: 'notes', notes: ['how-we-count', 'mark', 'data'] }, height: HEAD.notes };
  const pages = pagesOf(head, sectionsOf(figures, sheet), notes, PAPERS[paper]);
  return {
    $schema: '../page.schema.json',
    ...(paper !== 'Letter' && { paper }),
    pages: pages.map((parts) => ({ parts: parts.map(({ json }) => json) })),
    continued: { parts: [{ part: 'running-head' }, { part: 'footer' }] },
  };
}

/** The sections of a sheet: the map and the victims first, because they fill a page. */
function sectionsOf(figures: readonly FigureJson[], sheet: HotlineOfSheet): PartJson[] {
  const charts = chartParts(figures, sheet);
  const [victims, ...accused] = peopleParts(figures, sheet);
  const maps = charts.filter(({ json }) => json.part === 'map-and-legend');
  const others = charts.filter((chart) => !maps.includes(chart));
  return [...maps, ...(victims ? [victims] : []), ...others, ...accused];
}

/** Divides the sections between pages: the first is filled, but the last section stays with the notes. */
function pagesOf(
  head: readonly PartJson[],
  sections: readonly PartJson[],
  notes: PartJson,
  height: number,
): readonly (readonly PartJson[])[] {
  const footer = { json: { part: 'footer' }, height: HEAD.footer };
  if (heightOf([...head, ...sections, notes, footer]) <= height || sections.length === 0)
    return [[...head, ...sections, notes, footer]];
  let first = sections.length - 1;
  while (first > 1 && heightOf([...head, ...sections.slice(0, first), footer]) > height) first--;
  const running = { json: { part: 'running-head' }, height: HEAD.running };
  return [
    [...head, ...sections.slice(0, first), footer],
    [running, ...sections.slice(first), notes, footer],
  ];
}

const heightOf = (parts: readonly PartJson[]): number => parts.reduce((sum, { height }) => sum + height + SPACE, 0);

/** The map, and a chart for each figure that no table of people has. */
function chartParts(figures: readonly FigureJson[], sheet: HotlineOfSheet): PartJson[] {
  return figures.flatMap((figure): PartJson[] => {
    if (figure.classes) return [{ json: { part: 'map-and-legend', figure: figure.id, chart: 'map' }, height: 295 }];
    if (figure.by === undefined || isOfPeople(figure, sheet)) return [];
    return [chartPart(figure, sheet)];
  });
}

function chartPart(figure: FigureJson, sheet: HotlineOfSheet): PartJson {
  const known = knownCodes(sheet, figure.by ?? '');
  if (figure.by === 'type' && known <= MOST_COLOURS)
    return { json: { part: 'ready-chart', draw: 'stacked-bars', figures: [figure.id] }, height: 76 };
  if (figure.by === 'month') return { json: { part: 'ready-chart', draw: 'lines', figures: [figure.id] }, height: 160 };
  const rows = Math.min(figure.top ?? known + 1, known + 1);
  return { json: { part: 'ready-chart', draw: 'grouped-bars', figures: [figure.id] }, height: 26 + rows * ROW };
}

const DEMOGRAPHICS = ['gender', 'nationality', 'age'];

/** Whether a figure is in a table of people: gender, nationality, and ages by any list. */
function isOfPeople({ counts, by = '' }: FigureJson, { codes }: HotlineOfSheet): boolean {
  const list = findOwnList(codes, by);
  const isDemographic = DEMOGRAPHICS.includes(by) || (list !== undefined && isAgeList(list));
  return (counts === 'victims' || counts === 'traffickers') && isDemographic;
}

function peopleParts(figures: readonly FigureJson[], sheet: HotlineOfSheet): PartJson[] {
  return (['victims', 'traffickers'] as const).flatMap((table: Table & keyof typeof TONES) => {
    const own = figures.filter((figure) => figure.counts === table && isOfPeople(figure, sheet));
    if (own.length === 0) return [];
    const rows = Math.max(...own.map(({ by = '', top }) => top ?? knownCodes(sheet, by) + 1));
    const ids = own.map(({ id }) => id);
    return [
      { json: { part: 'demographics', people: table, tone: TONES[table], figures: ids }, height: 50 + rows * 20 },
    ];
  });
}

import type { PublishedEdition } from '../domain/edition.ts';
import type { Language } from '../domain/languages.ts';
import {
  type ApprovedFigures,
  type FigureSeries,
  figureSeries,
  type SeriesNumber,
  withHiddenPeriods,
} from '../public/figure-series.ts';
import {
  cellLabel,
  className,
  type FigureTable,
  figureHeading,
  hiddenNote,
  type ShownEdition,
  type TableValue,
  tableOf,
  tableValue,
} from '../public/figure-tables.ts';
import { approvedEditions, openEdition } from '../steps/open-edition.ts';
import { openWordings } from '../steps/stored-wording.ts';
import { monthText } from './formatted-dates.ts';
import type { PortalContext } from './portal-options.ts';
import type { EditionWords } from './words/edition-words.ts';

/** A row of a chart's data: `at` is the edition in a series. `text` is the number as printed. */
export interface ChartRow {
  readonly label: string;
  readonly at?: string;
  readonly count: number | null;
  readonly text: string;
}

/** A table, and the same numbers for a chart; `spec` is null where no chart is drawn. */
export interface ChartTable {
  readonly table: FigureTable;
  readonly spec: 'bars' | 'lines' | null;
  readonly rows: readonly ChartRow[];
}

/** What the page that explores a sheet shows. */
export interface Explored {
  readonly shown: ShownEdition;
  /** The figures to choose from, with their headings. */
  readonly choices: readonly { readonly id: string; readonly heading: string }[];
  readonly chosen: string;
  /** The figure in the newest edition; null for a total. */
  readonly newest: ChartTable | null;
  /** The figure through the editions; null for a series of months. */
  readonly overTime: ChartTable | null;
}

/** Opens every approved revision of a sheet, the oldest edition first. */
export async function approvedFigures({ effects }: PortalContext, sheet: string): Promise<ApprovedFigures[]> {
  const editions: ApprovedFigures[] = [];
  for (const { month, revisions } of await approvedEditions(effects, sheet)) {
    const opened: PublishedEdition[] = [];
    for (const { revision } of revisions) {
      const found = await openEdition(effects, { sheet, month, revision }, false);
      if (found) opened.push(found.edition);
    }
    const current = opened.at(-1);
    if (current) editions.push({ current, replaced: opened.slice(0, -1) });
  }
  return editions;
}

/** Returns what to show of a figure, by default the first one with a breakdown; null before an edition is approved. */
export async function explore(
  context: PortalContext,
  editions: readonly ApprovedFigures[],
  asked: string | undefined,
  { language, words: t }: { readonly language: Language; readonly words: EditionWords },
): Promise<Explored | null> {
  const edition = editions.at(-1)?.current;
  if (!edition) return null;
  const shown = { edition, words: (await openWordings(context, edition)).wordingIn(language) };
  const figure =
    edition.figures.find(({ id }) => id === asked) ??
    edition.figures.find(({ by }) => by !== undefined) ??
    edition.figures[0];
  if (!figure) return null;
  const series = figureSeries(editions, figure.id);
  return {
    shown,
    choices: edition.figures.map((one) => ({ id: one.id, heading: figureHeading(one, shown) })),
    chosen: figure.id,
    newest: figure.by === undefined ? null : newestOf(withHiddenPeriods(figure, editions), shown),
    overTime: series && overTimeOf(series, shown, t),
  };
}

function newestOf(figure: Parameters<typeof tableOf>[0], shown: ShownEdition): ChartTable {
  const table = tableOf(figure, shown);
  const isMap = figure.cells.some((cell) => cell.class);
  const rows = figure.cells.map((cell) => {
    const label = cellLabel(figure, cell, shown.words);
    const count = cell.count ?? null;
    const { text } = tableValue({ ...cell, count }, shown);
    return figure.by === 'month' ? { label: table.heading, at: cell.key, count, text } : { label, count, text };
  });
  if (isMap || table.rows.length === 0) return { table, spec: null, rows: [] };
  return { table, spec: figure.by === 'month' ? 'lines' : 'bars', rows };
}

function overTimeOf({ figure, keys, points }: FigureSeries, shown: ShownEdition, t: EditionWords): ChartTable {
  const { language } = shown.words;
  const heading = figureHeading(figure, shown);
  const labels = figure.by === undefined ? [heading] : keys.map((key) => cellLabel(figure, { key }, shown.words));
  const base = tableOf(figure, shown);
  const table: FigureTable = {
    ...base,
    heading: `${heading}. ${t.overTime}`,
    caption: `${heading}. ${t.overTimeNote}`,
    columns: [t.edition, ...labels],
    rows: points.map(({ month, numbers }) => ({
      key: null,
      label: monthText(month, language, true),
      values: numbers.map((number) => seriesValue(number, shown, t)),
    })),
    instead: null,
    notes: hiddenNotes(points, base, shown),
  };
  const rows = points.flatMap(({ month, numbers }) =>
    numbers.map((number, at) => ({
      label: labels[at] ?? '',
      at: monthText(month, language, true),
      count: number?.count ?? null,
      text: seriesValue(number, shown, t).text,
    })),
  );
  return { table, spec: figure.cells.some((cell) => cell.class) ? null : 'lines', rows };
}

function seriesValue(number: SeriesNumber, shown: ShownEdition, t: EditionWords): TableValue {
  if (number === null) return { text: '–', spoken: t.unlisted };
  return number.class ? { text: className(number.class, shown), spoken: null } : tableValue(number, shown);
}

/** The note on the mark, if the series has one although the newest edition does not. */
function hiddenNotes(points: FigureSeries['points'], base: FigureTable, shown: ShownEdition): readonly string[] {
  const isHidden = points.some(({ numbers }) =>
    numbers.some(
      (number) => number !== null && !number.class && number.count === null && number.fewerThan === undefined,
    ),
  );
  const note = hiddenNote(shown);
  return [...base.notes.filter((one) => one !== note), ...(isHidden ? [note] : [])];
}

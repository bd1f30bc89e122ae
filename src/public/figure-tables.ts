import { cellWords } from '../domain/cross.ts';
import type { PublishedEdition } from '../domain/edition.ts';
import {
  type CountClass,
  DIMENSIONS,
  type PrintedCell,
  type PrintedFigure,
  type PrintedNumber,
  printedTotal,
} from '../domain/figure.ts';
import { formatCount, formatNumber, SUPPRESSION_MARK } from '../domain/format.ts';
import { plain } from '../domain/prose.ts';
import { isSeries } from '../domain/time-series.ts';
import type { EditionWording } from '../steps/edition-wording.ts';
import { classWordKey, fillClassWord } from '../words/class-words.ts';
import { formatCellShare, formatShare, formatTied, numberInWords } from '../words/dates-and-counts.ts';
import { capitalize } from '../words/joined.ts';
import { formatPeriod } from '../words/period-labels.ts';
import { tableWords } from './table-words.ts';

/** One value of a table: the text as printed, and what is read aloud where that differs. */
export interface TableValue {
  readonly text: string;
  readonly spoken: string | null;
}

export interface TableRow {
  /** The key of its cell; null for a row of several cells. */
  readonly key: string | null;
  readonly label: string;
  readonly values: readonly TableValue[];
}

/** A figure as an accessible table. */
export interface FigureTable {
  readonly id: string;
  /** What its rows are. */
  readonly by: string | undefined;
  readonly heading: string;
  /** What is counted, and the total. */
  readonly caption: string;
  /** The headings of the columns, with that of the rows first. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** The sentence that replaces the rows; null if there are rows. */
  readonly instead: string | null;
  readonly notes: readonly string[];
  /** The name of the chart that draws the same figure; null if there is none. */
  readonly chart: string | null;
}

/** A total that stands alone: the number, what it counts, and a gloss. */
export interface Headline {
  readonly id: string;
  readonly value: TableValue;
  readonly noun: string;
  readonly gloss: string;
}

/** An edition and the words it is shown with. */
export interface ShownEdition {
  readonly edition: PublishedEdition;
  readonly words: EditionWording;
}

/** Returns the figures of an edition that have no breakdown. */
export const headlinesOf = (shown: ShownEdition): Headline[] =>
  shown.edition.figures
    .filter(({ by }) => by === undefined)
    .map((figure) => ({
      id: figure.id,
      value: tableValue(printedTotal(figure), shown),
      noun: wordOf(shown, `${figure.id}.noun`) ?? figure.counts,
      gloss: wordOf(shown, `${figure.id}.gloss`) ?? '',
    }));

/** Returns the figures of an edition that have a breakdown, in the order of the data annex. */
export const figureTables = (shown: ShownEdition): FigureTable[] =>
  shown.edition.figures.filter(({ by }) => by !== undefined).map((figure) => tableOf(figure, shown));

/** Returns one figure as a table. */
export function tableOf(figure: PrintedFigure, shown: ShownEdition): FigureTable {
  const t = tableWords(shown.words.language);
  const hasClasses = figure.cells.some((cell) => cell.class);
  const hasShares = figure.cells.some(({ share }) => share !== undefined);
  const columns = hasClasses ? [t.category] : [t.count, ...(hasShares ? [t.share] : [])];
  const rows = figure.withheld ? [] : rowsOf(figure, shown, hasShares);
  return {
    id: figure.id,
    by: figure.cross === undefined ? figure.by : undefined,
    heading: figureHeading(figure, shown),
    caption: captionOf(figure, shown),
    columns: [dimensionName(figure, shown), ...columns],
    rows,
    instead: rows.length > 0 ? null : insteadOf(figure, t),
    notes: notesOf(figure, shown),
    chart: shown.words.charts[figure.id] ?? null,
  };
}

/** Returns a word of the sheet as text, without marks of notes; null if the sheet does not have it. */
export function wordOf({ words }: Pick<ShownEdition, 'words'>, key: string): string | null {
  const line = words.wording.words[key];
  return line === undefined ? null : plain(line).replaceAll('*', '').trim();
}

/** Returns a figure's heading with what it counts: `Victims: Gender` from the page, or `Victims by gender`. */
export function figureHeading(
  figure: Pick<PrintedFigure, 'id' | 'by' | 'cross' | 'counts'>,
  shown: Pick<ShownEdition, 'words'>,
): string {
  const noun = wordOf(shown, `${figure.counts}.noun`) ?? figure.counts;
  const own = wordOf(shown, `${figure.id}.head`);
  if (figure.by === undefined) return capitalize(noun);
  const { by } = tableWords(shown.words.language);
  return own === null
    ? by(capitalize(noun), dimensionName(figure, shown).toLowerCase())
    : `${capitalize(noun)}: ${own}`;
}

/** Returns what the rows of a figure are: in the program's words, or by the label of an added code list. */
function dimensionName(
  { by = 'type', cross }: Pick<PrintedFigure, 'by' | 'cross'>,
  shown: Pick<ShownEdition, 'words'>,
): string {
  if (cross !== undefined) return [{ by }, { by: cross }].map((one) => dimensionName(one, shown)).join(' × ');
  const { words } = shown;
  const builtIn = DIMENSIONS.find((dimension) => dimension === by);
  if (builtIn) return tableWords(words.language).rows[builtIn];
  return words.dimensions[by]?.[words.language] ?? by;
}

/** Returns the label of a cell, as the page prints it. */
export function cellLabel(
  figure: Pick<PrintedFigure, 'id' | 'by' | 'cross'>,
  cell: Pick<PrintedCell, 'key' | 'from' | 'to'>,
  words: EditionWording,
): string {
  const { language, labels, sheet } = words;
  if (isSeries(figure.by)) return formatPeriod(cell, language);
  const merge = sheet.figures.find(({ id }) => id === figure.id)?.merge.find(({ key }) => key === cell.key);
  return (merge?.label ?? cellWords(figure, cell.key, labels))?.[language] ?? cell.key;
}

function captionOf(figure: PrintedFigure, shown: ShownEdition): string {
  const t = tableWords(shown.words.language);
  const text = (number: PrintedNumber): string => {
    const { text: printed, spoken } = tableValue(number, shown);
    return spoken ?? printed;
  };
  const total = t.total(text(printedTotal(figure)));
  if (figure.known === undefined) return total;
  return `${total}; ${t.known(figure.known === null && figure.withheld ? t.hidden : text(printedTotal(figure, figure.known)))}`;
}

function rowsOf(figure: PrintedFigure, shown: ShownEdition, hasShares: boolean): TableRow[] {
  const { words } = shown;
  const isNone = ({ class: printed }: PrintedCell): boolean => printed?.to === 0;
  const rows: TableRow[] = figure.cells
    .filter((cell) => !isNone(cell))
    .map((cell) => ({
      key: cell.key,
      label: cellLabel(figure, cell, words),
      values: valuesOf(figure, cell, shown, hasShares),
    }));
  const t = tableWords(words.language);
  if (figure.tied) {
    const { cells, count, share } = figure.tied;
    const shares = hasShares
      ? [asPrinted(share === undefined ? '' : formatShare(share, count, figure.total, words.language))]
      : [];
    rows.push({
      key: null,
      label: formatTied(cells, words.language),
      values: [tableValue({ count }, shown), ...shares],
    });
  }
  const none = figure.cells.find(isNone);
  if (none?.class && rows.length > 0)
    rows.push({ key: null, label: t.elsewhere, values: [asPrinted(className(none.class, shown))] });
  return rows;
}

const asPrinted = (text: string): TableValue => ({ text, spoken: null });

function valuesOf(figure: PrintedFigure, cell: PrintedCell, shown: ShownEdition, hasShares: boolean): TableValue[] {
  if (cell.class) return [asPrinted(className(cell.class, shown))];
  const hidden = tableWords(shown.words.language).hidden;
  const count = tableValue({ ...cell, count: cell.count ?? null }, shown);
  if (!hasShares) return [count];
  const share = formatCellShare(cell, figure.total, shown.words.language) ?? '';
  return [count, share === SUPPRESSION_MARK ? { text: share, spoken: hidden } : asPrinted(share)];
}

/** Returns a number as the page prints it; the mark, and "fewer than", are read aloud in words. */
export function tableValue(number: PrintedNumber, { words }: Pick<ShownEdition, 'words'>): TableValue {
  const { language, wording } = words;
  const text = formatNumber(number, wording.locale);
  if (number.count !== null) return { text, spoken: null };
  const isHidden = number.fewerThan === undefined;
  return { text, spoken: isHidden ? tableWords(language).hidden : numberInWords(number, language, wording.locale) };
}

/** Returns a class of a map in the words of the sheet's charts: `10–24`, `50 or more`. */
export const className = (bounds: CountClass, { words: { wording } }: Pick<ShownEdition, 'words'>): string =>
  fillClassWord(wording.charts[classWordKey(bounds)] ?? '{from}–{to}', bounds, wording.locale);

function insteadOf(figure: PrintedFigure, t: ReturnType<typeof tableWords>): string {
  if (figure.withheld) return t.withheld;
  return figure.total === 0 || figure.cells.length > 0 ? t.none : t.few;
}

/** The note that explains the mark, with the edition's threshold. */
export const hiddenNote = ({ edition, words }: ShownEdition): string =>
  tableWords(words.language).hiddenNote(SUPPRESSION_MARK, formatCount(edition.threshold, words.wording.locale));

function notesOf(figure: PrintedFigure, shown: ShownEdition): string[] {
  const t = tableWords(shown.words.language);
  const { locale } = shown.words.wording;
  const count = (value: number): string => formatCount(value, locale);
  const hidesTotal = figure.total === null && figure.rounded === undefined;
  const isHidden = hidesTotal || figure.cells.some(({ suppressed }) => suppressed);
  return [
    ...(figure.multi ? [t.multiNote] : []),
    ...(isHidden && !figure.withheld ? [hiddenNote(shown)] : []),
    ...(figure.rounded === undefined ? [] : [t.roundedNote(count(figure.rounded))]),
  ];
}

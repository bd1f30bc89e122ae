import { type CellRules, type SmallValue, smallCell, smallId } from './small-cells.ts';
import { isBlank, type SmallRow, type SmallRows, smallRows } from './small-csv.ts';
import type { SmallColumn, SmallFile, SmallHotline } from './small-definitions.ts';
import { smallFold } from './small-text.ts';

/** The expected result for a table: rejected, or facts by record number as far as they are certain. */
export type SmallTable =
  | { readonly is: 'rejected'; readonly why: string }
  /** Violates a specification in a way that no specification says how to read. */
  | { readonly is: 'unclear' }
  | {
      readonly is: 'read';
      /** Whether the table must be accepted; false if an undecided cell could be an error. */
      readonly isCertain: boolean;
      readonly records: number;
      readonly facts: ReadonlyMap<number, SmallFact>;
    };

/** The values of a record by column of the facts; `isCertain` is false if the record may be excluded as a repeat. */
export interface SmallFact {
  readonly isCertain: boolean;
  readonly values: ReadonlyMap<string, unknown>;
}

const rejected = (why: string): SmallTable => ({ is: 'rejected', why });

interface Laid {
  readonly file: SmallFile;
  readonly columns: readonly (readonly [SmallColumn, at: number])[];
  readonly rules: CellRules;
}

/** Reads a table from CSV text. */
export function smallCsvTable(text: string, file: SmallFile, rules: CellRules): SmallTable {
  const read = rules.hotline.separators.map((separator) => smallRows(withoutFooter(text, rules.hotline), separator));
  const known = read.map((rows) => knownHeadings(rows, file));
  return smallTable(read[known.indexOf(Math.max(...known))]!, file, rules);
}

/** Reads a table from rows; its headings are the first row with content. */
export function smallTable({ rows, isUnclosed }: SmallRows, file: SmallFile, rules: CellRules): SmallTable {
  const at = headingIndex(rows);
  const headings = rows[at];
  if (!headings || headings.isBroken) return rejected('no heading line');
  const columns: [SmallColumn, number][] = [];
  for (const column of file.columns) {
    const places = headings.cells.flatMap((cell, index) =>
      smallFold(cell) === smallFold(column.heading) ? [index] : [],
    );
    if (places.length !== 1) return rejected(`${places.length} headings of one column`);
    columns.push([column, places[0]!]);
  }
  if (isUnclosed) return rejected('a quote never closes');
  return coded(rows.slice(at + 1), headings.cells, { file, columns, rules });
}

const isHint = ({ cells }: SmallRow): boolean => cells.length <= 2 && /^"?sep=.?"?$/iu.test(cells.join(','));

const headingIndex = (rows: readonly SmallRow[]): number => rows.findIndex((row) => !isBlank(row) && !isHint(row));

function knownHeadings({ rows }: SmallRows, file: SmallFile): number {
  const cells = (rows[headingIndex(rows)]?.cells ?? []).map(smallFold);
  return file.columns.filter(({ heading }) => cells.includes(smallFold(heading))).length;
}

function coded(rows: readonly SmallRow[], headings: readonly string[], laid: Laid): SmallTable {
  const needed = headings.findLastIndex((cell) => cell.trim() !== '') + 1;
  const isFit = ({ cells, isBroken }: SmallRow): boolean =>
    !isBroken && cells.length >= needed && cells.slice(headings.length).join('').trim() === '';
  const numbered = rows.map((row, index) => ({ row, record: index + 1 })).filter(({ row }) => !isBlank(row));
  const broken = numbered.find(({ row }) => !isFit(row));
  if (broken) return rejected(`record ${broken.record} is broken`);
  return factsOf(numbered.map(({ row, record }) => ({ ...rowOf(row, laid), record })));
}

function factsOf(rows: readonly Row[]): SmallTable {
  const first = new Map<string, Row>();
  const facts = new Map<number, SmallFact>();
  let isCertain = true;
  for (const row of rows) {
    const repeat = repeatOf(row, first.get(row.id));
    if (row.values.some(([, value]) => value.is === 'error')) return rejected(`record ${row.record} has an error`);
    if (repeat === 'conflict') return rejected(`record ${row.record} has the id of another`);
    if (!first.has(row.id)) first.set(row.id, row);
    if (repeat === 'undecided' || row.mayBeError) isCertain = false;
    if (repeat !== 'same') facts.set(row.record, { isCertain: repeat === null, values: certain(row) });
  }
  return { is: 'read', isCertain, records: rows.length, facts };
}

interface Row {
  readonly record: number;
  readonly id: string;
  readonly values: readonly (readonly [SmallColumn, SmallValue])[];
  /** The cells of the columns, folded; ids without marks that only show how they were written. */
  readonly texts: readonly string[];
  readonly mayBeError: boolean;
}

function rowOf({ cells }: SmallRow, { columns, rules }: Laid): Omit<Row, 'record'> {
  const values = columns.map(([column, at]) => [column, smallCell(column, cells[at] ?? '', rules)] as const);
  const texts = columns.map(([{ holds }, at]) =>
    ['own-id', 'link', 'reference'].includes(holds) ? smallId(cells[at] ?? '') : smallFold(cells[at] ?? ''),
  );
  const own = columns.findIndex(([{ holds }]) => holds === 'own-id');
  const mayBeError = values.some(
    ([{ holds }, { is }]) => is === 'undecided' && ['date', 'flag', 'nexus'].includes(holds),
  );
  return { id: texts[own] ?? '', values, texts, mayBeError };
}

/**
 * Compares a record with the first one of the same id: equal in every cell, certainly different, or known only to the
 * program.
 */
function repeatOf(row: Row, first: Row | undefined): 'same' | 'conflict' | 'undecided' | null {
  if (!first) return null;
  if (row.texts.join('\n') === first.texts.join('\n')) return 'same';
  const differs = row.values.some(([, value], at) => {
    const other = first.values[at]?.[1];
    return value.is === 'value' && other?.is === 'value' && JSON.stringify(value.value) !== JSON.stringify(other.value);
  });
  return differs ? 'conflict' : 'undecided';
}

const certain = ({ values }: Row): Map<string, unknown> =>
  new Map(values.flatMap(([{ name }, value]) => (value.is === 'value' ? [[name, value.value] as const] : [])));

/** Removes the lines that end a report of the U.S. hotline, and a line of totals before them. */
function withoutFooter(text: string, { hasFooter }: SmallHotline): string {
  if (!hasFooter) return text;
  const lines = text.split('\n').map((line, index) => ({ line, index, words: smallFold(line.replaceAll('"', '')) }));
  const filled = lines.filter(({ line }) => line.replace(/[",\s]/gu, '') !== '');
  const fits = (line: (typeof filled)[number] | undefined, start: string): boolean =>
    line?.words.startsWith(start) === true && (start !== '' || line.line.split('"').length % 2 === 1);
  const starts = ['', 'copyright', 'confidential information - do not distribute', 'generated by:', ''];
  const end = [starts, starts.toSpliced(2, 1)]
    .map((expected) => ({ expected, found: filled.slice(-expected.length) }))
    .find(({ expected, found }) => expected.every((start, at) => fits(found[at], start)))?.found;
  if (!end) return text;
  const before = filled.at(-end.length - 1);
  const first = before?.words.startsWith('grand totals') ? before : end[0]!;
  return lines
    .slice(0, first.index)
    .map(({ line }) => `${line}\n`)
    .join('');
}

import { type CodeLists, fold } from '../../domain/codes.ts';
import { monthNumber } from '../../domain/month-names.ts';
import type { Table } from '../../domain/tables.ts';
import type { SampleFile } from '../../exports/survey/sample-files.ts';
import { type ClassifiedColumn, classify } from './classify-columns.ts';
import { FileColumns } from './file-columns.ts';
import type { CodedGuess } from './guess-columns.ts';
import { type DateGuess, guessPeriod } from './guess-dates.ts';
import type { ColumnJson, TableJson } from './hotline-json.ts';
import { suggestCases, suggestPeople, suggestSignals } from './suggest-tables.ts';

/** Headings that a person gave for columns of facts: `cases.opened_on` and the like. */
export type Answers = ReadonlyMap<string, string>;

/** A file of a new hotline's definition, and what a person must know about it. */
export interface FileSuggestion {
  /** The name of the file in the definition. */
  readonly name: string;
  readonly sample: SampleFile;
  readonly file: {
    readonly names?: readonly string[];
    readonly headingRow?: 'find';
    readonly every?: string;
    readonly tables: Partial<Record<Table, TableJson>>;
  };
  readonly dates: DateGuess | null;
  /** The columns of codes that are used, by heading. */
  readonly coded: ReadonlyMap<string, CodedGuess>;
  /** The headings that no table uses. */
  readonly unused: readonly string[];
  /** What is not certain, in sentences. */
  readonly notes: readonly string[];
}

/** Suggests how a file of a sample becomes tables of facts. A file without a recognised table has none. */
export function suggestFile(sample: SampleFile, lists: CodeLists, answers: Answers): FileSuggestion {
  const columns = new FileColumns(
    sample.columns.map((column) => classify(column, lists)),
    answers,
  );
  const tables: Partial<Record<Table, TableJson>> = {
    ...suggestSignals(columns),
    ...suggestCases(columns, lists),
    ...suggestPeople(columns),
  };
  const { name, names } = nameOf(sample.stem);
  const every = columns.dates ? guessPeriod(columns.dates) : 'month';
  const used = new Set(Object.values(tables).flatMap(headingsIn).map(fold));
  const isUsed = ({ column }: ClassifiedColumn): boolean => used.has(fold(column.heading));
  return {
    name,
    sample,
    file: {
      ...(names && { names }),
      ...(sample.hasTitles && { headingRow: 'find' }),
      ...(every !== 'month' && { every }),
      tables,
    },
    dates: columns.dates,
    coded: new Map(
      columns.all.flatMap((one) =>
        isUsed(one) && one.content.is === 'codes' ? [[one.column.heading, one.content.coded] as const] : [],
      ),
    ),
    unused: columns.all.flatMap((one) => (isUsed(one) ? [] : one.column.heading)),
    notes: columns.notes,
  };
}

const headingsIn = ({ where = [], count, columns }: TableJson): string[] => [
  ...where.map(({ heading }) => heading),
  ...(count ? [count.heading] : []),
  ...Object.values(columns).flatMap(headingsOf),
];

const headingsOf = ({ heading, headings = [], flags = [] }: ColumnJson): string[] => [
  ...(heading === undefined ? [] : [heading]),
  ...headings,
  ...flags.map((flag) => flag.heading),
];

/** A date at the end of a name: `casos 2024-01`. */
const DATED = /[\s_.-]*(?:19|20)\d{2}(?:[\s_.-]*\d{1,2}){0,2}$/u;
/** A word at the end of a name, which may be a month: `casos_enero`. */
const LAST_WORD = /[\s_.-]+(\p{L}+)$/u;

/** Returns the name of a file without the date that differs in every upload, and a pattern for names with it. */
function nameOf(stem: string): { readonly name: string; readonly names?: readonly string[] } {
  const undated = stem
    .replace(DATED, '')
    .replace(LAST_WORD, (word, text) => (monthNumber(text) ? '' : word))
    .trim();
  return undated === stem || undated === '' ? { name: stem } : { name: undated, names: [`${undated}*`] };
}

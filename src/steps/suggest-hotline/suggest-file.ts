import { type CodeLists, fold } from '../../domain/codes.ts';
import type { Month } from '../../domain/month.ts';
import { monthNumber } from '../../domain/month-names.ts';
import { TABLES, type Table } from '../../domain/tables.ts';
import type { SampleFile } from '../../exports/survey/sample-files.ts';
import { type ClassifiedColumn, classify } from './classify-columns.ts';
import { FileColumns } from './file-columns.ts';
import type { CodedGuess } from './guess-columns.ts';
import { type DateGuess, guessPeriod } from './guess-dates.ts';
import { signsIn } from './guess-words.ts';
import { isTotal } from './heading-words.ts';
import type { ColumnJson, TableJson } from './hotline-json.ts';
import { SampleRows } from './sample-rows.ts';
import { suggestPeople } from './suggest-people.ts';
import { suggestCases, suggestSignals } from './suggest-tables.ts';
import { yearCounts } from './wide-columns.ts';

/** Headings that a person gave for columns of facts: `cases.opened_on` and the like. */
export type Answers = ReadonlyMap<string, string>;

type Tables = Partial<Record<Table, TableJson>>;

/** A file of a new hotline's definition, and what a person must know about it. */
export interface FileSuggestion {
  /** The name of the file in the definition. */
  readonly name: string;
  readonly sample: SampleFile;
  readonly file: {
    readonly names?: readonly string[];
    readonly headingRow?: 'find';
    readonly headingLines?: 2;
    readonly every?: string;
    readonly cumulative?: true;
    readonly tables: Tables;
  };
  readonly dates: DateGuess | null;
  /** The columns of codes that are used, by heading. */
  readonly coded: ReadonlyMap<string, CodedGuess>;
  /** Texts that mean "not known" in its columns. */
  readonly signs: readonly string[];
  /** The headings that no table uses. */
  readonly unused: readonly string[];
  /** What is not certain, in sentences. */
  readonly notes: readonly string[];
}

/** Suggests how a file of a sample becomes tables of facts. A file without a recognised table has none. */
export function suggestFile(sample: SampleFile, lists: CodeLists, answers: Answers): FileSuggestion {
  const columns = new FileColumns(
    sample.columns.map((column) => classify(column, lists, answers)),
    new SampleRows(sample),
    answers,
  );
  const tables: Tables = {
    ...suggestSignals(columns),
    ...suggestCases(columns, lists),
    ...suggestPeople(columns),
  };
  const { name, names } = nameOf(sample.stem);
  const years = yearCounts(columns.all).map(({ heading }) => heading);
  const dates = columns.dates ?? yearsAsDates(years);
  const every = dates ? guessPeriod(dates) : 'month';
  const isCumulative = dates !== null && hasEarlierYears(columns, dates, tables);
  const used = new Set(Object.values(tables).flatMap(headingsIn).map(fold));
  const isUsed = ({ column }: ClassifiedColumn): boolean => used.has(fold(column.heading));
  return {
    name,
    sample,
    file: {
      ...(names && { names }),
      ...(sample.hasTitles && { headingRow: 'find' }),
      ...(sample.headingLines === 2 && { headingLines: 2 as const }),
      ...(every !== 'month' && { every }),
      ...(isCumulative && { cumulative: true as const }),
      tables,
    },
    dates,
    coded: new Map(
      columns.all.flatMap((one) =>
        isUsed(one) && one.content.is === 'codes'
          ? [[one.column.heading, withoutTotals(one.content.coded)] as const]
          : [],
      ),
    ),
    signs: signsOf(columns, columns.all.filter(isUsed)),
    unused: columns.all.flatMap((one) => (isUsed(one) ? [] : one.column.heading)),
    notes: columns.notes,
  };
}

const withoutTotals = (coded: CodedGuess): CodedGuess => ({
  ...coded,
  unknown: new Map([...coded.unknown].filter(([text]) => !isTotal(text))),
});

/** Certain signs for "not known", and texts that mean nothing in columns of different lists. */
function signsOf(columns: FileColumns, used: readonly ClassifiedColumn[]): string[] {
  const certain = used.flatMap(({ column, content }) =>
    content.is === 'count' || content.is === 'date' ? [] : signsIn(column.cells.keys()),
  );
  const unknown = used.flatMap(({ content }) =>
    content.is === 'codes' ? [{ list: content.coded.list, texts: [...content.coded.unknown.keys()] }] : [],
  );
  const common = unknown.flatMap(({ list, texts }) =>
    texts.filter(
      (text) => !isTotal(text) && unknown.some((other) => other.list !== list && other.texts.includes(text)),
    ),
  );
  const others = [...new Set(common)].filter((text) => !certain.includes(text));
  if (others.length > 0)
    columns.note(
      `${others.map((text) => `"${text}"`).join(', ')} in columns of different lists ${others.length > 1 ? 'are' : 'is'} taken as "not known"`,
    );
  return [...new Set([...certain, ...others])];
}

/**
 * Whether a file of several years is one that repeats its earlier records: all of them have ids. Otherwise says how
 * the earlier years become complete.
 */
function hasEarlierYears(columns: FileColumns, { first, last }: DateGuess, tables: Tables): boolean {
  if (first.slice(0, 4) === last.slice(0, 4)) return false;
  const hasIds = haveIds(tables);
  columns.note(
    hasIds
      ? `the file has records of ${first} to ${last}: each upload is taken to repeat the earlier records ("cumulative")`
      : `the file has records of ${first} to ${last}, and an upload covers one year: for each earlier year upload a file too; the headings alone are enough`,
  );
  return hasIds;
}

/** Whether every record of a file has an id from its cells, by which a later upload is recognised to repeat it. */
export function haveIds(tables: Tables): boolean {
  const ids = { signals: 'signal_id', cases: 'case_id', victims: 'victim_id', traffickers: 'trafficker_id' } as const;
  return TABLES.every((table) => {
    const own = tables[table];
    return own === undefined || ((own.columns[ids[table]]?.row ?? own.each) === undefined && ids[table] in own.columns);
  });
}

/** The dates of columns of counts whose headings are years. */
function yearsAsDates(years: readonly string[]): DateGuess | null {
  const [first, last] = [years.toSorted()[0], years.toSorted().at(-1)];
  if (first === undefined || last === undefined) return null;
  return {
    ...{ formats: ['YYYY'], otherOrder: null, hasOffsets: false },
    ...{ first: `${first}-01` as Month, last: `${last}-12` as Month },
  };
}

const headingsIn = ({ where = [], count, each = [], columns }: TableJson): string[] => [
  ...where.map(({ heading }) => heading),
  ...(count ? [count.heading] : []),
  ...each.flatMap((part) => headingsIn(part)),
  ...Object.values(columns).flatMap(headingsOf),
];

const headingsOf = ({ heading, headings = [], flags = [], at }: ColumnJson): string[] => [
  ...(heading === undefined ? [] : [heading]),
  ...headings,
  ...(at ? [at.heading] : []),
  ...flags.map((flag) => flag.heading),
];

/** A date at the end of a name: `casos 2024-01`. */
const DATED = /[\s_.-]*(?:19|20)\d{2}(?:[\s_.-]*\d{1,2}){0,2}$/u;
/** A quarter or half-year at the end of a name: `report Q1`, `1er trimestre`, `primeiro-semestre`. */
const QUARTER =
  /[\s_.-]*(?:[QT][1-4]|(?:[1-4]|first|second|third|fourth|primer|segundo|tercer|cuarto|primeiro|terceiro|quarto)(?:st|nd|rd|th|er|o|e|ème)?[\s_.-]*(?:quarter|trimestre|semestre|half))$/iu;
/** A word at the end of a name, which may be a month: `casos_enero`. */
const LAST_WORD = /[\s_.-]+(\p{L}+)$/u;

/** Returns the name of a file without the date that differs in every upload, and a pattern for names with it. */
function nameOf(stem: string): { readonly name: string; readonly names?: readonly string[] } {
  const undated = stem
    .replace(DATED, '')
    .replace(QUARTER, '')
    .replace(LAST_WORD, (word, text) => (monthNumber(text) ? '' : word))
    .trim();
  // a name that is only a date differs in its numbers
  if (undated === '' && /\d/u.test(stem)) return { name: stem, names: [stem.replace(/\d+/gu, '*')] };
  return undated === stem || undated === '' ? { name: stem } : { name: undated, names: [`${undated}*`] };
}

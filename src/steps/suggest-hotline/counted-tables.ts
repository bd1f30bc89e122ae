import type { ClassifiedColumn } from './classify-columns.ts';
import type { FileColumns } from './file-columns.ts';
import { hasFewSpellings } from './guess-columns.ts';
import { signsIn } from './guess-words.ts';
import { countedIn, isTotal } from './heading-words.ts';
import type { ColumnJson, CountJson, FilterJson } from './hotline-json.ts';
import { genderCounts, yearCounts } from './wide-columns.ts';

/** How the rows of a table are counted: by a column of numbers, without totals beside their parts. */
export interface Counting {
  readonly count: CountJson | null;
  readonly where: readonly FilterJson[];
}

type Counted = 'signals' | 'cases' | 'victims';

/** The tables that a column of counts may be of, the most likely first; null is a heading that does not say. */
const FITTING: Readonly<Record<Counted, readonly (Counted | null)[]>> = {
  signals: ['signals'],
  cases: ['cases', null, 'victims'],
  victims: ['victims', null, 'cases'],
};

/** The columns that count people of one gender, or records of one year. */
const wideCounts = ({ all }: FileColumns) => [...genderCounts(all), ...genderCounts(all, true), ...yearCounts(all)];

/** The columns of counts that are not of one gender or year, nor totals beside these. */
function counts(columns: FileColumns): readonly ClassifiedColumn[] {
  const wide = wideCounts(columns).map(({ heading }) => heading);
  return columns
    .having('count')
    .filter(({ column: { heading } }) => !wide.includes(heading) && !(wide.length > 0 && isTotal(heading)));
}

/** Whether a file counts only calls and messages: no column counts anything else. */
export const countsOnlySignals = (columns: FileColumns): boolean => {
  const own = counts(columns).map(({ column }) => countedIn(column.heading));
  return own.includes('signals') && own.every((table) => table === 'signals');
};

/** Returns how the rows of a table are counted. A file with ids has a record in each row. */
export function countingOf(columns: FileColumns, table: Counted): Counting {
  const isOfPeople = table === 'cases' && columns.hasRole('victims') && !columns.hasRole('cases');
  const own = columns.having('id').length > 0 || isOfPeople ? [] : counts(columns);
  const of = FITTING[table].find((fitting) => own.some(({ column }) => countedIn(column.heading) === fitting));
  const found = of === undefined ? undefined : own.find(({ column }) => countedIn(column.heading) === of);
  const isWide = wideCounts(columns).length > 0;
  if (!found) return { count: null, where: isWide ? withoutTotals(columns, null) : [] };
  const { heading } = found.column;
  columns.note(`a row is taken as as many records as "${heading}" says ("count")`);
  const zero = zerosIn(found);
  return {
    count: { heading, ...(zero.length > 0 && { zero }) },
    where: withoutTotals(columns, heading),
  };
}

/**
 * Returns what links people to their cases. If the cases are counted in rows of totals and their people in rows of
 * parts, a row is not the id of both: the columns that the rows share are.
 */
export function caseLink(columns: FileColumns): ColumnJson {
  const totals = countingOf(columns, 'cases').where.filter((filter) => filter.in);
  const link = columns.caseId();
  if (totals.length === 0 || link.heading !== undefined) return link;
  const date = columns.dateColumn('cases.opened_on');
  const dates = date?.headings ?? (date?.heading === undefined ? [] : [date.heading]);
  const shared = [...columns.coded('state'), ...columns.coded('type'), ...columns.coded('venue')];
  const headings = [...new Set([...dates, ...shared.map(({ column }) => column.heading)])];
  return headings.length > 1 ? { headings } : link;
}

/** Dashes and empty cells in a column of counts mean zero. */
function zerosIn({ column: { cells, empty } }: ClassifiedColumn): string[] {
  const dashes = [...cells.keys()].filter((text) => /^[-\u2010-\u2015]+$/u.test(text));
  return [...dashes, ...(empty > 0 ? [''] : [])];
}

/** Returns the filters without which totals would count beside their parts. */
function withoutTotals(columns: FileColumns, count: string | null): FilterJson[] {
  const totals = columns.all.flatMap((one) => totalsIn(columns, one, count) ?? []);
  const isFiltered = new Set(totals.map(({ heading }) => heading));
  // a place that is not known is a value, which the filter would leave out
  const states = columns.coded('state').filter(({ column }) => signsIn(column.cells.keys()).length === 0);
  const keys = [...columns.having('date'), ...columns.having('year'), ...states].map(({ column }) => column.heading);
  const key =
    count === null
      ? undefined
      : keys.find((heading) => !isFiltered.has(heading) && columns.rows.isEmptyBeside(heading, count));
  if (key === undefined) return totals;
  columns.note(`rows without a value in "${key}" are taken as totals and left out`);
  return [...totals, { heading: key, hasValue: true }];
}

/** The rows of parts; the rows of totals if only they have numbers in the column of counts. */
function totalsIn(columns: FileColumns, { column, content }: ClassifiedColumn, count: string | null) {
  const { heading, cells } = column;
  if (content.is === 'count' || content.is === 'id' || !hasFewSpellings(column)) return null;
  const ignore = [...cells.keys()].filter(isTotal);
  if (ignore.length === 0 || ignore.length === cells.size) return null;
  const parts = [...cells.keys()].filter((text) => !ignore.includes(text) && signsIn([text]).length === 0);
  if (count !== null && !columns.rows.hasNumber(count, heading, parts))
    return { heading, in: ignore, ignore: [...parts, ''] };
  columns.note(`rows with ${ignore.map((text) => `"${text}"`).join(', ')} in "${heading}" are left out as totals`);
  return { heading, hasValue: true as const, ignore };
}

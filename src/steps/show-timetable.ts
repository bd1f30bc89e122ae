import type { Effects } from '../domain/effects.ts';
import { type Month, monthsThrough, parseMonth } from '../domain/month.ts';
import { type ExpectedFile, filesDue } from '../domain/period.ts';
import { type EditionListed, type ListEffects, listEditions } from './list-editions.ts';
import { type TableStatus, uploadStatus } from './upload-status.ts';

/** What a timetable is made from. */
export interface TimetableEffects extends ListEffects {
  readonly ledger: Pick<Effects['ledger'], 'entriesOf' | 'uploadsOf'>;
}

/** The state of one file of a hotline's month. A rejected upload beside an accepted one leaves the accepted one counted. */
export interface TimetableFile {
  /** The file stem. */
  readonly table: string;
  readonly state: 'accepted' | 'rejected' | 'missing';
  /** Uploads of it that are rejected. */
  readonly rejected: number;
  /** Whether it is accepted and has no records. */
  readonly isEmpty: boolean;
}

/** One month of a hotline. */
export interface TimetableMonth {
  readonly month: Month;
  /** The files that are due after the month or were uploaded to it, in the hotline's order of files. */
  readonly files: readonly TimetableFile[];
}

/** One upload, for the list of recent activity. */
export interface ReceivedUpload {
  readonly hotline: string;
  readonly month: Month;
  /** The path of the upload: the words of who uploaded it, not for everyone. */
  readonly file: string;
  readonly state: 'accepted' | 'rejected';
  /** ISO 8601. */
  readonly at: string;
}

/** A hotline that sent something, with every month from its first to its newest. */
export interface TimetableHotline {
  readonly hotline: string;
  readonly tables: readonly string[];
  /** The same files, with how often they are sent. */
  readonly expected: readonly ExpectedFile[];
  readonly months: readonly TimetableMonth[];
  readonly received: readonly ReceivedUpload[];
}

/** Exports by hotline and month, and editions by sheet. */
export interface Timetable {
  readonly hotlines: readonly TimetableHotline[];
  /** By sheet, then by month, the oldest first. */
  readonly editions: readonly EditionListed[];
}

/** What the timetable asks of its surroundings. `isThere` is false of an upload whose file is known to be gone. */
export interface TimetableSource {
  readonly effects: TimetableEffects;
  readonly hotlines: readonly string[];
  readonly sheets: readonly string[];
  filesOf(hotline: string): readonly ExpectedFile[];
  isThere(key: string): Promise<boolean>;
}

/** Reads how exports and editions stand now. */
export async function showTimetable(source: TimetableSource): Promise<Timetable> {
  const { effects, sheets } = source;
  const hotlines = await Promise.all(source.hotlines.map((hotline) => hotlineRow(source, hotline)));
  const editions = await Promise.all(sheets.map((sheet) => listEditions(effects, sheet)));
  return { hotlines, editions: editions.flat() };
}

async function hotlineRow(source: TimetableSource, hotline: string): Promise<TimetableHotline> {
  const expected = source.filesOf(hotline);
  const { ledger } = source.effects;
  const rows = await uploadStatus(
    { ledger, filesOf: () => expected, isThere: (key) => source.isThere(key) },
    hotline,
    null,
  );
  const months = [...new Set(rows.flatMap(({ month }) => parseMonth(month) ?? []))].sort();
  const [first, last] = [months[0], months.at(-1)];
  const all = first && last ? monthsThrough(first, last) : [];
  return {
    hotline,
    tables: expected.map(({ table }) => table),
    expected,
    months: all.map((month) => ({ month, files: filesOfMonth(rows, expected, month) })),
    received: rows.flatMap((row) => receivedOf(row) ?? []),
  };
}

/** A file of a longer period is only in the last month of the period, unless it was uploaded to another one. */
function filesOfMonth(rows: readonly TableStatus[], expected: readonly ExpectedFile[], month: Month): TimetableFile[] {
  const ofMonth = rows.filter((row) => row.month === month);
  const due = filesDue(expected, month);
  const shown = expected.filter(({ table }) => due.includes(table) || ofMonth.some((row) => row.table === table));
  return shown.map(({ table }) => {
    const own = ofMonth.filter((row) => row.table === table);
    const rejected = own.filter(({ state }) => state === 'rejected').length;
    const active = own.find(({ state }) => state === 'active');
    const state = active ? 'accepted' : rejected > 0 ? 'rejected' : 'missing';
    return { table, state, rejected, isEmpty: active?.records === 0 };
  });
}

function receivedOf({ hotline, month: text, file, state, receivedAt: at }: TableStatus): ReceivedUpload | null {
  const month = parseMonth(text);
  if (file === null || at === null || month === null || (state !== 'active' && state !== 'rejected')) return null;
  return { hotline, month, file, state: state === 'active' ? 'accepted' : 'rejected', at };
}

/** What months are found in. */
export interface MonthRows {
  readonly hotlines: readonly Pick<TimetableHotline, 'expected' | 'months'>[];
  readonly editions: readonly { readonly month: Month }[];
}

/** The months of a timetable, from the first to the newest of any hotline or edition. */
export function monthsOf({ hotlines, editions }: MonthRows): Month[] {
  const months = [...hotlines.flatMap((row) => row.months), ...editions].map(({ month }) => month).sort();
  const [first, last] = [months[0], months.at(-1)];
  return first && last ? monthsThrough(first, last) : [];
}

/** How many files of the newest month with uploads are accepted, over the hotlines that ever sent any; null before there is one. */
export interface NewestMonth {
  readonly month: Month;
  readonly accepted: number;
  readonly rejected: number;
  readonly missing: number;
}

export function newestMonth({ hotlines }: Pick<MonthRows, 'hotlines'>): NewestMonth | null {
  const sending = hotlines.filter(({ months }) => months.length > 0);
  const month = sending
    .flatMap(({ months }) => months.at(-1)?.month ?? [])
    .sort()
    .at(-1);
  if (month === undefined) return null;
  const states = sending.flatMap(({ expected, months }) => {
    const found = months.find((one) => one.month === month);
    return found ? found.files.map(({ state }) => state) : filesDue(expected, month).map(() => 'missing' as const);
  });
  const count = (state: TimetableFile['state']): number => states.filter((one) => one === state).length;
  return { month, accepted: count('accepted'), rejected: count('rejected'), missing: count('missing') };
}

import { createHmac } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { hasAsciiLocalPart } from '../../domain/address.ts';
import { removeInvisible } from '../../domain/codes.ts';
import { unescapeFormulas } from '../../domain/csv-line.ts';
import type { StakeholderEntry, WrittenEntry } from '../../domain/stakeholder.ts';
import { misreadText } from '../../domain/text/misread-text.ts';
import { SEPARATOR_HINT, SEPARATORS } from '../../domain/text/text-in.ts';
import { sampleWords } from '../../domain/text/word-sample.ts';
import type { EntryError, ListError, ListRemark } from '../../words/list-error-text.ts';
import type { ListErrorKind, ListRemarkKind } from '../../words/list-error-words.ts';
import { checkEntry } from './check-entry.ts';
import type { KnownSheets } from './chosen-sheets.ts';
import { HEADINGS, headingOf, OPTIONAL } from './list-words.ts';

/** The entries of a list, one per address. */
export interface StakeholderList {
  readonly entries: readonly StakeholderEntry[];
  /** The line of each entry; the first line for a merged entry. */
  readonly lines: readonly number[];
  /** Lines that repeat the address of an earlier line, and the fields they change: the later line takes precedence. */
  readonly merged: readonly { readonly line: number; readonly into: number; readonly changed: readonly string[] }[];
  /** Remarks on values that are accepted as written, but may have been meant otherwise. */
  readonly remarks: readonly ListRemark[];
}

/** A list as it was read. `list` holds the lines without errors; only a list without errors may be imported. */
export interface ReadList {
  readonly list: StakeholderList;
  readonly errors: readonly ListError[];
}

const EMPTY: StakeholderList = { entries: [], lines: [], merged: [], remarks: [] };

/**
 * Reads a list of stakeholders: CSV text as `decodeText` returns it, separated by commas, semicolons, tabs or `|`,
 * whichever yields the most headings. The headings are name, email, organisation, language, sheets (several, with
 * spaces or semicolons between them) and delivery (`attachment` or `link`). Errors name the line and what is allowed,
 * never the address. An address on several lines gets the sheets of all of them, and the other fields of the last.
 */
export function readStakeholderList(csv: string, known: KnownSheets): ReadList {
  const misread = misreadText(sampleWords(csv), 'utf-8');
  if (misread !== null) return refuseList([{ line: null, kind: 'not-utf8', names: [misread] }]);
  const parsed = parsedRows(csv);
  if ('kind' in parsed) return refuseList([parsed]);
  const [heading, ...rows] = parsed;
  const names = withoutEmptyEnd(heading?.record.map(headingOf) ?? []);
  const wrong = headingErrors(names);
  if (wrong.length > 0) return refuseList(wrong);
  const read = rows.map(({ record, line }) => {
    const isLong = record.slice(names.length).some((cell) => cell.trim() !== '');
    return { line, entry: isLong ? [TOO_LONG] : checkEntry(writtenEntry(names, record), known) };
  });
  const errors = read.flatMap(({ line, entry }) =>
    Array.isArray(entry) ? entry.map((one) => ({ ...one, line })) : [],
  );
  return { list: mergedList(read), errors };
}

const refuseList = (errors: readonly ListError[]): ReadList => ({ list: EMPTY, errors });

/** A separator inside a cell shifts everything after it, or loses a sheet if it is in the last cell. */
const TOO_LONG: EntryError = { kind: 'too-many-cells', names: [] };

/** Spreadsheets save empty columns after the last one. */
const withoutEmptyEnd = (names: readonly string[]): string[] =>
  names.slice(0, names.findLastIndex((name) => name !== '') + 1);

/**
 * Returns the text with Excel's `sep=;` removed but its line kept empty, so that line numbers match those of an editor.
 */
function withoutHint(text: string): string {
  const [first = ''] = text.split('\n', 1);
  return SEPARATOR_HINT.test(first.trim()) ? text.slice(first.length) : text;
}

interface Row {
  readonly record: readonly string[];
  readonly line: number;
}

function parsedRows(text: string): Row[] | ListError {
  try {
    const rows: Row[] = [];
    const csv = withoutHint(text);
    parse(csv, {
      bom: true,
      delimiter: separatorOf(csv),
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      on_record: (record, { lines }) => {
        if (Array.isArray(record)) rows.push({ record: record.map(String), line: lines });
        return null;
      },
    });
    return rows;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    // The code does not quote the file.
    if (code.startsWith('CSV_') || code.startsWith('INVALID_')) return { line: null, kind: 'not-csv', names: [code] };
    throw error;
  }
}

/** Returns the separator of the heading line's cells: the one with which most of its cells are headings. */
function separatorOf(csv: string): string {
  const heading = csv.split('\n').find((line) => !isEmpty(line)) ?? '';
  const cells = (separator: string): number =>
    heading.split(separator).filter((cell) => HEADINGS.some((name) => name === headingOf(cell.replaceAll('"', ''))))
      .length;
  return SEPARATORS.reduce((best, separator) => (cells(separator) > cells(best) ? separator : best), ',');
}

/** Whether a line contains nothing but separators. */
const isEmpty = (line: string): boolean => /^[\s"',;|]*$/u.test(removeInvisible(line));

function headingErrors(names: readonly string[]): ListError[] {
  const all = HEADINGS.join(', ');
  const missing = HEADINGS.filter((heading) => !names.includes(heading) && !OPTIONAL.has(heading));
  const unknown = names.filter((name) => !HEADINGS.some((heading) => heading === name));
  const twice = HEADINGS.filter((heading) => names.indexOf(heading) !== names.lastIndexOf(heading));
  return [
    ...(missing.length > 0 ? [headingError('headings-missing', all, ...missing)] : []),
    ...(unknown.length > 0 ? [headingError('headings-other', all, String(unknown.length))] : []),
    ...twice.map((heading) => headingError('heading-twice', heading)),
  ];
}

const headingError = (kind: ListErrorKind, ...names: readonly string[]): ListError => ({ line: 1, kind, names });

function writtenEntry(names: readonly string[], record: readonly string[]): WrittenEntry {
  // an exported list has formulas disarmed; an address must not change by being exported and imported
  const cell = (heading: string): string => unescapeFormulas(record[names.indexOf(heading)] ?? '');
  return {
    name: cell('name'),
    email: cell('email'),
    organisation: cell('organisation'),
    language: cell('language'),
    sheets: cell('sheets'),
    delivery: cell('delivery'),
  };
}

function mergedList(read: readonly { line: number; entry: StakeholderEntry | EntryError[] }[]): StakeholderList {
  const entries = new Map<string, { line: number; entry: StakeholderEntry }>();
  const merged: StakeholderList['merged'][number][] = [];
  const remarks: ListRemark[] = [];
  for (const { line, entry } of read) {
    if (Array.isArray(entry)) continue;
    remarks.push(...remarksOn(entry).map((kind) => ({ line, kind })));
    const first = entries.get(entry.address);
    const sheets = [...new Set([...(first?.entry.sheets ?? []), ...entry.sheets])];
    entries.set(entry.address, { line: first?.line ?? line, entry: { ...entry, sheets } });
    if (first) merged.push({ line, into: first.line, changed: changedFields(first.entry, { ...entry, sheets }) });
  }
  const kept = [...entries.values()];
  return { entries: kept.map(({ entry }) => entry), lines: kept.map(({ line }) => line), merged, remarks };
}

/** Returns the fields that a later line of the same address changes. */
const changedFields = (before: StakeholderEntry, after: StakeholderEntry): string[] =>
  (['name', 'organisation', 'language', 'sheets', 'delivery'] as const).filter(
    (field) => String(before[field]) !== String(after[field]),
  );

const remarksOn = ({ name, address }: StakeholderEntry): ListRemarkKind[] => [
  ...(name.includes(',') ? ['comma-in-name' as const] : []),
  ...(hasAsciiLocalPart(address) ? [] : ['local-part' as const]),
];

/**
 * Returns the id of an address: a keyed hash, so that only someone with the key can find out whether an address is
 * known.
 */
export const stakeholderId = (secret: Uint8Array, address: string): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['address', address]))
    .digest('hex')
    .slice(0, 32);

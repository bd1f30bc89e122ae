import { createHmac } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { canonicalAddress, hasAsciiLocalPart } from '../../domain/address.ts';
import { fold, removeInvisible } from '../../domain/codes.ts';
import { LANGUAGES, type Language } from '../../domain/languages.ts';
import type { StakeholderEntry, WrittenEntry } from '../../domain/stakeholder.ts';
import { misreadText } from '../../domain/text/misread-text.ts';
import { SEPARATOR_HINT, SEPARATORS } from '../../domain/text/text-in.ts';
import { sampleWords } from '../../domain/text/word-sample.ts';
import { DELIVERY_NAMES, HEADINGS, headingOf, LANGUAGE_NAMES, OPTIONAL } from './list-words.ts';

/** The sheets that exist, and the languages in which each is written. */
export type KnownSheets = ReadonlyMap<string, readonly Language[]>;

/** The entries of a list, one per address. */
export interface StakeholderList {
  readonly entries: readonly StakeholderEntry[];
  /** The line of each entry; the first line for a merged entry. */
  readonly lines: readonly number[];
  /** Lines that repeat the address of an earlier line, and the fields they change: the later line takes precedence. */
  readonly merged: readonly { readonly line: number; readonly into: number; readonly changed: readonly string[] }[];
  /** Remarks on values that are accepted as written, but may have been meant otherwise. */
  readonly remarks: readonly string[];
}

export type ReadList =
  | { readonly list: StakeholderList; readonly errors: null }
  | { readonly list: null; readonly errors: readonly string[] };

/**
 * Reads a list of stakeholders: CSV text as `textIn` returns it, separated by commas, semicolons, tabs or `|`,
 * whichever yields the most headings. The headings are name, email, organisation, language, sheets (several, with
 * spaces or semicolons between them) and delivery (`attachment` or `link`). The list is imported completely or not at
 * all. `errors` name the line and what is allowed, never the address. An address on several lines gets the sheets
 * of all of them, and the other fields of the last.
 */
export function readStakeholderList(csv: string, known: KnownSheets): ReadList {
  const misread = misreadText(sampleWords(csv), 'utf-8');
  if (misread !== null) return { list: null, errors: [misread] };
  const parsed = parsedRows(csv);
  if (typeof parsed === 'string') return { list: null, errors: [parsed] };
  const [heading, ...rows] = parsed;
  const names = withoutEmptyEnd(heading?.record.map(headingOf) ?? []);
  const wrong = headingErrors(names);
  if (wrong.length > 0) return { list: null, errors: wrong };
  const read = rows.map(({ record, line }) => {
    const isLong = record.slice(names.length).some((cell) => cell.trim() !== '');
    return { line, entry: isLong ? [TOO_LONG] : checkEntry(written(names, record), known) };
  });
  const errors = read.flatMap(({ line, entry }) =>
    Array.isArray(entry) ? entry.map((error) => `line ${line}: ${error}`) : [],
  );
  if (errors.length > 0) return { list: null, errors };
  return { list: mergedList(read), errors: null };
}

/** A separator inside a cell shifts everything after it, or loses a sheet if it is in the last cell. */
const TOO_LONG = 'has more cells than line 1; put a cell with a separator in it into quotation marks';

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

function parsedRows(text: string): Row[] | string {
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
    // The message does not quote the file.
    if (code.startsWith('CSV_') || code.startsWith('INVALID_')) return `the file is not a CSV (${code})`;
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

function headingErrors(names: readonly string[]): string[] {
  const missing = HEADINGS.filter((heading) => !names.includes(heading) && !OPTIONAL.has(heading));
  const unknown = names.filter((name) => !HEADINGS.some((heading) => heading === name));
  const twice = HEADINGS.filter((heading) => names.indexOf(heading) !== names.lastIndexOf(heading));
  return [
    ...(missing.length > 0 ? [`line 1: lacks ${missing.join(', ')}; the headings are ${HEADINGS.join(', ')}`] : []),
    ...(unknown.length > 0
      ? [`line 1: ${unknown.length} other headings; the headings are ${HEADINGS.join(', ')}`]
      : []),
    ...twice.map((heading) => `line 1: ${heading} is there twice`),
  ];
}

function written(names: readonly string[], record: readonly string[]): WrittenEntry {
  const cell = (heading: string): string => record[names.indexOf(heading)] ?? '';
  return {
    name: cell('name'),
    email: cell('email'),
    organisation: cell('organisation'),
    language: cell('language'),
    sheets: cell('sheets'),
    delivery: cell('delivery'),
  };
}

/** Whether a text fits in a header or a greeting: one line of at most `most` characters. */
export const isPlain = (text: string, most: number): boolean =>
  text.length <= most && !/[\p{Cc}\u2028\u2029]/u.test(text);

const shown = (text: string): string => removeInvisible(text).trim();

/** Removes invisible characters, which copying leaves in addresses and names, and outer spaces from a written entry. */
const shownEntry = ({ name, email, organisation, language, sheets, delivery }: WrittenEntry): WrittenEntry => ({
  name: shown(name),
  email: shown(email),
  organisation: shown(organisation),
  language: shown(language),
  sheets: shown(sheets),
  delivery: shown(delivery),
});

/** Returns the checked entry, or everything that is wrong with it. */
export function checkEntry(written: WrittenEntry, known: KnownSheets): StakeholderEntry | string[] {
  const entry = shownEntry(written);
  const address = normalAddress(entry.email);
  const language = LANGUAGE_NAMES.get(fold(entry.language));
  const sheets = [...new Set(entry.sheets.split(/[\s;,]+/u).filter((sheet) => sheet !== ''))];
  const unknown = sheets.filter((sheet) => !known.has(sheet));
  const unwritten = language ? sheets.filter((sheet) => known.get(sheet)?.includes(language) === false) : [];
  const delivery = DELIVERY_NAMES.get(fold(entry.delivery));
  const { name, organisation } = entry;
  const errors = [
    ...(name !== '' && isPlain(name, 100) ? [] : ['name must be 1 to 100 characters on one line']),
    ...(address ? [] : ['email is not a valid address; write name@example.org']),
    ...(isPlain(organisation, 200) ? [] : ['organisation must be at most 200 characters on one line']),
    ...(language ? [] : [`language must be one of ${LANGUAGES.join(', ')} (or Español, English)`]),
    ...(sheets.length > 0 ? [] : ['sheets is empty']),
    ...(unknown.length > 0
      ? [`${unknown.length} of its sheets do not exist; there are ${[...known.keys()].join(', ')}`]
      : []),
    ...unwritten.map((sheet) => `sheet ${sheet} is not written in ${language}`),
    ...(delivery ? [] : ['delivery must be attachment or link']),
  ];
  if (errors.length > 0 || !address || !language || !delivery) return errors;
  return { name, address, organisation, language, sheets, delivery };
}

function mergedList(read: readonly { line: number; entry: StakeholderEntry | string[] }[]): StakeholderList {
  const entries = new Map<string, { line: number; entry: StakeholderEntry }>();
  const merged: StakeholderList['merged'][number][] = [];
  const remarks: string[] = [];
  for (const { line, entry } of read) {
    if (Array.isArray(entry)) continue;
    remarks.push(...remarksOn(entry).map((remark) => `line ${line}: ${remark}`));
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

function remarksOn({ name, address }: StakeholderEntry): string[] {
  return [
    ...(name.includes(',') ? ['the name has a comma; messages greet by it as it is written'] : []),
    ...(hasAsciiLocalPart(address)
      ? []
      : ['the part before the @ is not ASCII; SES and many mail servers do not take it']),
  ];
}

/**
 * Returns an address of a list or a command as it is stored and compared, without outer spaces and invisible
 * characters; null if the text is not an address.
 */
export const normalAddress = (text: string): string | null => canonicalAddress(removeInvisible(text).trim());

/**
 * Returns the id of an address: a keyed hash, so that only someone with the key can find out whether an address is
 * known.
 */
export const stakeholderId = (secret: Uint8Array, address: string): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['address', address]))
    .digest('hex')
    .slice(0, 32);

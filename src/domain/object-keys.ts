/** Every object key of the program and its parser, in one place. A key is a path with `/`, relative to its store. */

/**
 * The parts of an export's key, `exports/<hotline>/<YYYY-MM>/<file>`, before anything is known of its hotline or month; null
 * when the key has another shape.
 */
export function parseExportKey(key: string): { hotline: string; month: string; file: string } | null {
  const match = /^exports\/([^/]+)\/([^/]+)\/([^/]+)$/u.exec(key);
  if (!match?.[1] || !match[2] || !match[3]) return null;
  return { hotline: match[1], month: match[2], file: match[3] };
}

/** `facts/<table>/hotline=<h>/month=<m>/<SHA-256 of the file>.parquet`: immutable facts of one canonical table. */
export const factsKey = (table: string, hotline: string, month: string, hash: string): string =>
  `facts/${table}/hotline=${hotline}/month=${month}/${hash}.parquet`;

/** The parts of a facts key that is meant; null for another key. */
export function parseFactsKey(key: string): { table: string; hotline: string; month: string } | null {
  const match = /^facts\/([^/]+)\/hotline=([^/]+)\/month=([^/]+)\/[0-9a-f]{64}\.parquet$/u.exec(key);
  if (!match?.[1] || !match[2] || !match[3]) return null;
  return { table: match[1], hotline: match[2], month: match[3] };
}

/** What marks a version of an object that is to be removed; a bucket's lifecycle rule acts on it. */
export const RETIRED_TAG = { Key: 'retired', Value: 'true' } as const;

/**
 * `problems/<hotline>/<YYYY-MM>/<file>/<version>/problems.csv`, and `.../<version>/<table>/problems.csv` for a table of a
 * workbook or archive: the problems of one upload, as confidential as the upload. Another version of the upload has another
 * key, so that a slow ingest of an older one overwrites nothing. Long names of uploads are shortened first (domain/short-name.ts).
 *
 * @param sha256 of the upload, hex
 */
export const problemsKey = (
  hotline: string,
  month: string,
  file: string,
  sha256: string,
  table: string | null,
): string =>
  `problems/${hotline}/${month}/${file}/${sha256.slice(0, VERSION_DIGITS)}/${table === null ? '' : `${table}/`}problems.csv`;

const VERSION_DIGITS = 16;
const VERSION = new RegExp(`^(problems/[^/]+/[^/]+/[^/]+)/[0-9a-f]{${VERSION_DIGITS}}/`, 'u');

/** The path of a problems key for people, without the version: where one process at a time reads uploads, one of them is enough. */
export const problemsPath = (key: string): string => key.replace(VERSION, '$1/');

/** `reports/<sheet>/<YYYY-MM>/r<revision>/<file>`: what one revision publishes. */
export const reportKey = (sheet: string, month: string, revision: number, file: string): string =>
  `reports/${sheet}/${month}/r${revision}/${file}`;

/** The parts of a report key; null for another key. */
export function parseReportKey(key: string): { sheet: string; month: string; revision: number } | null {
  const match = /^reports\/([^/]+)\/([^/]+)\/r(\d+)\/.+$/u.exec(key);
  if (!match?.[1] || !match[2] || !match[3]) return null;
  return { sheet: match[1], month: match[2], revision: Number(match[3]) };
}

/** `approved/<sheet>/<YYYY-MM>/r<revision>/<file>`: the copy of a report's page that was made when it was approved. */
export const approvedKey = (report: string): string => report.replace(/^reports\//u, 'approved/');

/** The marked copy of a page, which nobody gets: the page's key with `.draft.pdf` at its end. */
export const draftOf = (key: string): string => key.replace(/\.pdf$/u, '.draft.pdf');

/** Whether a key is that of a marked copy. */
export const isDraftPage = (key: string): boolean => key.endsWith('.draft.pdf');

import { USER_LANGUAGES } from './languages.ts';
import { parseMonth } from './month.ts';
import type { StagedFile } from './upload-offer.ts';

/** All object keys and their parsers. A key is a path with `/`, relative to its store. */

/** The parts of an export's key; neither its hotline nor its month is checked. */
export interface ExportKeyParts {
  readonly hotline: string;
  readonly month: string;
  readonly file: string;
}

/** An uploaded object by its key, and the key's parts; null where it has another shape than an export's. */
export interface ExportPlace {
  readonly key: string;
  readonly parts: ExportKeyParts | null;
}

/**
 * Parses an export's key, `exports/<hotline>/<YYYY-MM>/<file>`, without checking its hotline or month; returns null if
 * the key has another shape.
 */
export function parseExportKey(key: string): ExportKeyParts | null {
  const match = /^exports\/([^/]+)\/([^/]+)\/([^/]+)$/u.exec(key);
  if (!match?.[1] || !match[2] || !match[3]) return null;
  return { hotline: match[1], month: match[2], file: match[3] };
}

/** Parses the key of an uploaded object. */
export const exportPlace = (key: string): ExportPlace => ({ key, parts: parseExportKey(key) });

/**
 * Returns `facts/<table>/hotline=<h>/month=<m>/<SHA-256 of the file>.parquet`: immutable facts of one canonical table.
 */
export const factsKey = (table: string, hotline: string, month: string, hash: string): string =>
  `facts/${table}/hotline=${hotline}/month=${month}/${hash}.parquet`;

/**
 * Returns `active/<table>/hotline=<h>/month=<m>/manifest`: the list of the active facts of one table and month, which
 * Athena reads.
 */
export const activeFactsKey = (table: string, hotline: string, month: string): string =>
  `active/${table}/hotline=${hotline}/month=${month}/manifest`;

/** Parses a facts key; returns null for another key. */
export function parseFactsKey(key: string): { table: string; hotline: string; month: string } | null {
  const match = /^facts\/([^/]+)\/hotline=([^/]+)\/month=([^/]+)\/[0-9a-f]{64}\.parquet$/u.exec(key);
  if (!match?.[1] || !match[2] || !match[3]) return null;
  return { table: match[1], hotline: match[2], month: match[3] };
}

/** Marks a version of an object to be removed; the bucket's lifecycle rule acts on it. */
export const RETIRED_TAG = { Key: 'retired', Value: 'true' } as const;

/** Whose problems a file has. */
export interface ProblemsOf {
  readonly hotline: string;
  readonly month: string;
  readonly file: string;
  /** Of the upload, hex. */
  readonly sha256: string;
  /** A table of a workbook or archive; null for the entire upload. */
  readonly table: string | null;
}

/**
 * Returns `problems/<hotline>/<YYYY-MM>/<file>/<version>/problems.csv`, or `.../<version>/<table>/problems.csv` for a
 * table of a workbook or archive: the problems of one upload, as confidential as the upload. Each version of the upload
 * has its own key, so that a slow ingest of an older version overwrites nothing. Long names of uploads are shortened
 * first (domain/short-name.ts).
 */
export const problemsKey = ({ hotline, month, file, sha256, table }: ProblemsOf): string =>
  `problems/${hotline}/${month}/${file}/${sha256.slice(0, VERSION_DIGITS)}/${table === null ? '' : `${table}/`}problems.csv`;

const VERSION_DIGITS = 16;
const VERSION = new RegExp(`^(problems/[^/]+/[^/]+/[^/]+)/[0-9a-f]{${VERSION_DIGITS}}/`, 'u');

/**
 * Removes the version from a problems key for the folder that people read: one process at a time reads uploads, so one
 * version is enough.
 */
export const problemsPath = (key: string): string => key.replace(VERSION, '$1/');

/** Returns `reports/<sheet>/<YYYY-MM>/r<revision>/<file>`: a file of one revision. */
export const reportKey = (sheet: string, month: string, revision: number, file: string): string =>
  `reports/${sheet}/${month}/r${revision}/${file}`;

/** Parses a report key; returns null for another key. */
export function parseReportKey(key: string): { sheet: string; month: string; revision: number } | null {
  const match = /^reports\/([^/]+)\/([^/]+)\/r(\d+)\/.+$/u.exec(key);
  if (!match?.[1] || !match[2] || !match[3]) return null;
  return { sheet: match[1], month: match[2], revision: Number(match[3]) };
}

/** Returns `approved/<sheet>/<YYYY-MM>/r<revision>/<file>`: the copy of a report's file made at its approval. */
export const approvedKey = (report: string): string => report.replace(/^reports\//u, 'approved/');

/**
 * Returns the key of a page's draft copy, which has a watermark and is never sent: the page's key ending in
 * `.draft.pdf`.
 */
export const draftKey = (key: string): string => key.replace(/\.pdf$/u, '.draft.pdf');

/** Whether a key is the key of a draft copy. */
export const isDraftPage = (key: string): boolean => key.endsWith('.draft.pdf');

/** Returns `exports/<hotline>/<YYYY-MM>/<file>`: an upload. */
export const exportKey = (hotline: string, month: string, file: string): string =>
  `exports/${hotline}/${month}/${file}`;

/** Returns `checks/<hotline>/<YYYY-MM>/<check>/<language>/<file>`: a file to be checked, which is removed after a day. */
export const stagedKey = ({ hotline, month, check, language, name }: StagedFile): string =>
  `checks/${hotline}/${month}/${check}/${language}/${name}`;

/** Parses the key of a file to be checked; returns null for another key. */
export function parseStagedKey(key: string): StagedFile | null {
  const match = /^checks\/([^/]+)\/([^/]+)\/([0-9a-f]{32})\/([^/]+)\/([^/]+)$/u.exec(key);
  const [, hotline, month, check, language, name] = match ?? [];
  const [known, parsed] = [USER_LANGUAGES.find((one) => one === language), parseMonth(month ?? '')];
  return hotline && check && name && known && parsed ? { hotline, month: parsed, check, language: known, name } : null;
}

/** Returns the beginning of the key of the file that a check is about. */
export const stagedPrefix = ({ hotline, month, check }: Pick<StagedFile, 'hotline' | 'month' | 'check'>): string =>
  `checks/${hotline}/${month}/${check}/`;

/** Returns `check-results/<hotline>/<YYYY-MM>/<check>.json`: what a check found, which is removed after a day. */
export const checkResultKey = ({ hotline, month, check }: Pick<StagedFile, 'hotline' | 'month' | 'check'>): string =>
  `check-results/${hotline}/${month}/${check}.json`;

/** Returns `check-results/<hotline>/<YYYY-MM>/<check>.problems.json`: the list of a check's problems, without values. */
export const checkListKey = ({ hotline, month, check }: Pick<StagedFile, 'hotline' | 'month' | 'check'>): string =>
  `check-results/${hotline}/${month}/${check}.problems.json`;

/** Names a list of a check's problems with values, in one language. */
export type CheckedValuesOf = Omit<StagedFile, 'name'>;

/**
 * Returns `value-requests/<hotline>/<YYYY-MM>/<check>/<language>`: an empty object, which asks for the list of a check's
 * problems with values, and is removed after a day.
 */
export const valueRequestKey = ({ hotline, month, check, language }: CheckedValuesOf): string =>
  `value-requests/${hotline}/${month}/${check}/${language}`;

/** Parses the key of a request for values; returns null for another key. */
export function parseValueRequestKey(key: string): CheckedValuesOf | null {
  const match = /^value-requests\/([^/]+)\/([^/]+)\/([0-9a-f]{32})\/([^/]+)$/u.exec(key);
  const [, hotline, month, check, language] = match ?? [];
  const [known, parsed] = [USER_LANGUAGES.find((one) => one === language), parseMonth(month ?? '')];
  return hotline && check && known && parsed ? { hotline, month: parsed, check, language: known } : null;
}

/**
 * Returns `check-values/<hotline>/<YYYY-MM>/<check>/<language>.csv`: the problems of a check with values, as confidential
 * as the file, which are removed after a day.
 */
export const checkedValuesKey = ({ hotline, month, check, language }: CheckedValuesOf): string =>
  `check-values/${hotline}/${month}/${check}/${language}.csv`;

/** Whether a file is a page without the mark of drafts, of which there is one with it among the files. */
export const isReplacedByDraft = (key: string, files: readonly { readonly key: string }[]): boolean =>
  key.endsWith('.pdf') && !isDraftPage(key) && files.some((file) => file.key === draftKey(key));

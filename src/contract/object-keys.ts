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

/**
 * `problems/<hotline>/<YYYY-MM>/<file>/<sha256>/<table>.csv`: the problems of one table of one upload, as confidential as
 * the upload. Long names of uploads are shortened first (domain/short-name.ts).
 */
export const problemsKey = (hotline: string, month: string, file: string, sha256: string, table: string): string =>
  `problems/${hotline}/${month}/${file}/${sha256}/${table}.csv`;

/** `reports/<sheet>/<YYYY-MM>/r<revision>/<file>`: what one revision publishes. */
export const reportKey = (sheet: string, month: string, revision: number, file: string): string =>
  `reports/${sheet}/${month}/r${revision}/${file}`;

import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Effects } from '../../domain/effects.ts';
import type { Engine } from '../../domain/engine.ts';
import { nullIfMissing } from '../../domain/failure.ts';
import { type IndexPart, indexPartKey } from '../../domain/running-count.ts';
import { literal } from '../../domain/text/escape.ts';
import { writeTokens } from '../../facts/record-tokens.ts';
import { fileHash } from '../verify-state/verify-files.ts';

/** What an index needs: where its parts are stored, and an engine in whose folder they are read. */
export interface IndexContext {
  readonly runningCounts: Pick<Effects['runningCounts'], 'fetch' | 'putFile'>;
  readonly engine: Engine;
  readonly sheet: string;
}

/**
 * Two neighboring parts become one if it has at most this many rows: few parts are fast to search, and small ones fast
 * to write.
 */
const MOST_TOGETHER = 2_000_000;

const pathOf = (engine: Engine, { sha256 }: Pick<IndexPart, 'sha256'>): string =>
  join(engine.folder, `index-${sha256}.parquet`);

/** Copies the parts of an index into the engine's folder. Returns false if one is missing or not as it was written. */
export async function fetchIndex(
  { runningCounts, engine }: IndexContext,
  parts: readonly IndexPart[],
): Promise<boolean> {
  for (const part of parts) {
    const path = pathOf(engine, part);
    const missing = await runningCounts.fetch(part.key, path).catch(nullIfMissing);
    if (missing === null || (await fileHash(path)) !== part.sha256) return false;
  }
  return true;
}

/** Returns the ids of the files with records that have one of the tokens of a table. Expects `fetchIndex`. */
export async function filesWithTokens(
  engine: Engine,
  parts: readonly IndexPart[],
  tokens: string,
): Promise<ReadonlySet<string>> {
  if (parts.length === 0) return new Set();
  const paths = parts.map((part) => literal(pathOf(engine, part)));
  const rows = await engine.rows(
    `SELECT DISTINCT file_index AS part, file FROM read_parquet([${paths.join(', ')}]) SEMI JOIN ${tokens} USING (token)`,
  );
  return new Set(rows.flatMap(({ part, file }) => parts[Number(part)]?.files[Number(file)] ?? []));
}

/** Returns an index with a part more: the tokens of a table (`addTokens`), whose files are numbered as in the list. */
export async function extendIndex(
  context: IndexContext,
  parts: readonly IndexPart[],
  tokens: string,
  files: readonly string[],
): Promise<IndexPart[]> {
  let last = await writePart(context, tokens, files);
  const extended = [...parts];
  for (let before = extended.at(-1); before && fits(before, last); before = extended.at(-1)) {
    last = await merge(context, before, last);
    extended.pop();
  }
  return [...extended, last];
}

/** Only parts of similar size are merged, so that a large one is not written again for each small one. */
const fits = (before: IndexPart, last: IndexPart): boolean =>
  before.tokens <= 2 * last.tokens && before.tokens + last.tokens <= MOST_TOGETHER;

function merge(context: IndexContext, before: IndexPart, last: IndexPart): Promise<IndexPart> {
  const { engine } = context;
  const both = `(SELECT token, file::INTEGER AS file FROM read_parquet(${literal(pathOf(engine, before))})
    UNION ALL SELECT token, file + ${before.files.length} FROM read_parquet(${literal(pathOf(engine, last))}))`;
  return writePart(context, both, [...before.files, ...last.files]);
}

async function writePart(
  { engine, sheet }: IndexContext,
  tokens: string,
  files: readonly string[],
): Promise<IndexPart> {
  const written = join(engine.folder, 'index-part.parquet');
  const rows = await writeTokens(engine, tokens, written);
  const sha256 = await fileHash(written);
  await rename(written, pathOf(engine, { sha256 }));
  return { key: indexPartKey(sheet, sha256), sha256, tokens: rows, files };
}

/** Stores the parts of an index that are not stored yet. */
export async function storeIndex(
  { runningCounts, engine }: IndexContext,
  parts: readonly IndexPart[],
  stored: readonly IndexPart[],
): Promise<void> {
  const known = new Set(stored.map(({ key }) => key));
  for (const part of parts) if (!known.has(part.key)) await runningCounts.putFile(part.key, pathOf(engine, part));
}

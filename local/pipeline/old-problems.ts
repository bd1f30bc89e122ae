import { readdir, rm, rmdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Definitions } from '../../src/definitions/load-definitions.ts';
import { exportPlace, problemsPath } from '../../src/domain/object-keys.ts';
import { shortName } from '../../src/domain/short-name.ts';
import { refusedProblemsKey } from '../../src/steps/ingest-export/reject-key.ts';
import { statIfExists } from '../state/read-stored.ts';
import { keysToIngest } from './ingest-all.ts';
import type { LocalEffects } from './local-runtime.ts';

/**
 * Removes the stored problems of uploads that were removed or replaced, or that no longer have such a problem. Problems
 * quote cells, so they must not be stored longer than their upload. An upload that the ledger still counts is not
 * considered removed, even if its folder is missing. Only the process that has the state open may call this.
 */
export async function removeOldProblems(
  state: string,
  effects: Pick<LocalEffects, 'exports' | 'ledger'>,
  definitions: Pick<Definitions, 'hotlines'>,
): Promise<void> {
  const root = join(state, 'problems');
  if (!(await statIfExists(root))) return;
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }));
  const files = paths.filter(({ entry }) => entry.isFile());
  if (files.length === 0) return;
  const stored = new Map(files.map(({ path }) => [keyOf(state, path), path]));
  const retained = await currentProblems(effects, await keysToIngest(effects, definitions), [...stored.keys()]);
  for (const [key, path] of stored) if (!retained.has(key)) await rm(path, { force: true });
  // Deepest first, so that a folder is already empty when its turn comes.
  const folders = paths.filter(({ entry }) => entry.isDirectory()).map(({ path }) => path);
  for (const folder of folders.sort((a, b) => b.length - a.length))
    if ((await readdir(folder)).length === 0) await rmdir(folder);
}

const keyOf = (state: string, path: string): string => relative(state, path).split(sep).join('/');

/** Returns the stored problems that belong to the newest readings of uploads. */
async function currentProblems(
  { ledger }: Pick<LocalEffects, 'ledger'>,
  uploads: readonly string[],
  stored: readonly string[],
): Promise<ReadonlySet<string>> {
  const folders = new Set(stored.map((key) => key.split('/').slice(0, 4).join('/')));
  const retained = new Set<string>();
  for (const upload of uploads) {
    const place = exportPlace(upload);
    const { parts } = place;
    // The upload is at the wrong folder level: such uploads share a record by their names.
    if (!parts) retained.add(problemsPath(refusedProblemsKey(place)));
    const { hotline = '', month = '', file = '' } = parts ?? {};
    if (!folders.has(['problems', ...[hotline, month, file].map(shortName)].join('/'))) continue; // most have none
    for (const { problemsKey } of (await ledger.upload(hotline, month, file))?.outcomes ?? [])
      if (problemsKey !== null) retained.add(problemsPath(problemsKey));
  }
  return retained;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../../local/main.ts';

/** The repository's root, with a slash. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line as a person would, without a terminal. */
export async function run(...argv: readonly string[]): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), watched: false };
  const code = await main(argv, terminal, { FACTSHEETS_KEY_FILE: `${ROOT}samples/key` });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** A folder for one test file, gone afterwards by `remove`. */
export async function scratch(): Promise<{ path: (...parts: string[]) => string; remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'factsheets-cli-'));
  return { path: (...parts) => join(root, ...parts), remove: () => rm(root, { recursive: true, force: true }) };
}

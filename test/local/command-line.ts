import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../../local/main.ts';
import { casesCsv } from '../steps/world.ts';

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

/** Builds the border's sheet of one month in which the U.S. hotline had so many cases, in a scratch folder with its state. */
export async function buildCases(path: (...parts: string[]) => string, count: number) {
  await mkdir(path('exports', 'nhth', '2015-10'), { recursive: true });
  const cases = Array.from({ length: count }, (_, at) => [`A${at}`, '2015-10-02'] as const);
  await writeFile(path('exports', 'nhth', '2015-10', 'cases.csv'), casesCsv(...cases));
  const places = ['--exports', path('exports'), '--out', path('out'), '--state', path('state')];
  return run('build', '--sheet', 'us-mexico-border', ...places, '--quiet');
}

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Check } from './check.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [SHEET, MONTH] = ['us-mexico-border', '2017-07'];
const AT_ONCE = 8;
const AT_ONE_STATE = 6;

/** The result of one process. */
interface Ended {
  readonly name: string;
  readonly code: number | null;
  readonly signal: string | null;
  readonly errors: string;
  readonly seconds: number;
  /** A hash of the figures that it wrote; null if there are none. */
  readonly figures: string | null;
}

/**
 * Builds many times on a busy machine: eight at a time with separate states (every other one a temporary state), then a
 * third as many processes, six at a time, on one shared state. Every process must end as expected, print nothing else,
 * and yield the same figures.
 */
export async function reliabilityChecks(builds = 40): Promise<Check[]> {
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-reliability-'));
  try {
    await cp(join(ROOT, 'samples/exports/nhth', MONTH), join(folder, 'exports/nhth', MONTH), { recursive: true });
    await mkdir(join(folder, 'tmp'));
    await writeFile(join(folder, 'key'), '5a'.repeat(32), { mode: 0o600 });
    const first = await build(folder, 'first', []);
    const own = await inTurns(builds, AT_ONCE, (index) => {
      const state = index % 2 === 0 ? ['--state', join(folder, `state-${index}`)] : [];
      return build(folder, `${index}`, state);
    });
    const shared = await inTurns(Math.ceil(builds / 3), AT_ONE_STATE, (index) =>
      build(folder, `shared-${index}`, ['--state', join(folder, 'shared')]),
    );
    return [
      { name: summary(own, `${AT_ONCE} at a time, a state each`), problem: problemOf(own, first) },
      { name: summary(shared, `${AT_ONE_STATE} at a time, at one state`), problem: problemOf(shared, first) },
      { name: 'no temporary copies are left', problem: await leftIn(join(folder, 'tmp')) },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function build(folder: string, name: string, state: readonly string[]): Promise<Ended> {
  const out = join(folder, `out-${name}`);
  const places = ['--exports', join(folder, 'exports'), '--out', out, '--key', join(folder, 'key'), ...state];
  const argv = ['bin/factsheets.mjs', 'build', '--sheet', SHEET, '--lang', 'en', '--quiet', ...places];
  const env = { ...process.env, TMPDIR: join(folder, 'tmp') };
  const begun = performance.now();
  const child = spawn(process.execPath, argv, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const [errors, [code, signal]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  const seconds = (performance.now() - begun) / 1000;
  const figures = await readFile(join(out, `${SHEET}-${MONTH}.figures.json`)).catch(() => null);
  await rm(out, { recursive: true, force: true });
  const hash = figures && createHash('sha256').update(figures).digest('hex');
  return { name, code, signal, errors, seconds, figures: hash };
}

/** Runs `count` builds, at most `atOnce` at the same time. */
async function inTurns(count: number, atOnce: number, run: (index: number) => Promise<Ended>): Promise<Ended[]> {
  const ended: Ended[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) ended.push(await run(next++));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return ended;
}

function summary(ended: readonly Ended[], how: string): string {
  const seconds = ended.map((one) => one.seconds).toSorted((a, b) => a - b);
  const [median = 0, slowest = 0] = [seconds[Math.floor(seconds.length / 2)], seconds.at(-1)];
  const good = ended.filter(({ code }) => code === INCOMPLETE).length;
  return `${good} of ${ended.length} builds, ${how}; median ${median.toFixed(1)} s, slowest ${slowest.toFixed(1)} s`;
}

/** A single month of one hotline yields an incomplete edition: exit code 2, and a line for each missing table. */
const INCOMPLETE = 2;

function problemOf(ended: readonly Ended[], first: Ended): string | null {
  const isGood = ({ code, errors, figures }: Ended): boolean =>
    code === INCOMPLETE && errors === first.errors && figures !== null && figures === first.figures;
  const bad = [first, ...ended].filter((one) => !isGood(one));
  const lines = bad.map(({ name, code, signal, errors, figures }) => {
    const same = figures === first.figures ? 'the same' : 'other';
    return `build ${name}: exit code ${code ?? signal}, ${figures === null ? 'no' : same} figures\n${errors.slice(0, 2000)}`;
  });
  return lines.length === 0 ? null : lines.join('\n');
}

async function leftIn(folder: string): Promise<string | null> {
  const left = await readdir(folder);
  return left.length === 0 ? null : left.join('\n');
}

// One measured command: `factsheets build` for a month after a number of months of history, as a person runs it: every
// export is checked again. Arguments: months of history, signals a month of each hotline, how many hotlines send exports
// (by default one), and 1 for signals without cases and people. The sheet's other hotline sends nothing.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Month, nextMonth } from '../src/domain/month.ts';
import { TABLES } from '../src/domain/tables.ts';
import { writeMonth } from './functions/signals-month.ts';
import { report } from './measured.ts';

const [history = 1, signals = 1000, count = 1, isSignalsOnly = 0] = process.argv.slice(2).map(Number);
const tables = isSignalsOnly ? (['signals'] as const) : TABLES;
const root = await mkdtemp(join(tmpdir(), 'factsheets-build-'));
const key = join(root, 'key');
await writeFile(key, 'ab'.repeat(32), { mode: 0o600 });
const hotlines = ['nhth', ...Array.from({ length: count - 1 }, (_, at) => `invented-${at + 1}`)];
const SHEET = 'us-mexico-border';
/** The exit code of an edition that lacks exports. */
const INCOMPLETE = 2;

/** Copies the shipped definitions, with copies of the U.S. hotline that send exports too. */
async function defineHotlines(folder: string): Promise<void> {
  for (const name of ['hotlines', 'templates', 'codes', 'boundaries'])
    await cp(name, join(folder, name), { recursive: true });
  const shipped = JSON.parse(await readFile('hotlines/nhth.json', 'utf8'));
  for (const [at, id] of hotlines.entries()) {
    if (at === 0) continue;
    const name = { en: `H${at}`, es: `H${at}` }; // the notes of a page have no room for twenty long names
    await writeFile(join(folder, 'hotlines', `${id}.json`), JSON.stringify({ ...shipped, id, name, label: name }));
  }
  const path = join(folder, 'templates', SHEET, 'sheet.json');
  const sheet = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...sheet, hotlines: [...sheet.hotlines, ...hotlines.slice(1)] }));
}

async function build(): Promise<void> {
  const places = { exports: 'exports', state: 'state', out: 'out', definitions: 'definitions' };
  const options = Object.entries(places).flatMap(([name, folder]) => [`--${name}`, join(root, folder)]);
  const command = ['bin/factsheets.mjs', 'build', '--sheet', SHEET, '--key', key, '--quiet', ...options];
  // the journal goes with the state
  await promisify(execFile)(process.execPath, command, { env: { ...process.env, XDG_CONFIG_HOME: root } }).catch(
    (error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === INCOMPLETE)) throw error;
    },
  );
}

try {
  await defineHotlines(join(root, 'definitions'));
  let month = '2015-10' as Month;
  for (let number = 0; number <= history; number++, month = nextMonth(month)) {
    if (number === history) await build();
    for (const hotline of hotlines)
      await writeMonth(join(root, 'exports', hotline, month), { month, signals, number, tables });
  }
  const start = performance.now();
  await build();
  report(performance.now() - start, String(history));
} finally {
  await rm(root, { recursive: true });
}

// One measured command: `factsheets build` for a month after a number of months of history, as a person runs it: every
// export is looked at again. Arguments: months of history, signals a month. The second hotline of the sheet sends nothing.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Month, nextMonth } from '../src/domain/month.ts';
import { writeMonth } from './functions/signals-month.ts';
import { report } from './measured.ts';

const [history = 1, signals = 1000] = process.argv.slice(2).map(Number);
const root = await mkdtemp(join(tmpdir(), 'factsheets-build-'));
const key = join(root, 'key');
await writeFile(key, 'ab'.repeat(32));
/** The exit code of an edition that lacks exports. */
const INCOMPLETE = 2;

async function build(): Promise<void> {
  const places = { exports: 'exports', state: 'state', out: 'out' };
  const options = Object.entries(places).flatMap(([name, folder]) => [`--${name}`, join(root, folder)]);
  const command = ['bin/factsheets.mjs', 'build', '--sheet', 'us-mexico-border', '--key', key, '--quiet', ...options];
  // the journal goes with the state
  await promisify(execFile)(process.execPath, command, { env: { ...process.env, XDG_CONFIG_HOME: root } }).catch(
    (error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === INCOMPLETE)) throw error;
    },
  );
}

try {
  let month = '2015-10' as Month;
  for (let number = 0; number <= history; number++, month = nextMonth(month)) {
    if (number === history) await build();
    await writeMonth(join(root, 'exports', 'nhth', month), month, signals, number);
  }
  const start = performance.now();
  await build();
  report(performance.now() - start, String(history));
} finally {
  await rm(root, { recursive: true });
}

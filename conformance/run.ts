// npm run conformance: every kind of page the program prints, held to PDF/UA-1 by veraPDF. Needs Java and Maven.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { main } from '../local/main.ts';

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const ROOT = here('../');
const JARS = here('.cache/jars');

async function fetchVeraPdf(): Promise<void> {
  if (existsSync(JARS)) return;
  const goal = ['-q', '-B', '-f', here('pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${JARS}`];
  await run('mvn', goal, { maxBuffer: 1 << 24 });
}

/** Runs one build and says nothing of it: an incomplete edition is what some of them are for. */
async function build(exports: string, sheet: string, out: string, ...more: readonly string[]): Promise<void> {
  const terminal = { out: () => undefined, err: (line: string) => console.error(line), watched: false };
  const argv = [
    'build',
    '--exports',
    exports,
    '--sheet',
    sheet,
    '--out',
    out,
    '--key',
    `${ROOT}samples/key`,
    '--quiet',
  ];
  const code = await main([...argv, ...more], terminal, {});
  if (code === 1) throw new Error(`${sheet} could not be built`);
}

/** A complete edition, one that lacks most of its exports, one with nearly everything suppressed, and a real year. */
async function makePages(out: string): Promise<void> {
  await build(`${ROOT}samples/exports`, 'us-mexico-border', join(out, 'complete'));
  const few = join(out, 'few-exports');
  for (const month of ['2015-09', '2015-10'])
    await cp(`${ROOT}samples/exports/nhth/${month}`, join(few, 'nhth', month), { recursive: true });
  await build(few, 'us-mexico-border', join(out, 'incomplete'), '--through', '2015-10');
  const real = `${ROOT}../shared/data/linea-145/exports`;
  if (existsSync(real)) await build(real, 'linea-145', join(out, 'linea-145'));
  else console.log('not held: linea-145, for its real exports are not beside the repository (shared/data)');
}

async function validate(pdfs: readonly string[]): Promise<string> {
  const command = [
    '-cp',
    join(JARS, '*'),
    'org.verapdf.apps.GreenfieldCliWrapper',
    '--flavour',
    'ua1',
    '--format',
    'text',
    '-v',
  ];
  const { stdout } = await run('java', [...command, ...pdfs], { maxBuffer: 1 << 26 }).catch((failed) => {
    if (typeof failed?.stdout === 'string' && failed.stdout !== '') return failed as { stdout: string };
    throw failed; // veraPDF ends with 1 where a file fails, and says why on its output
  });
  return stdout;
}

const out = await mkdtemp(join(tmpdir(), 'factsheets-conformance-'));
try {
  await fetchVeraPdf();
  await makePages(out);
  const files = (await readdir(out, { recursive: true }))
    .filter((name) => name.endsWith('.pdf'))
    .map((name) => join(out, name));
  const report = (await validate(files)).replaceAll(`${out}/`, '');
  console.log(report.trim());
  const passed = report.split('\n').filter((line) => line.startsWith('PASS')).length;
  console.log(`PDF/UA-1: ${passed} of ${files.length} files pass`);
  process.exitCode = passed === files.length && passed > 0 ? 0 : 1;
} finally {
  await rm(out, { recursive: true, force: true });
}

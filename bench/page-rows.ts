import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readAnnex } from '../local/preview/annex.ts';
import { type MeasuredProcess, measureProcess } from './measured.ts';
import { median, type Row } from './row.ts';

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const ROOT = here('..');
const FOLDER = here('.cache/pages');
const ANNEX = join(FOLDER, 'figures.json');
const EDITION = join(FOLDER, 'edition.json');
const FONTS = join(ROOT, 'fonts');
const COMPILED = join(FOLDER, 'sheet.json');
const BUNDLE = join(FOLDER, 'render-page.cjs');

const COMPILE = ['--import', './scripts/typescript.mjs', 'scripts/compile-sheets.ts'];

/** The number of PDFs that a warm process renders, after as many that are not counted. */
const WARM = 12;

/**
 * Measures a sheet's pages with their charts, cold and warm, against Typst laying out a page of the same figures, words
 * and charts.
 */
export async function pageRows(runs: number): Promise<Row[]> {
  await prepare();
  const rendering = [EDITION, FONTS, FOLDER];
  const page = (count: number) => measureProcess([BUNDLE, COMPILED, ...rendering, String(count)]);
  const kept = (count: number) =>
    measureProcess([here('start-cached.cjs'), BUNDLE, COMPILED, ...rendering, String(count)]);
  const typescript = ['--import', './scripts/typescript.mjs'];
  const sources = (count: number) =>
    measureProcess([...typescript, here('compile-page.ts'), ROOT, ...rendering, String(count)]);
  const typst = (count: number) => measureProcess([here('render-typst.mjs'), FOLDER, FONTS, String(count)]);
  const cold = await inTurn(runs, [() => page(1), () => kept(1), () => sources(1), () => typst(1)]);
  const warm = await inTurn(runs, [() => page(WARM), () => typst(WARM)]);
  return [...coldRows(cold), ...warmRows(warm), await bytesRow('en'), await bytesRow('es')];
}

/**
 * Rebuilds the figures, the compiled sheet, the bundle and Typst's page each time, so that nothing measured is older
 * than the program.
 */
async function prepare(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  if (!existsSync(here('node_modules'))) await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here('.') });
  const build = 'build --exports samples/exports --sheet us-mexico-border --through 2017-07 --key samples/key --quiet';
  await run(process.execPath, ['bin/factsheets.mjs', ...build.split(' '), '--out', FOLDER], { cwd: ROOT });
  await copyFile(join(FOLDER, 'us-mexico-border-2017-07.figures.json'), ANNEX);
  await writeFile(EDITION, JSON.stringify(await readAnnex(ANNEX)));
  const compiled = JSON.parse((await run(process.execPath, COMPILE, { cwd: ROOT, maxBuffer: 1 << 26 })).stdout);
  await writeFile(COMPILED, JSON.stringify(compiled['us-mexico-border']));
  const { bundlePage } = await import('./bundle-page.ts');
  await bundlePage(BUNDLE);
  await rm(`${BUNDLE}.code`, { force: true });
  await measureProcess([here('start-cached.cjs'), BUNDLE, COMPILED, EDITION, FONTS, FOLDER, '2']);
  const { writeTypstPage } = await import('./typst-page.ts');
  await writeTypstPage(ROOT, ANNEX, FOLDER);
}

type Runs = readonly MeasuredProcess[];

/** Runs each process in turn, `runs` times, so that a busy moment of the machine affects them all equally. */
async function inTurn(runs: number, processes: readonly (() => Promise<MeasuredProcess>)[]): Promise<Runs[]> {
  const measured: MeasuredProcess[][] = processes.map(() => []);
  for (let turn = 0; turn < runs; turn++) {
    for (const [at, start] of processes.entries()) measured[at]?.push(await start());
  }
  return measured;
}

const timeOf = (runs: Runs = []): number => median(runs.map(({ milliseconds }) => milliseconds));
const lifeOf = (runs: Runs = []): number => median(runs.map(({ lifeMilliseconds }) => lifeMilliseconds));
const peakOf = (runs: Runs = []): number => Math.max(0, ...runs.map(({ peakMb }) => peakMb));
const ms = (value: number): string => `${Math.round(value)} ms`;
const mb = (value: number): string => `${Math.round(value)} MB`;

function coldRows([page, kept, sources, typst]: readonly Runs[]): Row[] {
  const limit = lifeOf(typst);
  const row = (name: string, life: number): Row => ({
    name,
    value: ms(life),
    limit: `${ms(limit)} (Typst)`,
    ratio: (life / limit).toFixed(1),
    target: 'at most 2',
    met: life <= 2 * limit,
  });
  return [
    row('a cold process to a finished PDF, in one bundle', lifeOf(page)),
    row('the same with the code that V8 kept of an earlier run', lifeOf(kept)),
    row('the same from the sources, as the command line runs', lifeOf(sources)),
    peakRow('peak memory of a cold process', peakOf(page), peakOf(typst)),
  ];
}

function warmRows([page, typst]: readonly Runs[]): Row[] {
  const [value, limit] = [timeOf(page), timeOf(typst)];
  return [
    {
      name: 'one more PDF in a warm process, charts included',
      value: `${ms(value)} (${(1000 / value).toFixed(1)} a second)`,
      limit: `${ms(limit)} (Typst, charts given)`,
      ratio: (value / limit).toFixed(1),
      target: 'at most 100 ms',
      met: value <= 100,
    },
    peakRow(`peak memory after ${2 * WARM} PDFs`, peakOf(page), peakOf(typst)),
  ];
}

const peakRow = (name: string, value: number, limit: number): Row => ({
  name,
  value: mb(value),
  limit: `${mb(limit)} (Typst)`,
  ratio: (value / limit).toFixed(1),
  target: 'at most 256 MB',
  met: value <= 256,
});

async function bytesRow(language: string): Promise<Row> {
  const [page, typst] = await Promise.all(
    ['page', 'typst'].map(async (name) => (await stat(join(FOLDER, `${name}.${language}.pdf`))).size / 1000),
  );
  const [value, limit] = [page ?? 0, typst ?? 0];
  return {
    name: `the PDF in ${language}`,
    value: `${Math.round(value)} kB`,
    limit: `${Math.round(limit)} kB (Typst)`,
    ratio: (value / limit).toFixed(2),
    target: 'under 200 kB',
    met: value < 200,
  };
}

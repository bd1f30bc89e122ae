import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { badFiles, misplacedFiles } from './bad-files.ts';
import { badReadme } from './bad-readme.ts';
import { expectedFigures } from './expected-figures.ts';
import { exportFiles } from './exports.ts';
import { recordedHoldings } from './holdings.ts';
import { HOTLINES } from './records.ts';

/** The seed. Another seed gives other samples with the same figures. */
const SEED = 20_150_930;

/** Rewrites `<out>/<hotline>/<YYYY-MM>/<file>`; the bytes are the same on every machine. */
export async function writeExports(out: string): Promise<void> {
  for (const hotline of HOTLINES) await rm(join(out, hotline), { recursive: true, force: true });
  for (const file of await exportFiles(recordedHoldings(SEED), SEED)) await write(join(out, file.name), file.bytes);
}

/** Writes `<folder>/expected-figures.json`: the figures that the exports must produce. */
export async function writeExpectations(folder: string): Promise<void> {
  await write(join(folder, 'expected-figures.json'), json(expectedFigures(recordedHoldings(SEED))));
}

/** Rewrites the bad files and the problems that each must produce. */
export async function writeBadFiles(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const files = await badFiles();
  for (const file of files) await write(join(folder, file.name), file.bytes);
  for (const file of misplacedFiles()) await write(join(folder, 'misplaced', file.name), file.bytes);
  await write(join(folder, 'expected-problems.json'), json(files.map(({ bytes: _, ...expected }) => expected)));
  await write(join(folder, 'README.md'), Buffer.from(badReadme(files)));
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

async function write(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

/**
 * With a folder as argument, writes only the exports, to that folder; without one, writes everything to its committed
 * place.
 */
async function main(out: string | undefined): Promise<void> {
  if (out !== undefined) return writeExports(out);
  await writeExports(join(HERE, 'exports'));
  await writeExpectations(HERE);
  await writeBadFiles(join(HERE, 'bad'));
}

const HERE = dirname(fileURLToPath(import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv[2]);

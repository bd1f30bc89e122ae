import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expectedFigures } from './expected-figures.ts';
import { exportFiles } from './exports.ts';
import { recordedHoldings } from './holdings.ts';
import { HOTLINES } from './records.ts';

/** Changing it makes other samples with the same figures. */
const SEED = 20_150_930;

/** Writes `<out>/<hotline>/<YYYY-MM>/<file>` anew: the same bytes on every machine. */
export async function writeExports(out: string): Promise<void> {
  for (const hotline of HOTLINES) await rm(join(out, hotline), { recursive: true, force: true });
  for (const file of await exportFiles(recordedHoldings(SEED), SEED)) await write(join(out, file.name), file.bytes);
}

/** Writes what stands beside the exports: `<folder>/expected-figures.json`. */
export async function writeExpectations(folder: string): Promise<void> {
  const expected = `${JSON.stringify(expectedFigures(recordedHoldings(SEED)), null, 2)}\n`;
  await write(join(folder, 'expected-figures.json'), Buffer.from(expected));
}

async function write(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

/** With a folder given only the exports are written, to it; without one, everything in its committed place. */
async function main(out: string | undefined): Promise<void> {
  if (out !== undefined) return writeExports(out);
  await writeExports(join(HERE, 'exports'));
  await writeExpectations(HERE);
}

const HERE = dirname(fileURLToPath(import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv[2]);

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { ReadFile } from './naive-reading.ts';

type Row = Record<string, string>;

/** Columns whose values move together: a state outside the row's countries would be another subject. */
const TOGETHER: readonly (readonly string[])[] = [
  ['type of trafficking'],
  ['modalidad'],
  ['venue/industry'],
  ['giro o lugar'],
  ['state(s) of exploitation', 'country of exploitation'],
  ['entidad federativa', 'pais de explotacion'],
  ['mexico nexus'],
  ['nexo con mexico'],
  ['partner case number'],
  ['folio del caso en la linea asociada'],
  ['gender'],
  ['genero'],
  ['age at contact'],
  ['age'],
  ['edad al momento del contacto'],
  ['edad'],
  ['nationality'],
  ['nacionalidad'],
  ['related to trafficking'],
  ['relacionado con trata'],
  ['related to mexico'],
  ['relacionado con mexico'],
];

/** Returns a small seeded generator (mulberry32), so that a failing shuffle can be repeated. */
export function generatorOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled<Item>(items: readonly Item[], next: () => number): Item[] {
  const rest = [...items];
  for (let at = rest.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    [rest[at], rest[other]] = [rest[other]!, rest[at]!];
  }
  return rest;
}

/**
 * Returns the rows of a file: a tenth is omitted, none appears twice, and the values of most columns are redistributed
 * among the rows.
 */
function dealt(file: ReadFile, next: () => number): Row[] {
  const once = [...new Map(file.rows.map((row) => [Object.values(row)[0], row])).values()];
  const rows = once.filter(() => next() > 0.1).map((row) => ({ ...row }));
  for (const columns of TOGETHER) {
    if (!columns.every((column) => file.headings.includes(column)) || next() < 0.2) continue;
    const values = shuffled(
      rows.map((row) => columns.map((column) => row[column] ?? '')),
      next,
    );
    for (const [at, row] of rows.entries())
      for (const [of, column] of columns.entries()) row[column] = values[at]![of]!;
  }
  return rows;
}

/** Rewrites every file as a quoted CSV with its folded headings; some files are omitted entirely. */
export function writeShuffled(files: readonly ReadFile[], folder: string, seed: number): void {
  const next = generatorOf(seed);
  for (const file of files) {
    if (next() < 0.05) continue;
    const path = join(folder, file.hotline, file.month, `${file.stem}.csv`);
    mkdirSync(dirname(path), { recursive: true });
    const delimiter = file.hotline === 'nhth' ? ',' : ';';
    const lines = dealt(file, next).map((row) => file.headings.map((heading) => row[heading] ?? ''));
    writeFileSync(path, stringify([file.headings, ...lines], { delimiter, quoted: true }));
  }
}

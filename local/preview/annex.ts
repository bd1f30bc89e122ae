import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import { Failure, isNotFound } from '../../src/domain/failure.ts';
import type { PrintedFigure } from '../../src/domain/figure.ts';
import { monthOf, parseDay, parseMonth } from '../../src/domain/month.ts';
import { TABLES } from '../../src/domain/tables.ts';

const parsedBy = <Value>(parse: (text: string) => Value | null, what: string) =>
  z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== null) return value;
    context.issues.push({ code: 'custom', message: `is not a ${what}`, input: text });
    return z.NEVER;
  });
const day = parsedBy(parseDay, 'day; write YYYY-MM-DD');
const count = z.int().min(0).nullable();
const place = { hotline: z.string(), month: parsedBy(parseMonth, 'month; write YYYY-MM'), table: z.string() };

const CELL = z.strictObject({
  key: z.string(),
  count: z.exactOptional(count),
  share: z.exactOptional(count),
  class: z.exactOptional(z.strictObject({ from: z.int(), to: z.int().nullable() })),
  suppressed: z.exactOptional(z.literal(true)),
  fewerThan: z.exactOptional(z.int().min(1)),
  from: z.exactOptional(day),
  to: z.exactOptional(day),
});

const FIGURE = z.strictObject({
  counts: z.enum(TABLES),
  by: z.exactOptional(z.string()),
  cross: z.exactOptional(z.string()),
  multi: z.boolean(),
  total: count,
  known: z.exactOptional(count),
  cells: z.array(CELL),
  tied: z.exactOptional(
    z.strictObject({ cells: z.int().min(2), count: z.int().min(1), share: z.exactOptional(z.int().min(0)) }),
  ),
  withheld: z.exactOptional(z.literal(true)),
  rounded: z.exactOptional(z.int().min(1)),
});

/** The schema of `figures.json`, the data annex (design: figures.md). */
const ANNEX = z.strictObject({
  sheet: z.string(),
  from: day,
  through: day,
  revision: z.int().min(1),
  complete: z.boolean(),
  missing: z.array(z.strictObject(place)),
  threshold: z.int().min(1),
  generatedFrom: z.array(z.strictObject(place)),
  undated: z.exactOptional(
    z.strictObject({ signals: z.exactOptional(z.int().min(0)), cases: z.exactOptional(z.int().min(0)) }),
  ),
  figures: z.record(z.string(), FIGURE),
});

/**
 * Reads the edition of a data annex.
 * @throws Failure WrongUsage with the place if the file is missing or not an annex
 */
export async function readAnnex(file: string): Promise<PublishedEdition> {
  const read = ANNEX.safeParse(await readJson(file));
  if (!read.success)
    throw new Failure('WrongUsage', `${file} is not a figures.json of a sheet: ${z.prettifyError(read.error)}`);
  const { figures, ...annex } = read.data;
  const printed = Object.entries(figures).map(([id, figure]): PrintedFigure => ({ id, ...figure }));
  return { ...annex, month: monthOf(annex.through), figures: printed };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError)
      throw new Failure('WrongUsage', `${file} is not valid JSON: ${cause.message}`, { cause });
    if (isNotFound(cause)) throw new Failure('WrongUsage', `--figures: there is no file ${file}`, { cause });
    throw cause;
  }
}

import * as z from 'zod';
import type { PublishedEdition } from '../domain/edition.ts';
import type { PrintedFigure } from '../domain/figure.ts';
import { type Day, type Month, parseDay, parseMonth } from '../domain/month.ts';
import { TABLES } from '../domain/tables.ts';
import { parseJson } from '../domain/text/json.ts';

const month = z.string().transform((text, context): Month => parseMonth(text) ?? refuse(context, 'a month'));
const day = z.string().transform((text, context): Day => parseDay(text) ?? refuse(context, 'a day'));

function refuse(context: z.RefinementCtx<string>, what: string): never {
  context.addIssue({ code: 'custom', message: `is not ${what}` });
  return z.NEVER;
}

const tableOfMonth = z.strictObject({ hotline: z.string(), month, table: z.string() });

const cell = z.strictObject({
  key: z.string(),
  count: z.int().nullable().exactOptional(),
  share: z.int().nullable().exactOptional(),
  class: z.strictObject({ from: z.int(), to: z.int().nullable() }).exactOptional(),
  suppressed: z.literal(true).exactOptional(),
  fewerThan: z.int().exactOptional(),
  from: day.exactOptional(),
  to: day.exactOptional(),
});

const figure = z.strictObject({
  counts: z.enum(TABLES),
  by: z.string().exactOptional(),
  cross: z.string().exactOptional(),
  multi: z.boolean(),
  total: z.int().nullable(),
  known: z.int().nullable().exactOptional(),
  cells: z.array(cell),
  tied: z.strictObject({ cells: z.int(), count: z.int(), share: z.int().exactOptional() }).exactOptional(),
  withheld: z.literal(true).exactOptional(),
  rounded: z.int().exactOptional(),
});

const annex = z.strictObject({
  sheet: z.string(),
  from: day,
  through: day,
  revision: z.int(),
  complete: z.boolean(),
  missing: z.array(tableOfMonth),
  threshold: z.int(),
  generatedFrom: z.array(tableOfMonth),
  undated: z.strictObject({ signals: z.int().exactOptional(), cases: z.int().exactOptional() }).exactOptional(),
  figures: z.record(z.string(), figure),
});

/**
 * Reads `figures.json` (data-annex.ts) of an edition: its figures as printed, and nothing that is not printed.
 * @returns null for a text that is not a data annex
 */
export function readAnnex(text: string, edition: Month): Omit<PublishedEdition, 'corrects'> | null {
  const read = annex.safeParse(parseJson(text));
  if (!read.success) return null;
  const figures = Object.entries(read.data.figures).map(([id, printed]): PrintedFigure => ({ id, ...printed }));
  return { ...read.data, month: edition, figures };
}

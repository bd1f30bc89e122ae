import * as z from 'zod';
import type { Definitions } from '../definitions/load-definitions.ts';
import type { Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import { type Month, monthOf, parseDay, previousMonth } from '../domain/month.ts';
import { filesDue } from '../domain/period.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import { parseJson } from '../domain/text/json.ts';

export type WatchEffects = Pick<EffectsOf<'watch-exports'>, 'ledger' | 'events'> & Pick<Effects, 'clock' | 'log'>;

/** The day of the month on which each watched hotline's export of the month before is due. */
export type DueDays = Readonly<Record<string, number>>;

/** Days from 1 to 28, which every month has. */
export const DUE_DAYS = z.record(z.string(), z.int().min(1).max(28));

/**
 * Parses due days from JSON, `{"nhth":10}`.
 * @throws Failure DefinitionInvalid if it is not an object of days from 1 to 28, the days that every month has
 */
export function parseDueDays(text: string): DueDays {
  const parsed = DUE_DAYS.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new Failure('DefinitionInvalid', `the due days must be {"<hotline>": <day from 1 to 28>, ...}, not ${text}`);
}

/** A hotline whose export of last month, or of a longer period that ended with it, is due and not complete. */
export interface Overdue {
  readonly hotline: string;
  readonly month: Month;
  /** File names (without extension) of tables without an accepted export. */
  readonly tables: readonly string[];
}

/**
 * Finds the hotlines whose export of last month is due and not completely active, and emits an event for each. A file
 * of a longer period is due after its last month. Days are UTC days: a day of tolerance to the west, none to the east.
 */
export async function watchExports(effects: WatchEffects, definitions: Definitions, due: DueDays): Promise<Overdue[]> {
  const today = parseDay(effects.clock.now().toISOString().slice(0, 10));
  if (!today) return [];
  const month = previousMonth(monthOf(today));
  const overdue: Overdue[] = [];
  for (const [hotline, day] of Object.entries(due)) {
    if (Number(today.slice(8)) < day) continue;
    const entries = await effects.ledger.entriesOf(hotline, month);
    const active = new Set(entries.filter((entry) => entry.inForce !== null).map(({ table }) => table));
    const tables = filesDue(definitions.filesOf(hotline), month).filter((table) => !active.has(table));
    if (tables.length === 0) continue;
    overdue.push({ hotline, month, tables });
    await effects.events.emit({ name: 'ExportOverdue', detail: { hotline, month, tables } });
    effects.log.info('export-overdue', { hotline, month, tables: tables.length });
  }
  return overdue;
}

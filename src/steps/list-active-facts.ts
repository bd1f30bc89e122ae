import { isDeepStrictEqual } from 'node:util';
import type { Effects } from '../domain/effects.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import { type Month, parseMonth } from '../domain/month.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import { TABLES } from '../domain/tables.ts';
import { writeUntilWon } from '../domain/write-until-won.ts';

export type ListActiveFactsEffects = EffectsOf<'list-active-facts'> & Pick<Effects, 'log'>;

/** How many lists are written at a time. */
const AT_A_TIME = 32;

/**
 * Writes the lists of the active facts of one hotline's month, one for each table; a list is empty where nothing is
 * active. Another run that read an older ledger may write after this one, so the ledger is read again afterwards, by
 * that run too: whoever writes last has seen the last state.
 * @throws Failure StoreConflict after too many changes in between
 */
export async function listMonth(effects: ListActiveFactsEffects, hotline: string, month: Month): Promise<void> {
  const attempt = async (): Promise<true | null> => {
    const entries = await effects.ledger.entriesOf(hotline, month);
    for (const table of TABLES) await effects.activeFacts.put({ table, hotline, month }, keysOf(entries, table));
    return isDeepStrictEqual(generations(await effects.ledger.entriesOf(hotline, month)), generations(entries))
      ? true
      : null;
  };
  await writeUntilWon(attempt, `the lists of ${hotline} ${month}`, 'list its active facts again');
  effects.log.info('active-facts-listed', { hotline, month });
}

/** Writes the lists of all months of all hotlines: for events that were lost, and for a table restored or migrated. */
export async function listAll(effects: ListActiveFactsEffects, hotlines: readonly string[]): Promise<number> {
  let listed = 0;
  for (const hotline of hotlines) {
    const stored = new Set((await effects.ledger.entriesOf(hotline)).map(({ month }) => month));
    const months = [...stored].flatMap((month) => parseMonth(month) ?? []);
    for (let index = 0; index < months.length; index += AT_A_TIME)
      await Promise.all(months.slice(index, index + AT_A_TIME).map((month) => listMonth(effects, hotline, month)));
    listed += months.length;
  }
  return listed;
}

const keysOf = (entries: readonly LedgerEntry[], table: string): string[] =>
  entries
    .flatMap(({ inForce }) => inForce?.facts ?? [])
    .filter((facts) => facts.table === table && facts.rows > 0)
    .map(({ key }) => key)
    .toSorted();

const generations = (entries: readonly LedgerEntry[]): Record<string, number> =>
  Object.fromEntries(entries.map(({ table, generation }) => [table, generation]));

import { everyExtraColumn } from '../domain/dimensions.ts';
import type { Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Table } from '../domain/tables.ts';
import { exportTables } from '../facts/export-facts.ts';
import { openFacts } from '../facts/open-facts.ts';
import { type FactsOfExport, factsBytes, fetchFacts, filesOf } from './compute-figures/fetch-facts.ts';
import { rowsOf } from './compute-figures/file-changes.ts';

export interface ExportFactsEffects {
  readonly ledger: Pick<Effects['ledger'], 'entriesOf'>;
  readonly facts: Pick<Effects['facts'], 'fetch'>;
  readonly openEngine: Effects['openEngine'];
  readonly codes: Effects['codes'];
}

/**
 * Returns the active facts of hotlines.
 * @throws Failure WrongUsage if no hotline has an accepted export
 */
export async function activeFacts(
  effects: Pick<ExportFactsEffects, 'ledger'>,
  hotlines: readonly string[],
): Promise<FactsOfExport[]> {
  const entries = (await Promise.all(hotlines.map((id) => effects.ledger.entriesOf(id)))).flat();
  const active = entries.flatMap(toFacts);
  if (active.length === 0)
    throw new Failure(
      'WrongUsage',
      `no export of ${hotlines.join(', ')} was accepted, so there are no facts to export`,
    );
  return active;
}

/**
 * Writes facts to one Parquet file for each table: exactly the records that sheets count, before any sheet's period and
 * filters. They are exact and not protected, so they are as confidential as the exports.
 * @param copy copies a file to one with this name; the first is removed afterwards
 * @returns the number of rows of each table
 * @throws Failure FactsChanged if facts are not the accepted ones
 */
export async function exportFacts(
  effects: Omit<ExportFactsEffects, 'ledger'>,
  active: readonly FactsOfExport[],
  copy: (path: string, name: string) => Promise<void>,
): Promise<Record<Table, number>> {
  const engine = await effects.openEngine(factsBytes(rowsOf(active.flatMap(filesOf))));
  try {
    const extra = everyExtraColumn(effects.codes);
    await openFacts(engine, await fetchFacts(effects, engine, active), extra);
    const tables = await exportTables(engine, extra);
    for (const { table, path } of tables) await copy(path, `${table}.parquet`);
    const counted = tables.map((exported): [Table, number] => [exported.table, exported.rows]);
    return Object.fromEntries(counted) as Record<Table, number>;
  } finally {
    await engine.close();
  }
}

const toFacts = ({ hotline, month, table, inForce }: LedgerEntry): FactsOfExport[] =>
  inForce ? [{ hotline, month, table, facts: inForce.facts }] : [];

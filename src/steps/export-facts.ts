import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
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
 * Writes the active facts of hotlines to `<folder>/<table>.parquet`: exactly the records that sheets count, before any
 * sheet's period and filters. They are exact and not protected, so they are as confidential as the exports.
 * @param folder an existing folder
 * @returns the number of rows of each table
 * @throws Failure WrongUsage if no hotline has an accepted export, FactsChanged if facts are not the accepted ones
 */
export async function exportFacts(
  effects: ExportFactsEffects,
  hotlines: readonly string[],
  folder: string,
): Promise<Record<Table, number>> {
  const entries = (await Promise.all(hotlines.map((id) => effects.ledger.entriesOf(id)))).flat();
  const active = entries.flatMap(toFacts);
  if (active.length === 0)
    throw new Failure(
      'WrongUsage',
      `no export of ${hotlines.join(', ')} was accepted, so there are no facts to export`,
    );
  const engine = await effects.openEngine(factsBytes(rowsOf(active.flatMap(filesOf))));
  try {
    const extra = everyExtraColumn(effects.codes);
    await openFacts(engine, await fetchFacts(effects, engine, active), extra);
    const tables = await exportTables(engine, extra);
    for (const { table, path } of tables) await copyFile(path, join(folder, `${table}.parquet`));
    const counted = tables.map((exported): [Table, number] => [exported.table, exported.rows]);
    return Object.fromEntries(counted) as Record<Table, number>;
  } finally {
    await engine.close();
  }
}

const toFacts = ({ hotline, month, table, inForce }: LedgerEntry): FactsOfExport[] =>
  inForce ? [{ hotline, month, table, facts: inForce.facts }] : [];

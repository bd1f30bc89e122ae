import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore } from '../src/domain/effects.ts';
import type { Engine } from '../src/domain/engine.ts';
import { fileColumns } from '../src/domain/facts-columns.ts';
import type { StoredFacts } from '../src/domain/ledger.ts';
import type { Month } from '../src/domain/month.ts';
import { factsKey } from '../src/domain/object-keys.ts';
import { TABLES, type Table } from '../src/domain/tables.ts';
import { writeFacts } from '../src/facts/write-facts.ts';

/** Rows of each table per signal, as in the samples. */
export const SHARE: Readonly<Record<Table, number>> = { signals: 1, cases: 0.7, victims: 1, traffickers: 0.8 };

/** One month of one hotline, numbered: month 0 is the first. */
export interface InventedMonth {
  readonly hotline: string;
  readonly month: Month;
  readonly number: number;
  readonly signals: number;
  /** By default all. */
  readonly tables?: readonly Table[];
}

/** One case in this many is sent again a month later, one person in this many is of a case of an earlier month. */
export const LATE_IN = 100;

const oneOf = (values: readonly string[], prime: number): string =>
  `[${values.map((value) => `'${value}'`).join(', ')}][1 + (i * ${prime}) % ${values.length}]`;

/** A hashed id: 64 hex digits, like those of real facts. */
const id = (kind: string, month: number | string, at: string): string =>
  `sha256('${kind}/' || ${month} || '/' || ${at})`;

/** Returns the SQL of the values of a row's own columns, by name; `i` is the row's number. */
function valuesOf(table: Table, { month, number, signals }: InventedMonth): Readonly<Record<string, string>> {
  const cases = Math.ceil(signals * SHARE.cases);
  const day = `DATE '${month}-01' + ((i % 28))::INTEGER`;
  const earlier = `CASE WHEN i % ${LATE_IN} = 0 AND ${number} > 0 THEN greatest(0, ${number} - 1 - i % 6) ELSE ${number} END`;
  if (table === 'signals')
    return {
      signal_id: id('S', number, 'i'),
      received_on: day,
      line: "'NHTH'",
      channel: oneOf(['phone', 'text', 'email'], 7),
      trafficking_related: 'true',
      nexus: `CASE WHEN i % 3 = 0 THEN [] ELSE ['MX'] END`,
    };
  if (table === 'cases')
    return {
      // a case that is sent again has the id that it had in the month before
      case_id: id('C', `(CASE WHEN i % ${LATE_IN} = 1 THEN greatest(0, ${number} - 1) ELSE ${number} END)`, 'i'),
      opened_on: day,
      trafficking_type: oneOf(['labor', 'sex', 'sex-and-labor'], 7),
      venues: `CASE WHEN i % 3 = 0 THEN ['agriculture'] ELSE [] END`,
      states: `[${oneOf(['US-TX', 'US-CA', 'US-FL', 'US-NY', 'MX-JAL', 'MX-CMX'], 5)}]`,
      countries: `['US']`,
      nexus: `CASE WHEN i % 3 = 0 THEN [] ELSE ['MX'] END`,
    };
  return {
    [table === 'victims' ? 'victim_id' : 'trafficker_id']: id(table, number, 'i'),
    case_id: id('C', `(${earlier})`, `((i * 31) % ${cases})`),
    gender: oneOf(['male', 'female'], 7),
    age_group: oneOf(['adult', 'minor'], 11),
    nationalities: `[${oneOf(['MX', 'HN', 'GT'], 13)}]`,
  };
}

/** Writes an invented month of facts with the engine's SQL, which is faster than reading exports. */
export async function inventFacts(engine: Engine, facts: ObjectStore, of: InventedMonth): Promise<StoredFacts[]> {
  const stored: StoredFacts[] = [];
  for (const table of of.tables ?? TABLES) {
    const rows = Math.ceil(of.signals * SHARE[table]);
    const values: Readonly<Record<string, string>> = {
      hotline: `'${of.hotline}'`,
      month: `'${of.month}'`,
      record: '(i + 1)::INTEGER',
      withdrawn: 'false',
      weight: '1::INTEGER',
      precision: "'day'",
      ...valuesOf(table, of),
    };
    const columns = fileColumns(table).map(({ name, type }) => `(${values[name] ?? 'NULL'})::${type} AS ${name}`);
    const sql = `SELECT ${columns.join(', ')} FROM range(${rows}) t(i)`;
    const { path } = await writeFacts(engine, { table, name: 'invented', sql, parameters: [] }, 'bench');
    const bytes = await readFile(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const key = factsKey(table, of.hotline, of.month, sha256);
    await facts.putFile(key, join(engine.folder, 'invented.parquet'));
    stored.push({ table, key, rows, sha256 });
  }
  return stored;
}

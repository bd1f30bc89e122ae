import type { Engine, SqlRow } from '../domain/engine.ts';
import type { FactColumn } from '../domain/facts-columns.ts';
import type { CellCoding } from './cell-coding.ts';
import { sourceKey } from './sources.ts';

/** A file's rows in the engine: the relation that `loadRecords` made, and the column of each source it has. */
export interface RawRecords {
  readonly relation: string;
  /** Column names by source key; a source is absent where the file lacks an optional column. */
  readonly columns: ReadonlyMap<string, string>;
}

/** The coded cells of one coding as a relation, to be joined to the rows. */
export interface Dictionary {
  readonly relation: string;
  /** What a row `r` and an entry `d` of the dictionary share. */
  readonly join: (r: string, d: string) => string;
  /** Canonical columns and the dictionary's column of each, with their SQL type. */
  readonly values: readonly { readonly column: FactColumn; readonly name: string }[];
  readonly hasFaults: boolean;
}

/** Distinct cells are coded in pages, so that memory does not grow with a column of a million different ones. */
const PAGE = 50_000;

/**
 * Codes the distinct cells of the rows that `where` keeps, each once, and writes the result to `relation`: the raw cells,
 * one column per canonical column, `form` (what equal rows share) and `faults`.
 */
export async function codeRecords(
  engine: Engine,
  raw: RawRecords,
  coding: CellCoding,
  where: string,
  relation: string,
): Promise<Dictionary> {
  const names = coding.sources.map((source) => raw.columns.get(sourceKey(source)) ?? null);
  const present = names.filter((name) => name !== null);
  const cells = present.length > 0 ? present.join(', ') : "'' AS nothing";
  await engine.run(`CREATE TABLE ${relation}_cells AS SELECT (row_number() OVER ())::INTEGER AS entry, *
    FROM (SELECT DISTINCT ${cells} FROM ${raw.relation} WHERE ${where})`);
  const values = coding.columns.map((column, at) => ({ column, name: `v${at}` }));
  await engine.run(`CREATE TABLE ${relation}_entries (entry INTEGER,
    ${values.map(({ name, column }) => `${name} ${column.type}`).join(', ')}, form VARCHAR, faults ${FAULTS}[])`);
  const hasFaults = await codePages(engine, coding, names, relation);
  await engine.run(
    `CREATE TABLE ${relation} AS SELECT * FROM ${relation}_cells JOIN ${relation}_entries USING (entry)`,
  );
  await engine.run(`DROP TABLE ${relation}_cells; DROP TABLE ${relation}_entries`);
  const join = (r: string, d: string): string =>
    present.map((name) => `${r}.${name} = ${d}.${name}`).join(' AND ') || 'true';
  return { relation, join, values, hasFaults };
}

const FAULTS = 'STRUCT(code VARCHAR, severity VARCHAR, "column" VARCHAR, detail VARCHAR, value VARCHAR)';

async function codePages(
  engine: Engine,
  coding: CellCoding,
  names: readonly (string | null)[],
  relation: string,
): Promise<boolean> {
  let hasFaults = false;
  for (let from = 0; ; from += PAGE) {
    const page = await engine.rows(`SELECT * FROM ${relation}_cells WHERE entry > ${from} AND entry <= ${from + PAGE}`);
    if (page.length === 0) return hasFaults;
    const entries = page.map((row) => {
      const { values, form, faults } = coding.code(names.map((name) => (name === null ? null : cellOf(row, name))));
      hasFaults ||= faults.length > 0;
      return { entry: row.entry, ...Object.fromEntries(values.map((value, at) => [`v${at}`, value])), form, faults };
    });
    await insertEntries(engine, coding, relation, entries);
  }
}

const cellOf = (row: SqlRow, name: string): string => String(row[name] ?? '').trim();

async function insertEntries(
  engine: Engine,
  coding: CellCoding,
  relation: string,
  entries: readonly object[],
): Promise<void> {
  const shape = JSON.stringify([
    {
      entry: 'INTEGER',
      ...Object.fromEntries(
        coding.columns.map(({ type }, at) => [`v${at}`, type === 'VARCHAR[]' ? ['VARCHAR'] : 'VARCHAR']),
      ),
      form: 'VARCHAR',
      faults: [{ code: 'VARCHAR', severity: 'VARCHAR', column: 'VARCHAR', detail: 'VARCHAR', value: 'VARCHAR' }],
    },
  ]);
  const columns = coding.columns.map(({ type }, at) => `e.v${at}::${type}`);
  await engine.run(
    `INSERT INTO ${relation}_entries SELECT e.entry, ${columns.join(', ')}, e.form, e.faults
     FROM (SELECT unnest(from_json(?, '${shape}')) AS e)`,
    [JSON.stringify(entries)],
  );
}

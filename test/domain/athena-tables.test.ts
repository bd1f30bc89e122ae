import { describe, expect, it } from 'vitest';
import { filesTable, storedColumns, viewColumns, viewQuery } from '../../src/domain/athena-tables.ts';
import { everyExtraColumn } from '../../src/domain/dimensions.ts';
import { dropRelations } from '../../src/domain/engine.ts';
import { TABLES, type Table } from '../../src/domain/tables.ts';
import { openFacts } from '../../src/facts/open-facts.ts';
import { writeFacts } from '../../src/facts/write-facts.ts';
import { type FactRows, makeFacts, withFacts } from '../facts/facts-in-engine.ts';

/** Two months of cases: one is unchanged, one corrected, one withdrawn, one new; and one of another hotline. */
const MONTHS: readonly FactRows[Table][] = [
  [{ case_id: 'same' }, { case_id: 'corrected', trafficking_type: 'sex' }, { case_id: 'gone' }],
  [
    { case_id: 'corrected', month: '2016-06' },
    { case_id: 'gone', month: '2016-06', withdrawn: true },
    { case_id: 'new', month: '2016-06' },
    { case_id: 'same', month: '2016-06', hotline: 'other' },
  ],
];

const list = (name: string, multi: boolean, keys: readonly string[]) => ({
  ...{ name, multi, tables: ['cases' as const], label: {} },
  codes: keys.map((key) => ({ key, label: {}, aliases: [] })),
});

/** Lists that only the second file has columns of: one value, several values, and several with a code for none. */
const EXTRA = everyExtraColumn({
  own: [
    list('referral', false, ['police', 'unknown']),
    list('means', true, ['debt']),
    list('needs', true, ['unknown']),
  ],
});
const OWN = EXTRA.filter(({ table }) => table === 'cases');
const MAPPED = "'police' AS own_referral, ARRAY['debt'] AS own_means, ARRAY['unknown'] AS own_needs";

describe('the views of Athena', () => {
  it('select the records that sheets count, by the same text that Trino runs, with the columns of some hotlines', async () => {
    await withFacts({}, async (engine) => {
      const files: string[] = [];
      for (const [at, rows] of MONTHS.entries()) {
        await makeFacts(engine, 'cases', rows, `month_${at}`);
        const isMapped = at === 1;
        const sql = isMapped ? `SELECT *, ${MAPPED} FROM month_${at}` : `FROM month_${at}`;
        const query = { table: 'cases' as const, extra: isMapped ? OWN : [], name: `month_${at}`, sql, parameters: [] };
        files.push((await writeFacts(engine, query, 'test')).path);
      }
      await dropRelations(engine);
      await openFacts(engine, { signals: [], cases: files, victims: [], traffickers: [] }, EXTRA);
      const paths = files.map((file) => `'${file}'`).join(', ');
      // as Athena, which finds columns by their names
      await engine.run(`CREATE VIEW ${filesTable('cases')} AS FROM read_parquet([${paths}], union_by_name=true)`);
      const names = viewColumns('cases', EXTRA).map(({ name }) => name);
      const inView = await engine.rows(`${viewQuery('cases', EXTRA)} ORDER BY hotline, case_id`);
      const counted = await engine.rows(`SELECT ${names.join(', ')} FROM cases ORDER BY hotline, case_id`);
      expect(inView).toEqual(counted);
      expect(
        inView.map(
          (row) => `${row.hotline} ${row.case_id} ${row.trafficking_type} ${row.own_referral} ${row.own_means}`,
        ),
      ).toEqual([
        'nhth corrected labor police debt',
        'nhth new labor police debt',
        'nhth same labor unknown ',
        'other same labor police debt',
      ]);
      expect(inView.map((row) => row.own_needs)).toEqual(Array.from({ length: 4 }, () => ['unknown']));
    });
  });

  it.each(TABLES)('have the types of the files of %s, which are divided by hotline and month', (table) => {
    expect(storedColumns(table, EXTRA).map(({ name }) => name)).not.toContain('month');
    expect(viewColumns(table, EXTRA).slice(0, 2)).toMatchObject([
      { name: 'hotline', trino: 'varchar' },
      { name: 'month', trino: 'varchar' },
    ]);
    for (const { hive, trino } of viewColumns(table, EXTRA)) expect(`${hive} ${trino}`).toMatch(/^[a-z<>]+ [a-z()]+$/u);
  });

  it('have the columns of added lists in the tables of the list', () => {
    const named = (table: Table) =>
      viewColumns(table, EXTRA).flatMap(({ name, hive }) => (name.startsWith('own_') ? [`${name} ${hive}`] : []));
    expect(named('cases')).toEqual(['own_referral string', 'own_means array<string>', 'own_needs array<string>']);
    expect(named('victims')).toEqual([]);
    expect(viewColumns('signals', EXTRA).map(({ name }) => name)).toContain('states');
  });
});

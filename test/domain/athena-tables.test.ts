import { describe, expect, it } from 'vitest';
import { filesTable, storedColumns, viewColumns, viewQuery } from '../../src/domain/athena-tables.ts';
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

describe('the views of Athena', () => {
  it('select the records that sheets count, by the same text that Trino runs', async () => {
    await withFacts({}, async (engine) => {
      const files: string[] = [];
      for (const [at, rows] of MONTHS.entries()) {
        await makeFacts(engine, 'cases', rows, `month_${at}`);
        const query = { table: 'cases' as const, name: `month_${at}`, sql: `FROM month_${at}`, parameters: [] };
        files.push((await writeFacts(engine, query, 'test')).path);
      }
      await dropRelations(engine);
      await openFacts(engine, { signals: [], cases: files, victims: [], traffickers: [] });
      const list = files.map((file) => `'${file}'`).join(', ');
      await engine.run(`CREATE VIEW ${filesTable('cases')} AS FROM read_parquet([${list}])`);
      const names = viewColumns('cases').map(({ name }) => name);
      const inView = await engine.rows(`${viewQuery('cases')} ORDER BY hotline, case_id`);
      const counted = await engine.rows(`SELECT ${names.join(', ')} FROM cases ORDER BY hotline, case_id`);
      expect(inView).toEqual(counted);
      expect(inView.map((row) => `${row.hotline} ${row.case_id} ${row.trafficking_type}`)).toEqual([
        'nhth corrected labor',
        'nhth new labor',
        'nhth same labor',
        'other same labor',
      ]);
    });
  });

  it.each(TABLES)('have the types of the files of %s, which are divided by hotline and month', (table) => {
    expect(storedColumns(table).map(({ name }) => name)).not.toContain('month');
    expect(viewColumns(table).slice(0, 2)).toMatchObject([
      { name: 'hotline', trino: 'varchar' },
      { name: 'month', trino: 'varchar' },
    ]);
    for (const { hive, trino } of viewColumns(table)) expect(`${hive} ${trino}`).toMatch(/^[a-z<>]+ [a-z()]+$/u);
  });
});

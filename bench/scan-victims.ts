// One measured process: DuckDB alone reads and groups the same file, without checking or coding it: a limit that no
// program can beat.
import { DuckDBInstance } from '@duckdb/node-api';
import { measure } from './measured.ts';

const [victims = ''] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
const names = ['victim', 'of_case', 'gender', 'age', 'nationality', 'notes'];
const columns = names.map((name) => `${name}: 'VARCHAR'`).join(', ');

await measure(async () => {
  const reader = await connection.runAndReadAll(
    `SELECT gender, age, nationality, count(*) FROM read_csv('${victims.replaceAll("'", "''")}', auto_detect = false,
       header = true, delim = ',', quote = '"', escape = '"', columns = {${columns}}) GROUP BY ALL`,
  );
  return String(reader.currentRowCount);
});
connection.closeSync();
instance.closeSync();

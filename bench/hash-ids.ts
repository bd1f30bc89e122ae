// One measured process: computes as many keyed hashes as a million victims of three hundred thousand cases need, with
// DuckDB alone.
import { DuckDBInstance } from '@duckdb/node-api';
import { hashPads, hmac } from '../src/exports/engine/id-hash.ts';
import { measure } from './measured.ts';

const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
await connection.run("CREATE TABLE ids AS SELECT 'V' || lpad(range::VARCHAR, 10, '0') AS id FROM range(1300000)");
const { inner, outer } = hashPads({ id: 'bench', secret: new Uint8Array(32).fill(7) });

await measure(async () => {
  const hash = hmac('encode(id)', 'unhex($1)', 'unhex($2)');
  const reader = await connection.runAndReadAll(`SELECT max(${hash}) AS last FROM ids`, [inner, outer]);
  return String(reader.getRowObjects()[0]?.last);
});
connection.closeSync();
instance.closeSync();

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { spread } from '../../at-length.ts';
import { type Reading, readerFixture } from '../reader-fixture.ts';

const { read } = readerFixture();
const corpus = new URL('corpus/', import.meta.url);
const workbooks = readdirSync(corpus).filter((name) => name.endsWith('.xlsx'));
const TABLES = ['signals', 'cases', 'victims', 'traffickers'];
const ZONES = ['UTC', 'Europe/Madrid', 'America/Mexico_City'];

/** Returns the SHA-256 of a table's stored facts. */
async function factsOf({ files }: Reading, table: string): Promise<string> {
  const file = files.find((one) => one.table === table);
  expect(file?.problems.first).toEqual([]);
  const bytes = await readFile(file!.facts.find((facts) => facts.table === table)!.path);
  return createHash('sha256').update(bytes).digest('hex');
}

async function twin(table: string): Promise<string> {
  return factsOf(await read(`${table}.csv`, readFileSync(new URL(`twin/${table}.csv`, corpus))), table);
}

describe('a workbook of any producer', () => {
  const own = process.env.TZ;
  afterAll(() => {
    if (own === undefined) delete process.env.TZ;
    else process.env.TZ = own;
    console.log(`read ${workbooks.length} workbooks in ${ZONES.length} time zones, ${TABLES.length} tables each`);
  });

  it.each(ZONES)('gives the facts of its CSV twin to the byte in %s', async (zone) => {
    process.env.TZ = zone;
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
    const expected = Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table, await twin(table)])));
    // the zone matters for dates, and every workbook is read in one zone
    const tried = zone === ZONES[0] ? workbooks : spread(workbooks, 4);
    for (const workbook of tried) {
      const reading = await read(workbook, readFileSync(new URL(workbook, corpus)));
      const found: Record<string, string> = {};
      for (const table of TABLES) found[table] = await factsOf(reading, table);
      expect(found, workbook).toEqual(expected);
    }
  });

  it('is one of at least eight programs', () => {
    expect(new Set(workbooks.map((name) => name.split(/[-.]/u)[0])).size).toBeGreaterThanOrEqual(8);
  });
});

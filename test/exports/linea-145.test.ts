import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { hotline, readerFixture } from './reader-fixture.ts';

const folder = fileURLToPath(new URL('../../../shared/data/linea-145/exports/linea-145/', import.meta.url));
const { read } = readerFixture();
const linea145 = hotline('linea-145');
const months = Array.from({ length: 12 }, (_unused, at) => `2020-${String(at + 1).padStart(2, '0')}`);
const isThere = existsSync(folder);
if (!isThere) console.log('skipped: the open data of Línea 145 is not beside the repository');

/** Counts each value, in another way than the reader does. */
function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

const rows = (month: string, file: string): Record<string, string>[] =>
  parse(readFileSync(`${folder}${month}/${file}.csv`), { bom: true, columns: true });

/** Returns a type from the words in a text, as a person would. */
function typeOf(subtema: string): string {
  const isSex = /explotación sexual/iu.test(subtema);
  const isLabor = /explotación laboral|servidumbre/iu.test(subtema);
  if (isSex && isLabor) return 'sex-and-labor';
  return isSex ? 'sex' : isLabor ? 'labor' : 'other';
}

const ageOf = (age: string): string => (age === '' || age === '0' ? 'unknown' : Number(age) < 18 ? 'minor' : 'adult');

describe.skipIf(!isThere)('the real year of Línea 145', () => {
  it.each(months)('%s is accepted without an error, and counts as its files do', async (month) => {
    const bytes = (file: string): Buffer => readFileSync(`${folder}${month}/${file}.csv`);
    const cases = await read('denuncias.csv', bytes('denuncias'), { hotline: linea145, month });
    const people = await read('referidos.csv', bytes('referidos'), { hotline: linea145, month });
    for (const { file } of [cases, people])
      expect(file).toMatchObject({ status: 'accepted', problems: { rejections: 0, rowsInError: 0 } });
    const denuncias = rows(month, 'denuncias');
    const facts = await cases.facts('cases');
    expect(facts.length).toBe(denuncias.length);
    expect((await cases.facts('signals')).length).toBe(denuncias.length);
    expect(tally(facts.map((fact) => String(fact.trafficking_type)))).toEqual(
      tally(denuncias.map((row) => typeOf(row.subtema ?? ''))),
    );
    expect(facts.filter(({ states }) => Array.isArray(states) && states.length === 0).length).toBe(
      denuncias.filter(({ provincia }) => provincia === '').length,
    );
    for (const [table, kind] of [
      ['victims', 'Victima directa'],
      ['traffickers', 'Acusado'],
    ] as const) {
      const referidos = rows(month, 'referidos').filter((row) => row.referido_tipo === kind);
      const read = await people.facts(table);
      expect(tally(read.map((fact) => String(fact.age_group)))).toEqual(
        tally(referidos.map((row) => ageOf(row.edad_aparente ?? ''))),
      );
      expect(read.filter(({ gender }) => gender === 'female').length).toBe(
        referidos.filter(({ genero }) => genero === 'Mujer').length,
      );
    }
  });
});

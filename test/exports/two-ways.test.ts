import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHotline } from '../../src/exports/hotline-definition.ts';
import { CASES, codes, definition, desk, hotline, nhth, type ReadOptions, SIGNALS, VICTIMS } from './desk.ts';

const { read, engine } = desk();

/** Everything a reading tells, with its facts, whichever way it was made. */
async function told(name: string, text: string | Buffer, options: ReadOptions, inMemoryBelow: number) {
  const { file, problems } = await read(name, text, { ...options, inMemoryBelow });
  const { table, status, records, problems: summary } = file;
  const facts = [];
  for (const { table: fed, path, rows } of file.facts) {
    const types = await engine().rows(`SELECT column_name, column_type FROM (DESCRIBE FROM '${path}')`);
    facts.push({ fed, rows, types, all: await engine().rows(`SELECT * FROM '${path}' ORDER BY record`) });
  }
  return { table, status, records, summary, facts, problems };
}

const inMemory = 1e9;
const inEngine = 0;

async function expectEqual(name: string, text: string | Buffer, options: ReadOptions): Promise<void> {
  const memory = await told(name, text, options, inMemory);
  expect(memory).toEqual(await told(name, text, options, inEngine));
}

const odd = fc.constantFrom(
  '',
  ' ',
  '\u00a0',
  '\t',
  '"',
  ';',
  '=1+1',
  'Ñandú',
  '\u200f',
  '1\u200b',
  '\ufeff',
  '\ufeffFemale',
  '\ufeff\ufeffMexico',
  '="1"',
  ' ="\u200b 1 "',
  '"=""2"""',
  "'",
  '\u0001',
  'x'.repeat(10_050),
  '😀'.repeat(6000),
);
const id = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('1', '2', ' 3', '4 ', '05') },
  { weight: 1, arbitrary: odd },
);
const of = (...cells: string[]) =>
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...cells) }, { weight: 1, arbitrary: odd });
const date = of('2017-07-04', '7/31/2017', '2017-08-01', '2017-02-30', '2016-12-31 10:15', '');
const flag = of('Yes', 'no', 'TRUE', '0', '', 'maybe');
const country = of('Mexico', 'U.S.A.;Mexico', 'mexico ', 'Atlantis', '');
const victims = fc.tuple(
  id,
  id,
  of('Female', 'male;female', 'Unknown', 'x'),
  of('17', 'Adult', '150', '-3', ''),
  country,
);
const cases = fc.tuple(
  id,
  date,
  of('Labor', 'Sex;Labor', 'x'),
  of('Cantinas/Bars', 'Domestic Work;x', ''),
  of('Texas', 'Oaxaca;Texas', 'x', ''),
  country,
  flag,
  id,
);
const signals = fc.tuple(id, date, of('NHTH', 'befree', 'x', ''), of('Phone', 'Web form', ''), flag, flag, id);

const quoted = (cell: string): string => (/[",\n\r]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
/** A row as text; now and then with a cell too many, too few, or a stray quote. */
const line = (cells: fc.Arbitrary<readonly string[]>) =>
  fc
    .tuple(cells, fc.constantFrom('', '', '', '', '', '', ',', ',extra', '\n', ',a"b"', '\n,,,,'))
    .map(([row, tail]) => row.map(quoted).join(',') + tail);
const file = (head: string, cells: fc.Arbitrary<readonly string[]>) =>
  fc.array(line(cells), { maxLength: 9 }).map((lines) => `${head}\n${lines.join('\n')}\n`);

const tolerant = parseHotline(definition('hotlines/nhth.json', { errorTolerance: 4 }), 'hotlines/nhth.json', codes);

describe('a file tells the same read in memory as in the engine', () => {
  it.each([
    ['victims.csv', file(VICTIMS, victims)],
    ['cases.csv', file(CASES, cases)],
    ['signals.csv', file(SIGNALS, signals)],
  ] as const)('%s of any content', async (name, texts) => {
    await fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (text, tolerates) => {
        await expectEqual(name, text, { hotline: tolerates ? tolerant : nhth });
      }),
      { numRuns: 60, seed: 23 },
    );
  });

  const linea145 = hotline('linea-145');
  const role = of('Victima directa', 'ACUSADO', 'Victima indirecta - familiar', 'Testigo', '');
  const referidos = fc.tuple(id, role, of('Mujer', 'Travesti', 'x'), of('17', '0', 'x'), of('Argentina', 'Otro', 'x'));
  it('a file of several tables, its rows dealt by a filter', async () => {
    const head = 'nro_registro_interno,referido_tipo,genero,edad_aparente,nacionalidad';
    await fc.assert(
      fc.asyncProperty(file(head, referidos), async (text) => {
        await expectEqual('referidos.csv', text, { hotline: linea145, month: '2020-03' });
      }),
      { numRuns: 60, seed: 29 },
    );
  });

  it('cells that begin with a byte-order mark, as files put together leave them: no row is lost', async () => {
    const mark = '\ufeff';
    const text = `${VICTIMS}\n${mark}V-1,C-1,${mark}Female,${mark}17,${mark}Mexico\nV-2,C-1,${mark},x,${mark}x\n`;
    await expectEqual('victims.csv', text, {});
    expect((await told('victims.csv', text, {}, inEngine)).facts).toMatchObject([
      { rows: 2, all: [{ gender: 'female', age_group: 'minor', nationalities: ['MX'] }, { gender: 'unknown' }] },
    ]);
    const dealt = `nro_registro_interno,referido_tipo,genero,edad_aparente,nacionalidad\n1,${mark}Acusado,Mujer,17,x\n`;
    const options = { hotline: linea145, month: '2020-03' };
    await expectEqual('referidos.csv', dealt, options);
    const facts = (await told('referidos.csv', dealt, options, inEngine)).facts.map(({ fed, rows }) => [fed, rows]);
    expect(new Map(facts.map(([fed, rows]) => [fed, rows])).get('traffickers')).toBe(1);
  });

  it('a report with a footer, in another encoding, with an unclosed quote', async () => {
    const footer = 'Copyright (c) 2017\n"Confidential Information - Do Not Distribute"\nGenerated By: A B\nNHTH\n';
    await expectEqual('victims.csv', `${VICTIMS}\nV-1,C-1,Female,17,Mexico\n\n\nVictims\n${footer}`, {});
    await expectEqual('victims.csv', `${VICTIMS}\nV-1,C-1,Female,17,Mexico\nV-2,"C-2,Male,x,\n`, {});
    const text =
      'Folio de la víctima;Folio del caso;Género;Edad al momento del contacto;Nacionalidad\n1;2;Mujer;20;España\n';
    await expectEqual('victimas.csv', Buffer.from(text, 'latin1'), { hotline: hotline('linea-nacional') });
  });
});

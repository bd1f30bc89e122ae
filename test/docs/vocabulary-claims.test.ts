import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../local/cli/commands/check/check.ts';
import { parseCheck } from '../../local/cli/commands/check/check-targets.ts';
import { type EnginePool, enginePool } from '../../local/pipeline/engine-pool.ts';
import type { ReaderPool } from '../../local/pipeline/reader-pool.ts';
import { inProcessReaders } from '../../src/steps/ingest-export/upload-reader.ts';
import { fragmentsOf, readDocument, stepsOf } from './document-blocks.ts';
import { newReader, type Reader } from './reader.ts';
import { withFragment, workedHotline } from './worked-hotline.ts';

const DOCUMENT = readDocument('docs/add-a-hotline.md');
const PEOPLE = 'Boleta;Papel;Sexo;Edad;Nacionalidad\n';
const CALLS =
  'Boleta;Fecha;Medio;Tipo de registro;Posible trata;Modalidad;Departamento;Relación con México;Relación con EE. UU.\n';

let reader: Reader;
let example: string;
/** Readers in this process: starting one for each claim takes most of the time. */
let readers: ReaderPool;
let engines: EnginePool;

beforeAll(async () => {
  reader = await newReader();
  await reader.follow(stepsOf(DOCUMENT).filter((step) => 'file' in step || !step.command.command.startsWith('npx')));
  example = await readFile(join(reader.folder, 'trial/hotlines/linea-ceiba.json'), 'utf8');
});
beforeAll(() => {
  engines = enginePool(reader.folder);
  readers = { open: inProcessReaders(engines.open), close: async () => undefined };
});
afterAll(async () => {
  await engines?.close();
  await reader?.leave();
});

/** Replaces part of the example with the fragment of the document that begins with these words. */
async function useFragment(beginning: string): Promise<void> {
  const text = fragmentsOf(DOCUMENT, 'json').find((fragment) => fragment.startsWith(beginning));
  if (text === undefined) throw new Error(`the document has no fragment that begins with ${beginning}`);
  const worked = await workedHotline(join(reader.folder, 'trial'));
  const { definition } = withFragment(worked, JSON.parse(`{${text}}`));
  await writeFile(join(reader.folder, 'trial/hotlines/linea-ceiba.json'), JSON.stringify(definition));
}

/** Returns what `check` prints for a file under the example, changed by a fragment. */
async function checked(file: string, content: string | Buffer, fragment?: string): Promise<readonly string[]> {
  await writeFile(join(reader.folder, 'trial/hotlines/linea-ceiba.json'), example);
  if (fragment !== undefined) await useFragment(fragment);
  const path = join(reader.folder, 'claims', file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  const named = ['--hotline', 'linea-ceiba', '--table', file.split('.')[0] ?? '', '--month', '2026-01'];
  const printed: string[] = [];
  const print = (line: string): number => printed.push(...line.split('\n'));
  const command = parseCheck([path, ...named, '--definitions', join(reader.folder, 'trial')]);
  await check(command, { out: print, err: print, watched: false }, {}, () => readers);
  return printed;
}

const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function accepted(file: string, records: number, inError = 0, tolerated = 0, warnings = 0): string {
  const errors = `${many(inError, 'row')} with errors${inError > 0 ? ` (${tolerated} allowed)` : ''}`;
  return `${file}.csv (${file}): accepted; ${many(records, 'record')}, ${errors}, ${many(warnings, 'warning')}`;
}

describe('what docs/add-a-hotline.md says of the vocabulary', () => {
  it('names all missing headings at once', async () => {
    const printed = await checked('personas.csv', 'Boleta;Papel;Edad\n1;Víctima;3\n');
    expect(printed[0]).toMatch(/^rejection \[heading-missing\]/u);
    expect(printed.filter((line) => line.includes('expected a column'))).toHaveLength(2);
  });

  it('compares headings without case, accents or repeated spaces', async () => {
    const content = 'BOLETA;papel;sexo;EDAD ;NACIONALIDAD\n1;victima;h;20;Guatemala\n';
    expect(await checked('personas.csv', content)).toEqual([accepted('personas', 1)]);
  });

  it('finds another spelling of a heading', async () => {
    const content = `${CALLS.replace('Fecha', 'Fecha y hora')}0001;05/01/2026;Llamada;Consulta;No;;;No;No\n`;
    expect(await checked('atenciones.csv', content, '"received_on": { "heading": "Fecha", "aliases"')).toEqual([
      accepted('atenciones', 1),
    ]);
  });

  it('takes windows-1252, and the separator under which most headings are found', async () => {
    const content = Buffer.from(`${PEOPLE}1;Víctima;H;20;Hondureña\n`.replaceAll(';', '\t'), 'latin1');
    expect(await checked('personas.csv', content, '"encodings"')).toEqual([accepted('personas', 1)]);
  });

  it('takes the first date format that fits', async () => {
    const content = `${CALLS}0001;2026-01-05;Llamada;Consulta;No;;;No;No\n0002;05/01/2026;Llamada;Consulta;No;;;No;No\n`;
    expect(await checked('atenciones.csv', content, '"dateFormats"')).toEqual([accepted('atenciones', 2)]);
  });

  it('excludes rows that no table accepts, and warns where the reason is unknown', async () => {
    const content = `${PEOPLE};Familiar;ZZ;999;Narnia\n1;Víctima;H;20;Guatemala\n`;
    expect(await checked('personas.csv', content)).toEqual([accepted('personas', 2)]);
    const printed = await checked('personas.csv', content.replace('Familiar', 'Vecino'));
    expect(printed[0]).toMatch(/^warning \[value-unknown\]/u);
    expect(printed).toContain('  column B (Papel), row 2: the row does not count');
    expect(printed.at(-1)).toBe(accepted('personas', 2, 0, 0, 1));
  });

  it('warns of two values that do not combine', async () => {
    const content = `${CALLS}0001;05/01/2026;Llamada;Caso;Sí;Sexual, Se desconoce, Esclavitud;;No;No\n`;
    const printed = await checked('atenciones.csv', content);
    expect(printed).toContain(accepted('atenciones', 1, 0, 0, 1));
  });

  it('cuts a footer with blank lines in it, and takes half a footer for broken rows', async () => {
    const footer = '\nTotal: 1\n\nGenerado por: nadie\n\nConfidencial, no distribuir\n';
    const row = `${PEOPLE}1;Víctima;H;20;Guatemala\n`;
    expect(await checked('personas.csv', `${row}${footer}`, '"footer"')).toEqual([accepted('personas', 1)]);
    const [problem, place] = await checked('personas.csv', `${row}Confidencial\n`, '"footer"');
    expect(problem).toMatch(/^error \[line-broken\]/u);
    expect(place).toMatch(/^ {2}row 3: /u);
  });

  it('warns of an id without one of its column’s forms, but not of an empty one', async () => {
    const row = (id: string, partner: string): string => `${id};05/01/2026;Llamada;Consulta;No;;;No;No;${partner}\n`;
    const rows = [row('0001', ''), row('0002', 'GT-00001'), row('0003', '00000001'), row('4', 'GT-1')];
    const content = `${CALLS.trimEnd()};Expediente de la línea asociada\n${rows.join('')}`;
    const printed = await checked('atenciones.csv', content, '"case_id": { "heading": "Boleta", "form"');
    expect(printed).toEqual([
      'warning [id-form] An id does not have the form that this hotline has agreed.',
      '  column A (Boleta), row 5: expected the form 0000',
      '  column J (Expediente de la línea asociada), row 5: expected the form 00000000 or AA-00000',
      expect.stringMatching(/^ {2}What to do: /u),
      accepted('atenciones', 4, 0, 0, 2),
    ]);
  });

  it('accepts as many rows in error as are tolerated', async () => {
    const rows =
      '0001;05/01/2026;Llamada;Consulta;No;;;No;No\n0002;xx;Llamada;Consulta;No;;;No;No\n;05/01/2026;Llamada;Consulta;No;;;No;No\n';
    const printed = await checked('atenciones.csv', `${CALLS}${rows}`, '"errorTolerance"');
    expect(printed).toContain(accepted('atenciones', 3, 2, 2));
  });

  it('counts a case once that is in every row of its people', async () => {
    const content =
      'Boleta;Fecha;Modalidad;Sexo\n1;05/01/2026;Sexual;M\n1;05/01/2026;Sexual;M\n2;05/01/2026;Laboral;H\n';
    const printed = await checked('expedientes.csv', content, '"files": {\n  "expedientes"');
    expect(printed).toEqual([
      expect.stringMatching(/^warning \[row-repeated\] A row is in the file twice/u),
      '  column A (Boleta), row 3: equal to row 2, counted once',
      expect.stringMatching(/^ {2}What to do: /u),
      accepted('expedientes', 3, 0, 0, 1),
    ]);
    const differing = await checked(
      'expedientes.csv',
      content.replace('Sexual', 'Laboral'),
      '"files": {\n  "expedientes"',
    );
    expect(differing[0]).toContain('[id-conflict]');
    expect(differing[1]).toMatch(/column A \(Boleta\), row 3/u);
  });

  it('accepts an empty month: the heading line alone', async () => {
    expect(await checked('personas.csv', PEOPLE)).toEqual([accepted('personas', 0)]);
  });
});

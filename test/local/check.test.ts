import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, run, runOnScreen } from './command-line.ts';

let folder: string;
const at = (...parts: string[]): string => join(folder, ...parts);
const MONTH = 'linea-nacional/2017-07';
const CASOS =
  'Folio del caso,Fecha de apertura,Modalidad,Giro o lugar,Entidad federativa,País de explotación,Nexo con México,Folio del caso en la línea asociada';

async function put(path: string, ...lines: string[]): Promise<string> {
  const file = at(path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factsheets-check-'));
  await cp(`${ROOT}samples/exports/${MONTH}`, at(MONTH), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('checking a folder', () => {
  it('checks every table of the month, as what its path says, and ends with 0', async () => {
    const { code, out } = await run('check', at(MONTH));
    expect(out).toMatch(/^casos\.csv \(casos\): se acepta; 26 registros, 0 filas con errores, 1 advertencia$/mu);
    expect(out.match(/se acepta/gu)).toHaveLength(4);
    expect(out).not.toMatch(/todavía no hay/u);
    expect(code).toBe(0);
  });

  it('says which tables of the month are missing, and which two files hold the same one', async () => {
    await cp(at(MONTH), at('twice', MONTH), { recursive: true });
    await rm(at('twice', MONTH, 'tratantes.csv'));
    await cp(at('twice', MONTH, 'casos.csv'), at('twice', MONTH, 'CASOS.CSV'));
    const { code, out } = await run('check', at('twice'), '--lang', 'en');
    expect(code).toBe(2);
    expect(out).toMatch(/^rejection \[second-object\] Another file already contains/mu);
    expect(out).toMatch(/^linea-nacional 2017-07: no file yet for tratantes$/mu);
  });

  it('refuses what is not in a folder of a hotline, and a file whose name says no table, naming the options', async () => {
    const file = await put('loose/report123.csv', CASOS);
    expect((await run('check', file)).err).toMatch(
      /is not in a folder <hotline>\/<YYYY-MM>; add --hotline, with one of/u,
    );
    expect((await run('check', file, '--hotline', 'linea-nacional')).err).toMatch(
      /does not say which table it holds; add --table, with one of reportes, casos, victimas, tratantes/u,
    );
    expect((await run('check', file, '--hotline', 'linea-nacional', '--table', 'casos')).out).toMatch(
      /^No se sabe de qué mes es/mu,
    );
  });
});

describe('the problems of a check', () => {
  const row = (folio: string, day: string, giro: string) =>
    `${folio},${day},Explotación laboral,${giro},Oaxaca,México,Sí,`;

  it('are grouped with their rows in Excel, in the language of the hotline or another', async () => {
    const many = Array.from({ length: 60 }, (_unused, index) => row(`F${index}`, '01/07/17', ''));
    const file = await put(`many/${MONTH}/casos.csv`, CASOS, ...many, row('G1', '31/06/2017', ''));
    const spanish = await run('check', file);
    expect(spanish.code).toBe(2);
    expect(spanish.out.split('\n').length).toBeLessThan(15);
    expect(spanish.out).toMatch(/^ {2}columna B \(Fecha de apertura\), filas 2, 3, 4 y 58 más$/mu);
    expect(spanish.out).toMatch(/fila 2 \(registro 1\): el año tiene dos cifras; se espera DD\/MM\/AAAA/u);
    expect(spanish.out).toMatch(/Pasa en todas las filas: la columna se guardó en otro formato/u);
    expect(spanish.out).toMatch(/61 registros, 61 filas con errores \(no se admite ninguna\)/u);
    const english = await run('check', file, '--lang', 'en');
    expect(english.out).toMatch(/^ {2}column B \(Fecha de apertura\), rows 2, 3, 4 and 58 more$/mu);
    expect(english.out).toMatch(/What to do: Write it in the format given/u);
  });

  it('say of 31 June that there is no such day', async () => {
    const file = await put(`june/${MONTH}/casos.csv`, CASOS, row('F1', '31/06/2017', ''));
    expect((await run('check', file)).out).toMatch(/ese día no existe en el calendario; se espera DD\/MM\/AAAA/u);
  });

  it('say what counts of a value that is on no list, and show it with the nearest ones only where asked', async () => {
    const file = await put(
      `giro/${MONTH}/casos.csv`,
      CASOS,
      row('F1', '01/07/2017', 'Restaurante'),
      row('F2', '01/07/2017', 'Restaurante'),
      row('F3', '01/07/2017', 'x\u001b[2Jx'),
    );
    const { code, out } = await run('check', file);
    expect(code).toBe(0);
    expect(out).toMatch(/columna D \(Giro o lugar\), filas 2, 3 y 4: el registro cuenta; este valor, no/u);
    expect(out).not.toMatch(/“Restaurante”/u);
    expect(await run('check', file, '--values')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('not a screen'),
    });
    const asked = await runOnScreen('check', file, '--values');
    expect(asked.out).toMatch(/“Restaurante”, 2 veces; parecidos: “Restaurantes/u);
    expect(asked.out).not.toContain('\u001b');
  });

  it('list for a machine every problem with its row, and no value', async () => {
    const file = await put(`json/${MONTH}/casos.csv`, CASOS, row('', '01/07/2017', 'SECRET'));
    const [report] = JSON.parse((await run('check', file, '--json')).out);
    expect(report).toMatchObject({
      hotline: 'linea-nacional',
      month: '2017-07',
      status: 'rejected',
      counts: [
        { problem: 'id-empty', severity: 'error', column: 'Folio del caso', count: 1, records: 1 },
        { problem: 'value-unknown', severity: 'warning', column: 'Giro o lugar', count: 1, records: 1 },
      ],
      problems: [
        { row: 2, record: 1, column: 'Folio del caso', severity: 'error' },
        { row: 2, record: 1, column: 'Giro o lugar', severity: 'warning' },
      ],
    });
    expect(JSON.stringify(report)).not.toContain('SECRET');
    expect(await readFile(file, 'utf8')).toContain('SECRET');
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, runOnScreen, scratch } from './command-line.ts';

const CALLS = 'Fecha;Canal;Trata;Provincia\n03/01/2020;Teléfono;Sí;Jujuy\n14/01/2020;WhatsApp;No;Jujui\n';

let path: (...parts: string[]) => string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ path, remove } = await scratch());
  await writeFile(path('llamadas.csv'), CALLS);
});
afterAll(() => remove());

const init = (...options: string[]) =>
  run('init', 'hotline', path('llamadas.csv'), '--definitions', path('own'), ...options);

describe('factsheets init hotline', () => {
  it('writes a definition that check accepts, in a complete folder of definitions', async () => {
    const made = await init('--id', 'linea', '--name', 'Línea');
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toContain(`wrote ${path('own/hotlines/linea.json')}`);
    expect(made.out).toContain('signals: received_on = "Fecha", channel = "Canal"');
    expect(made.out).not.toContain('Jujui');
    const check = ['check', path('llamadas.csv'), '--hotline', 'linea', '--definitions', path('own')];
    expect(made.out).toContain('factsheets check');
    expect(await run(...check, '--month', '2020-01')).toMatchObject({
      code: 0,
      out: expect.stringContaining('se acepta; 2 registros'),
    });
    expect(await run('doctor', '--definitions', path('own'))).toMatchObject({
      code: 0,
      out: 'codes: right\nhotlines/linea.json: right\nall definitions are right',
    });
  });

  it('overwrites nothing', async () => {
    await init('--id', 'otra');
    const before = await readFile(path('own/hotlines/otra.json'), 'utf8');
    const again = await init('--id', 'otra', '--name', 'Otra');
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('exists and is not overwritten') });
    expect(await readFile(path('own/hotlines/otra.json'), 'utf8')).toBe(before);
  });

  it.each([
    [['init'], 'name what to make'],
    [['init', 'hotline'], 'name the samples'],
    [['init', 'hotline', '/nowhere.csv'], 'there is no file /nowhere.csv'],
    [['init', 'hotline', 'x.csv', '--id', 'Línea X'], '--id: "Línea X" is not an id'],
    [['init', 'hotline', 'x.csv', '--column', 'fecha'], 'is not TABLE.COLUMN=HEADING'],
  ])('refuses %j', async (argv, why) => {
    expect(await run(...argv)).toMatchObject({ code: 1, err: expect.stringContaining(why) });
  });
});

describe('factsheets init sheet', () => {
  const PEOPLE = [
    'Caso;Fecha;Provincia;Modalidad;Sexo;Edad;Nacionalidad',
    '1;03/01/2020;Jujuy;Laboral;F;17;Argentina',
    '2;14/01/2020;Salta;Sexual;M;34;Boliviana',
  ].join('\n');
  const sheet = (...options: string[]) =>
    run('init', 'sheet', 'roble', '--hotline', 'roble', '--definitions', path('own'), ...options);

  beforeAll(async () => {
    await writeFile(path('denuncias.csv'), PEOPLE);
    const made = await runOnScreen(
      ...[
        'init',
        'hotline',
        path('denuncias.csv'),
        '--id',
        'roble',
        '--name',
        'Línea 102',
        '--definitions',
        path('own'),
      ],
    );
    expect(made.out).toContain('1 x Boliviana  (perhaps BO)');
  });

  it('writes a sheet with a map, texts and messages, which doctor finds right', async () => {
    const made = await sheet('--from', '2020-01-01', '--lang', 'es,en', '--map', 'ar');
    expect(made).toMatchObject({ code: 0, err: '' });
    const page = JSON.parse(await readFile(path('own/templates/roble/page.json'), 'utf8'));
    expect(page.pages[0].parts.map(({ part }: { part: string }) => part)).toEqual([
      ...['masthead', 'intro-and-period', 'tiles', 'map-and-legend', 'demographics', 'footer'],
    ]);
    expect(page.pages[1].parts.map(({ part }: { part: string }) => part)).toEqual([
      ...['running-head', 'ready-chart', 'notes', 'footer'],
    ]);
    expect(await run('doctor', '--definitions', path('own'))).toMatchObject({
      code: 0,
      out: expect.stringContaining('templates/roble: right'),
    });
  });

  it.each([
    [['--from', '2020-01-01'], 'exists and is not overwritten'],
    [['--from', '2020-01-01', '--map', 'xx'], 'exists and is not overwritten'],
    [[], '--from is missing'],
    [['--from', 'soon'], '--from is not a day'],
    [['--from', '2020-01-01', '--threshold', '2'], '--threshold must be 3 or more'],
    [['--from', '2020-01-01', '--paper', 'A5'], '--paper is one of Letter, A4'],
  ])('refuses %j', async (options, why) => {
    expect(await sheet(...options)).toMatchObject({ code: 1, err: expect.stringContaining(why) });
  });

  it('names the boundaries and languages that there are', async () => {
    const other = (...options: string[]) =>
      run(
        'init',
        'sheet',
        'otra',
        '--hotline',
        'roble',
        '--from',
        '2020-01-01',
        '--definitions',
        path('own'),
        ...options,
      );
    expect((await other('--map', 'xx')).err).toContain('there are no boundaries "xx"; there are ar, us-mx');
    expect((await other('--lang', 'de')).err).toContain('there are no first texts in "de"; use en, es, fr, pt');
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, scratch } from './command-line.ts';

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
    [['init', 'hotline', '/nowhere.csv'], 'there is no file /nowhere.csv'],
    [['init', 'hotline', 'x.csv', '--id', 'Línea X'], '--id: "Línea X" is not an id'],
    [['init', 'hotline', 'x.csv', '--column', 'fecha'], 'is not TABLE.COLUMN=HEADING'],
  ])('refuses %j', async (argv, why) => {
    expect(await run(...argv)).toMatchObject({ code: 1, err: expect.stringContaining(why) });
  });
});

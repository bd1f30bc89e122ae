import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { feature, type Topology } from 'topojson-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onlyAtLength } from '../at-length.ts';
import { chart, drawSpec } from '../charts/chart-fixtures.ts';
import { ROOT, run, scratch } from './command-line.ts';

let folder: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  folder = await scratch();
  await mkdir(folder.path('codes'), { recursive: true });
  await cp(`${ROOT}codes/state.json`, folder.path('codes', 'state.json'));
});
afterAll(() => folder.remove());

const boundaries = (...argv: string[]) => run('boundaries', ...argv, '--definitions', folder.path());
const json = async (...parts: string[]) => JSON.parse(await readFile(folder.path(...parts), 'utf8'));
const idsIn = (topology: Topology) =>
  feature(topology, topology.objects.states ?? { type: 'none' }).features.map(({ id }) => String(id));

describe('factsheets boundaries', () => {
  it('writes shapes, places and codes of a country, with codes of digits, and a map draws them', async () => {
    const { code, out } = await boundaries('GTM', '--codes');

    expect(code).toBe(0);
    expect(out).toContain('gt.topo.json: 22 places');
    const topology = await json('boundaries', 'gt.topo.json');
    expect(idsIn(topology).toSorted()).toEqual(
      Array.from({ length: 22 }, (_, at) => `GT-${String(at + 1).padStart(2, '0')}`),
    );
    const { codes } = await json('codes', 'state.json');
    const added = codes.filter(({ group }: { group: string }) => group === 'GT');
    expect(added).toContainEqual({
      key: 'GT-13',
      label: expect.objectContaining({ en: 'Huehuetenango', es: 'Huehuetenango' }),
      aliases: ['GT-13', 'Huehuetenango'],
      group: 'GT',
    });
    const spec = {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      width: 310,
      height: 270,
      layer: [{ data: { name: 'boundaries:gt/states' }, mark: { type: 'geoshape', style: 'state', clip: false } }],
    };
    const places = added.map(({ key }: { key: string }) => key);
    const svg = await drawSpec({ ...chart('linea-145/charts/map'), spec, places, boundaries: { gt: topology } });
    expect([...svg.matchAll(/<path /gu)]).toHaveLength(22);
  });

  it('changes nothing when it runs again, and names a country by two letters too', async () => {
    const before = await readFile(folder.path('codes', 'state.json'), 'utf8');
    const shapes = await readFile(folder.path('boundaries', 'gt.topo.json'), 'utf8');
    const { code, out } = await boundaries('gt');

    expect([code, out.split('\n').length]).toEqual([0, 1]);
    expect(await readFile(folder.path('codes', 'state.json'), 'utf8')).toBe(before);
    expect(await readFile(folder.path('boundaries', 'gt.topo.json'), 'utf8')).toBe(shapes);
  });

  it('refuses a code list that is not JSON, and names it', async () => {
    const file = folder.path('codes', 'state.json');
    const before = await readFile(file, 'utf8');
    await writeFile(file, before.slice(0, -9));
    const { code, err } = await boundaries('gt', '--codes');
    expect([code, err]).toEqual([1, expect.stringMatching(/state\.json is not valid JSON/u)]);
    await writeFile(file, before);
  });

  onlyAtLength('says which places make a map small, and how to leave them out', async () => {
    const { out } = await boundaries('PRT');
    expect(out).toMatch(/far from all other places, .*: \?Madeira, \?Azores\n {2}to leave their shapes out, add each/u);
    expect((await boundaries('gt')).out).not.toContain('far from');
  });

  onlyAtLength('makes a folder of definitions that does not exist, so that the codes have a list', async () => {
    const own = folder.path('new');
    const { code, out } = await run('boundaries', 'BRA', '--codes', '--definitions', own);
    expect(code).toBe(0);
    expect(out).toContain(`created ${own}`);
    const { codes } = JSON.parse(await readFile(folder.path('new', 'codes', 'state.json'), 'utf8'));
    expect(codes).toContainEqual(expect.objectContaining({ key: 'BR-RJ', aliases: ['BR-RJ', 'Rio de Janeiro', 'RJ'] }));
  });

  it('says which places have no code, and reads them from the places file; one id joins two shapes', async () => {
    const first = await boundaries('DOM');
    expect(first.code).toBe(2);
    expect(first.out).toMatch(/do\.places\.json: 3 places without a code: .*"Bahoruco"/u);
    expect(first.out).toContain('DO-03 Baoruco');
    expect(first.out).toMatch(/state\.json lacks DO-\d\d.*--codes/u);
    const ids = idsIn(await json('boundaries', 'do.topo.json'));
    expect(ids).toContain('?Bahoruco');

    const places = await readFile(folder.path('boundaries', 'do.places.json'), 'utf8');
    const chosen: Record<string, string> = { Bahoruco: 'DO-03', 'El Seybo': 'DO-08', 'La Estrelleta': 'DO-22' };
    const completed = places.replace(
      /"id": null, "name": "([^"]+)"/gu,
      (_, name) => `"id": "${chosen[name]}", "name": "${name}"`,
    );
    await writeFile(folder.path('boundaries', 'do.places.json'), completed);
    expect((await boundaries('DOM')).code).toBe(0);
    expect(idsIn(await json('boundaries', 'do.topo.json'))).toHaveLength(ids.length - 1);
  });

  it('rebuilds the boundaries of the program to the same bytes', async () => {
    await cp(`${ROOT}boundaries/ar.places.json`, folder.path('boundaries', 'ar.places.json'));
    expect((await boundaries('ar')).code).toBe(0);
    expect(await readFile(folder.path('boundaries', 'ar.topo.json'), 'utf8')).toBe(
      await readFile(`${ROOT}boundaries/ar.topo.json`, 'utf8'),
    );
  });

  it.each([
    [['XYZ'], /there are no shapes of "XYZ"; give a country's ISO 3166-1 code/u],
    [[], /name a country by its ISO 3166-1 code, for example: factsheets boundaries PER/u],
    [['../PER'], /name a country by its ISO 3166-1 code/u],
  ])('refuses %j', async (argv, message) => {
    const { code, err } = await boundaries(...argv);
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });

  it('names the place of a places file that is wrong', async () => {
    await writeFile(
      folder.path('boundaries', 'pe.places.json'),
      '{ "detail": 1, "leftOut": [], "countries": { "PER": [{ "id": "Lima", "name": "Lima", "code": "LIM" }] } }',
    );
    expect((await boundaries('PE')).err).toMatch(
      /pe\.places\.json: .*a code like PE-LIM or GT-01[\s\S]*countries\.PER\[0\]\.id/u,
    );
  });
});

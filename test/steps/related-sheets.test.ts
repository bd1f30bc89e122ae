import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';

const FILES = openDefinitions();

/** Returns the definitions with additional sheets: copies of an installed one, each with changes. */
function withSheets(sheets: Record<string, Record<string, unknown>>, source = 'linea-145'): DefinitionFiles {
  const own = (path: string): string | undefined =>
    Object.keys(sheets).find((id) => path === `templates/${id}/sheet.json`);
  const listed = (folder: string): Promise<readonly string[]> =>
    Object.keys(sheets).includes(folder.replace('templates/', '')) &&
    folder !== `templates/${source}` &&
    folder !== 'templates/us-mexico-border'
      ? Promise.resolve([])
      : FILES.list(folder);
  return {
    list: async (folder) => {
      const added = Object.keys(sheets).map((id) => `templates/${id}/sheet.json`);
      const all = [...(await listed(folder)), ...added.filter((path) => path.startsWith(folder))];
      return [...new Set(all)].toSorted();
    },
    bytes: async (path) => {
      const id = own(path);
      if (!id) return FILES.bytes(path);
      const json = JSON.parse(Buffer.from(await FILES.bytes(`templates/${source}/sheet.json`)).toString());
      return Buffer.from(JSON.stringify({ ...json, id, ...sheets[id] }));
    },
  };
}

const load = async (files: DefinitionFiles, id: string) => loadSheet(files, await loadDefinitions(files), id);
const refusal = (files: DefinitionFiles, id: string): Promise<string> =>
  load(files, id).then(
    () => '',
    (failure: Error) => failure.message,
  );

describe('two sheets that count records of one file of a hotline', () => {
  it('are both refused when neither says how they relate, with what to write', async () => {
    const files = withSheets({ 'linea-145-labor': { population: { countries: ['AR'], type: ['labor'] } } });
    for (const [id, other] of [
      ['linea-145', 'linea-145-labor'],
      ['linea-145-labor', 'linea-145'],
    ] as const) {
      const message = await refusal(files, id);
      expect(message).toContain(`templates/${id}/sheet.json`);
      expect(message).toContain(`templates/${other}/sheet.json`);
      expect(message).toContain('linea-145 (denuncias, referidos)');
      expect(message).toContain(`"related": ["${other}"]`);
      expect(message).toContain(`"unrelated": { "${other}": "`);
    }
    expect((await load(files, 'us-mexico-border')).related).toEqual([]);
  });

  it('are refused too when they count different tables that one file feeds', async () => {
    const files = withSheets({ 'linea-145-calls': { figures: [{ id: 'signals', counts: 'signals' }] } });
    expect(await refusal(files, 'linea-145-calls')).toContain('linea-145 (denuncias)');
  });

  it('are loaded when they count records of different files', async () => {
    const calls = { hotlines: ['nhth'], figures: [{ id: 'signals', counts: 'signals' }] };
    const people = { hotlines: ['nhth'], figures: [{ id: 'victims', counts: 'victims' }] };
    const files = withSheets({
      calls,
      people,
      'us-mexico-border': { unrelated: { calls: 'a test only', people: 'a test only' } },
    });
    expect((await load(files, 'calls')).related).toEqual([]);
    expect((await load(files, 'people')).related).toEqual([]);
  });

  it('are loaded when either side calls them related, and those related to them are theirs too', async () => {
    const figures = [{ id: 'cases', counts: 'cases' }];
    const of = (type: string) => ({ hotlines: ['nhth'], figures, population: { countries: ['AR'], type: [type] } });
    const files = withSheets({
      whole: { hotlines: ['nhth'], figures, unrelated: { 'us-mexico-border': 'a test only' } },
      labor: { ...of('labor'), related: ['whole'], unrelated: { 'us-mexico-border': 'a test only' } },
      sex: {
        ...of('sex'),
        related: ['whole'],
        unrelated: { labor: 'other types of trafficking', 'us-mexico-border': 'a test only' },
      },
    });
    expect((await load(files, 'whole')).related.map(({ id }) => id)).toEqual(['labor', 'sex']);
    expect((await load(files, 'labor')).related.map(({ id }) => id)).toEqual(['sex', 'whole']);
  });

  it('may be called unrelated, with a reason', async () => {
    const abroad = {
      figures: [{ id: 'cases', counts: 'cases' }],
      population: { countries: ['BO'] },
      unrelated: { 'linea-145': 'counts cases of another country' },
    };
    expect((await load(withSheets({ abroad }), 'linea-145')).related).toEqual([]);
    const empty = withSheets({ old: { unrelated: { 'linea-145': '   ' } } });
    expect(await refusal(empty, 'linea-145')).toContain('do not declare their relation');
    expect(await refusal(empty, 'old')).toContain('a reason of 10 characters or more');
  });

  it('are refused when they are called unrelated and one counts all that the other counts', async () => {
    const labor = {
      population: { countries: ['AR'], type: ['labor'] },
      unrelated: { 'linea-145': 'counts cases of labor only' },
    };
    const refused = /all (cases|signals) that "labor" counts .* write "related": \["linea-145"\] instead/u;
    for (const from of [undefined, '1990-01-01', '2099-01-01']) {
      const since = { ...labor, ...(from !== undefined && { period: { from } }) };
      expect(await refusal(withSheets({ labor: since }), 'labor')).toMatch(refused);
    }
    expect(await refusal(withSheets({ labor }), 'linea-145')).toContain('write "related": ["labor"] instead');
  });

  it('are refused when they are called both, and when a name belongs to no sheet', async () => {
    const both = withSheets({
      one: { related: ['linea-145'], unrelated: { 'linea-145': 'counts other years only' } },
    });
    expect(await refusal(both, 'linea-145')).toContain('remove one of the two');
    const wrong = withSheets({
      one: { related: ['linea-146', 'one'], unrelated: { 'linea-145': 'counts other years' } },
    });
    const message = await refusal(wrong, 'one');
    expect(message).toContain('related: there is no sheet "linea-146"');
    expect(message).toContain('linea-145');
    expect(message).toContain('"one" is this sheet itself');
  });

  it('do not stop a sheet when the other one is too broken to be published', async () => {
    const files = withSheets({ broken: { hotlines: 'linea-145' } });
    expect((await load(files, 'linea-145')).related).toEqual([]);
  });
});

describe('related sheets that count ages by different lists', () => {
  const label = { en: 'x', es: 'x' };
  const BANDS = {
    $schema: './code-list.schema.json',
    ...{ name: 'bands', label, tables: ['victims'] },
    codes: [
      { key: 'young', label, aliases: [], ages: [0, 24] },
      { key: 'unknown', label, aliases: [] },
    ],
  };
  const figure = (by: string) => [
    { id: 'victims', counts: 'victims' },
    { id: 'ages', counts: 'victims', by },
  ];
  const withBands = (own: string, other: string): DefinitionFiles => {
    const files = withSheets({
      'linea-145': { figures: figure(own), related: ['other'] },
      other: { figures: figure(other) },
    });
    return {
      list: async (folder) => [...(await files.list(folder)), ...(folder === 'codes' ? ['codes/bands.json'] : [])],
      bytes: async (path) => (path === 'codes/bands.json' ? Buffer.from(JSON.stringify(BANDS)) : files.bytes(path)),
    };
  };

  it('are refused, because bands add up to minors and adults', async () => {
    expect(await refusal(withBands('age', 'bands'), 'linea-145')).toMatch(
      /victims are counted by age here and by bands in the related sheet "other"/u,
    );
    expect(await refusal(withBands('bands', 'age'), 'other')).toMatch(/by age here and by bands/u);
    expect(await refusal(withBands('age', 'age'), 'linea-145')).toBe('');
    expect(await refusal(withBands('bands', 'bands'), 'linea-145')).toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import { openDefinitions, programFonts } from '../../local/pipeline/local-runtime.ts';
import { loadUsableDefinitions } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import { checkDefinitions } from '../../src/steps/check-definitions/check-definitions.ts';

const FILES = openDefinitions();

/** The program's definitions with the texts of some files replaced; null removes a file. */
const changed = (changes: Readonly<Record<string, ((text: string) => string) | null>>): DefinitionFiles => ({
  list: async (folder) => (await FILES.list(folder)).filter((path) => changes[path] !== null),
  bytes: async (path) => {
    if (changes[path] === null) throw Object.assign(new Error('not found'), { code: 'ENOENT' });
    const change = changes[path];
    const bytes = await FILES.bytes(path);
    return change ? Buffer.from(change(Buffer.from(bytes).toString('utf8'))) : bytes;
  },
});

async function checked(files: DefinitionFiles): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for await (const { place, failures } of checkDefinitions({ fonts: programFonts }, files))
    found[place] = failures.map(({ message }) => message);
  return found;
}

const LINEA = 'templates/linea-145';

describe('checking all definitions', () => {
  it('finds nothing wrong with the program, messages and pages included', async () => {
    const found = await checked(FILES);
    expect(Object.keys(found)).toEqual(expect.arrayContaining(['codes', 'hotlines/linea-145.json', LINEA]));
    expect(Object.values(found).flat()).toEqual([]);
  });

  it('names every definition that is wrong, and checks the others', async () => {
    const found = await checked(
      changed({
        'hotlines/nhth.json': (text) => text.replace('"lines"', '"line"'),
        [`${LINEA}/message/es.md`]: (text) => text.replace('{cases} denuncias', '{case} denuncias'),
        [`${LINEA}/wording/en.md`]: (text) => text.replace('- title:', '- titel:'),
      }),
    );
    expect(found['hotlines/nhth.json']?.join()).toContain('unknown key "line"; allowed: ');
    expect(found['hotlines/linea-nacional.json']).toEqual([]);
    expect(found['templates/us-mexico-border']?.join()).toContain('a hotline of the sheet is not valid: hotlines/nhth');
    expect(found[LINEA]).toHaveLength(2);
    expect(found[LINEA]?.join()).toContain(`${LINEA}/message/es.md`);
    expect(found[LINEA]?.join()).toContain(`${LINEA}/wording/en.md: lacks the word(s) title`);
  });

  it.each([`${LINEA}/page.json`, `${LINEA}/wording/es.md`, `${LINEA}/charts/map.vl.json`])(
    'names a file that is missing: %s',
    async (path) => {
      expect(
        (await checked(changed({ [path]: null, 'templates/us-mexico-border/sheet.json': null })))[LINEA]?.[0],
      ).toBe(`${path} is missing; write it, or copy it from another sheet`);
    },
  );

  it('checks nothing else with code lists that are wrong', async () => {
    const found = await checked(changed({ 'codes/age.json': () => '{' }));
    expect(Object.keys(found)).toEqual(['codes']);
    expect(found.codes?.[0]).toContain('codes/age.json is not valid JSON');
  });
});

describe('definitions with a hotline that is wrong', () => {
  it('have the others, and know why not this one', async () => {
    const { hotlines, invalid, filesOf } = await loadUsableDefinitions(changed({ 'hotlines/nhth.json': () => '{}' }));
    expect([...hotlines.keys()]).toEqual(expect.arrayContaining(['linea-145', 'linea-nacional']));
    expect(hotlines.has('nhth')).toBe(false);
    expect([...invalid.keys()]).toEqual(['nhth']);
    expect(() => filesOf('nhth')).toThrow('hotlines/nhth.json: id: is missing');
  });
});

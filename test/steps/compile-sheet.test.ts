import { beforeAll, describe, expect, it } from 'vitest';
import { compiledSheet } from '../../local/pipeline/compiled-sheets.ts';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import { compileSheet } from '../../src/steps/compile-sheet/compile-sheet.ts';
import { type CompiledSheet, readCompiledSheet } from '../../src/steps/compile-sheet/compiled-sheet.ts';
import { renderEdition } from '../../src/steps/render-report/render-report.ts';
import { spread } from '../at-length.ts';
import { FONT_FILES } from '../document/page-input.ts';
import { PUBLISHED } from '../document/published-edition.ts';

const FILES = openDefinitions();
const SHEET = 'us-mexico-border';
const render = async (compiled: CompiledSheet) =>
  (await renderEdition({ fonts: FONT_FILES }, compiled, PUBLISHED, 'en')).pdf;

/** Returns definitions with a text of one file replaced. */
const edited = (path: string, from: string, to: string): DefinitionFiles => ({
  list: FILES.list,
  bytes: async (asked) => {
    const bytes = await FILES.bytes(asked);
    if (asked !== path) return bytes;
    const text = Buffer.from(bytes).toString('utf8');
    if (!text.includes(from)) throw new Error(`${path} has no "${from}"`);
    return Buffer.from(text.replace(from, to));
  },
});

async function load(files: DefinitionFiles) {
  const definitions = await loadDefinitions(files);
  return { definitions, files, sheet: await loadSheet(files, definitions, SHEET) };
}

const compile = async (files: DefinitionFiles): Promise<CompiledSheet> => {
  const { definitions, sheet } = await load(files);
  return compileSheet(definitions, files, sheet);
};

describe('a compiled sheet', () => {
  let compiled: CompiledSheet;
  let first: Uint8Array;
  let [before, after] = ['', ''];
  beforeAll(async () => {
    compiled = await compile(FILES);
    before = JSON.stringify(compiled);
    first = await render(compiled);
    after = JSON.stringify(compiled);
  });

  it('is plain JSON, which renders to the same bytes', async () => {
    const file = 'compiled/us-mexico-border.json';
    const beside: DefinitionFiles = {
      list: async (folder) => (folder === 'compiled' ? [file] : []),
      bytes: async () => Buffer.from(before),
    };
    const read = await readCompiledSheet(beside, SHEET);

    expect(Buffer.compare(await render(read), first)).toBe(0);
    await expect(readCompiledSheet(beside, 'linea-145')).rejects.toMatchObject({
      name: 'DefinitionInvalid',
      message: expect.stringMatching(/without the sheet "linea-145"; it has compiled\/us-mexico-border\.json/u),
    });
  });

  it('is not changed by rendering', async () => {
    expect(after === before).toBe(true);
    expect(Buffer.compare(await render(compiled), first)).toBe(0);
  });

  it.each([
    [`templates/${SHEET}/page.json`, '"chart": "map"', '"chrt": "map"', /page\.json/u],
    [
      `templates/${SHEET}/charts/map.vl.json`,
      '"geoshape"',
      '"geshape"',
      /map\.vl\.json, layer 1, layer 1: .*"geshape"/u,
    ],
    [`templates/${SHEET}/charts/map.vl.json`, 'us-mx/states', 'us-mx/sates', /map\.vl\.json: .*us-mx\/sates/u],
    [`templates/${SHEET}/wording/es.md`, 'map.hawaii', 'map.hawai', /map\.vl\.json.*map\.hawaii/u],
  ])('fails before anything is rendered when a file is wrong: %s, %s', async (path, from, to, message) => {
    await expect(compile(edited(path, from, to))).rejects.toMatchObject({ message: expect.stringMatching(message) });
  });
});

describe('a sheet on one machine', () => {
  const compiledOf = async (files: DefinitionFiles): Promise<CompiledSheet> => {
    const { definitions, sheet } = await load(files);
    return compiledSheet(definitions, files, sheet);
  };

  it('is compiled once while its definitions stay the same', async () => {
    const [first, second] = [await compiledOf(FILES), await compiledOf(FILES)];
    expect(first === second).toBe(true);
  });

  const CHANGES: readonly (readonly [string, DefinitionFiles])[] = [
    ['its own folder', edited(`templates/${SHEET}/wording/en.md`, 'Mexico', 'México')],
    ['a code list', edited('codes/state.json', 'Texas', 'Tejas')],
    ['the name of a hotline', edited('hotlines/nhth.json', 'National', 'Federal')],
    ['boundaries', edited('boundaries/us-mx.topo.json', '"Texas"', '"Tejas"')],
  ];
  it.each(spread(CHANGES, 2))('is compiled again when another text is in %s', async (_, files) => {
    const before = await compiledOf(FILES);
    const after = await compiledOf(files);
    expect(JSON.stringify(after) === JSON.stringify(before)).toBe(false);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { programFonts } from '../../local/pipeline/local-runtime.ts';
import { loadDefinitions, loadFamily } from '../../src/definitions/load-definitions.ts';
import { chartsOf, entriesOf, figuresOf } from '../../src/document/page/page-definition.ts';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import type { Language } from '../../src/domain/languages.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { checkDefinitions } from '../../src/steps/check-definitions/check-definitions.ts';
import { inventedEdition, shortEditions } from '../../src/steps/check-definitions/invented-edition.ts';
import { compileSheet } from '../../src/steps/compile-sheet/compile-sheet.ts';
import type { CompiledSheet } from '../../src/steps/compile-sheet/compiled-sheet.ts';
import { loadMessage } from '../../src/steps/distribute/message-material.ts';
import { renderEdition } from '../../src/steps/render-report/render-report.ts';
import { changedFiles } from '../definitions/changed-files.ts';
import { pdfText } from '../local/pdf-text.ts';

const FILES = changedFiles({
  'templates/us-mexico-border/sheet.json': (json) => ({
    ...json,
    family: { by: 'state', members: ['US-TX', 'MX-MEX'] },
  }),
});
const DEFINITIONS = await loadDefinitions(FILES);
const fonts = programFonts;

let texas: Sheet;
let compiled: CompiledSheet;

beforeAll(async () => {
  const [, first] = await loadFamily(FILES, DEFINITIONS, 'us-mexico-border');
  texas = first as Sheet;
  compiled = await compileSheet(DEFINITIONS, FILES, texas);
});

const invented = (): PublishedEdition => inventedEdition(texas, DEFINITIONS.codes);
const pages = (edition: PublishedEdition, language: Language) => renderEdition({ fonts }, compiled, edition, language);

const textOf = async (pdf: Uint8Array): Promise<string> => (await pdfText(pdf)).join(' ');

describe('the page of a member', () => {
  it('leaves out the parts whose figures it does not count, and the rest of the page stays', () => {
    expect(figuresOf(compiled.page)).not.toContain('signals');
    expect(chartsOf(compiled.page).map(({ chart }) => chart)).not.toContain('signals-by-month');
    const tiles = entriesOf(compiled.page).find(({ part }) => part === 'tiles');
    expect(tiles).toMatchObject({ figures: ['cases', 'victims', 'traffickers'] });
    expect(compiled.page.pages).toHaveLength(2);
  });

  it('names the member in its title and outlines its shape on the map, described in words', async () => {
    const { pdf, charts } = await pages(invented(), 'en');
    const text = await textOf(pdf);
    expect(text).toContain('Human Trafficking in Texas');
    expect(text).not.toMatch(/[{}]/u);
    const mexico = { ...compiled, sheet: { ...texas, member: 'MX-MEX' } };
    const other = await renderEdition({ fonts }, mexico, invented(), 'en');
    expect(charts.map).not.toBe(other.charts.map);
    expect(charts['type-bar']).toBe(other.charts['type-bar']);
  });

  it('is one honest page if there is too little to print, which is not the same as none', async () => {
    const [none, few] = shortEditions(invented());
    const nothing = await textOf((await pages(none as PublishedEdition, 'en')).pdf);
    expect(nothing).toContain('No case of trafficking in Texas');
    expect(nothing).toContain('Page 1 of 1');
    const little = await textOf((await pages(few as PublishedEdition, 'es')).pdf);
    expect(little).toContain('menos de 10');
    expect(little).toContain('1-888-373-7888');
    expect(little).not.toContain('Perfil de las víctimas');
  });

  it('shows figures if one total can be printed', async () => {
    const [none] = shortEditions(invented());
    const figures = (none as PublishedEdition).figures.map((figure) =>
      figure.id === 'cases' ? { ...figure, total: 12 } : figure,
    );
    expect(await textOf((await pages({ ...invented(), figures }, 'en')).pdf)).toContain('Page 1 of 2');
  });
});

describe('the check of a family', () => {
  /** The definitions without the other sheets, which the check would lay out too. */
  const aloneIn = (files: typeof FILES): typeof FILES => ({
    ...files,
    list: async (folder) => (await files.list(folder)).filter((path) => !path.startsWith('templates/linea-145')),
  });
  const failures = async (files: typeof FILES): Promise<string> => {
    for await (const { place, failures: found } of checkDefinitions({ fonts }, aloneIn(files)))
      if (place === 'templates/us-mexico-border') return found.map(({ message }) => message).join('\n');
    return '';
  };
  /** The sheet in one language, because a mistake in a language is found without the others. */
  const IN_ENGLISH = changedFiles(
    { 'templates/us-mexico-border/sheet.json': (json) => ({ ...json, languages: ['en'] }) },
    FILES,
  );
  const withEnglish = (change: (text: string) => string): typeof FILES => ({
    ...IN_ENGLISH,
    bytes: async (path) => {
      const bytes = await IN_ENGLISH.bytes(path);
      return path === 'templates/us-mexico-border/wording/en.md'
        ? Buffer.from(change(Buffer.from(bytes).toString()))
        : bytes;
    },
  });

  it('accepts the shipped sheet as a family, and finds what members’ texts lack', async () => {
    expect(await failures(FILES)).toBe('');
    expect(await failures(withEnglish((text) => text.replace('- title.member:', '- title.mamber:')))).toMatch(
      /lacks the word\(s\) title\.member and has the unknown word\(s\) title\.mamber/u,
    );
    expect(await failures(withEnglish((text) => text.replace('## intro.few', '## intro.fow')))).toMatch(/intro\.few/u);
    expect(await failures(withEnglish((text) => text.replace('{member.in}: Cases', '{membre}: Cases')))).toMatch(
      /"title\.member": there is no figure or value \{membre\}/u,
    );
  });
});

describe('the message about a member', () => {
  it('names the member, leaves out figures that it does not have, and says when there is too little', async () => {
    const { definition, wording } = await loadMessage(FILES, DEFINITIONS.codes, texas, invented());
    expect(definition.headline).toEqual(['cases', 'victims', 'traffickers']);
    expect(wording.get('es')?.words.subject).toMatch(/^Trata de personas en Texas:/u);
    expect(JSON.stringify([...wording.values()])).not.toMatch(/\{member|\.member"/u);
    const [, few] = shortEditions(invented());
    const little = await loadMessage(FILES, DEFINITIONS.codes, texas, few as PublishedEdition);
    expect(JSON.stringify(little.wording.get('en')?.prose.body)).toContain('too few cases in Texas');
  });
});

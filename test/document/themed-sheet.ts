import { readFileSync } from 'node:fs';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import type { Language } from '../../src/domain/languages.ts';
import { compileSheet } from '../../src/steps/compile-sheet/compile-sheet.ts';
import type { CompiledSheet } from '../../src/steps/compile-sheet/compiled-sheet.ts';
import { renderEdition } from '../../src/steps/render-report/render-report.ts';
import { FONT_FILES, templateText } from './page-input.ts';
import { LINEA_145 } from './published-edition.ts';

const FOLDER = 'templates/linea-145';
const FONTS = new URL('../../node_modules/pdfjs-dist/standard_fonts/', import.meta.url);

export const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40">
  <title>not read</title>
  <g transform="translate(10 0)" fill="#5B2A86">
    <circle cx="20" cy="20" r="16"/>
    <path d="M40,4 h50 v8 h-50 z M40,28h50v8h-50z" fill="#C2571A" fill-rule="evenodd"/>
  </g>
</svg>`;

export const THEME = {
  colors: {
    band: '#3B1F4A',
    mark: '#F2B134',
    first: '#5B2A86',
    second: '#C2571A',
    series: '#8A63B0',
    panel: '#F6F1FA',
    map: ['#EFEAF3', '#CDB7DD', '#A583C2', '#6B3F92', '#34164D'],
  },
  fonts: { license: 'fonts/LICENSE.txt', text: 'fonts/Text.ttf', bold: 'fonts/Bold.ttf' },
  logo: 'logo.svg',
};

/** Files of a sheet's folder that are added or replaced, by their path in it. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

const page = JSON.parse(templateText('linea-145/page.json'));
const [first, second] = page.pages;
/** The first page with another masthead. */
export const withMasthead = (masthead: object): object[] =>
  first.parts.map((part: { part: string }) => (part.part === 'masthead' ? { part: 'masthead', ...masthead } : part));

/** The pages of page.json on A4. */
export const onA4 = (masthead: object): string =>
  JSON.stringify({ paper: 'A4', pages: [{ parts: withMasthead(masthead) }, second] });

const withLogo = (language: Language, text: string): string =>
  templateText(`linea-145/wording/${language}.md`)
    .replace('## words\n\n', `## words\n\n- logo: ${text}\n`)
    .replace(/^- title: .*$/mu, '- title: La trata de personas y la Línea 145');

/** The sheet of Línea 145 on A4, in other colours and fonts, with a logo. */
export const THEMED: Files = {
  'theme.json': JSON.stringify(THEME),
  'logo.svg': LOGO,
  'fonts/LICENSE.txt': readFileSync(new URL('LICENSE_LIBERATION', FONTS)),
  'fonts/Text.ttf': readFileSync(new URL('LiberationSans-Regular.ttf', FONTS)),
  'fonts/Bold.ttf': readFileSync(new URL('LiberationSans-Bold.ttf', FONTS)),
  'page.json': onA4({}),
  'wording/en.md': withLogo('en', 'Logo of the invented line'),
  'wording/es.md': withLogo('es', 'Logotipo de la línea inventada'),
};

/** Returns the program's definitions with other files in the folder of Línea 145's sheet. */
export function definitionsWith(others: Files): DefinitionFiles {
  const own = openDefinitions();
  const paths = Object.keys(others).map((path) => `${FOLDER}/${path}`);
  return {
    list: async (folder) => {
      const listed = await own.list(folder);
      return [...new Set([...listed, ...paths.filter((path) => path.startsWith(`${folder}/`))])].toSorted();
    },
    bytes: async (path) => {
      const other = path.startsWith(`${FOLDER}/`) ? others[path.slice(FOLDER.length + 1)] : undefined;
      return other === undefined ? own.bytes(path) : new Uint8Array(Buffer.from(other));
    },
  };
}

/** Compiles the sheet of Línea 145 with other files in its folder. */
export async function compiledWith(others: Files): Promise<CompiledSheet> {
  const files = definitionsWith(others);
  const definitions = await loadDefinitions(files);
  return compileSheet(definitions, files, await loadSheet(files, definitions, 'linea-145'));
}

/** Renders the published edition of a compiled sheet. */
export const renderCompiled = async (compiled: CompiledSheet, language: Language): Promise<Uint8Array> =>
  (await renderEdition({ fonts: FONT_FILES }, compiled, LINEA_145, language)).pdf;

import { describe, expect, it } from 'vitest';
import { loadDefinitions } from '../../src/definitions/load-definitions.ts';
import { FACES } from '../../src/document/page/fonts.ts';
import { readLogo } from '../../src/document/page/logo.ts';
import { currentWordings, wordingIn } from '../../src/steps/edition-wording.ts';
import { pageFonts } from '../../src/steps/page-fonts.ts';
import { FONT_FILES } from './page-input.ts';
import { LINEA_145 } from './published-edition.ts';
import { openPdf, readPage } from './read-pdf.ts';
import {
  compiledWith,
  definitionsWith,
  type Files,
  LOGO,
  onA4,
  renderCompiled,
  THEME,
  THEMED,
} from './themed-sheet.ts';

const A4 = [0, 0, 595.28, 841.89];
const theme = (change: object): Files => ({ ...THEMED, 'theme.json': JSON.stringify({ ...THEME, ...change }) });
const withColor = (color: object): Files => theme({ colors: { ...THEME.colors, ...color } });

describe('a sheet with a theme on A4', () => {
  it('is drawn in its paper, fonts and colours, and its logo is read', async () => {
    const compiled = await compiledWith(THEMED);
    const bytes = await renderCompiled(compiled, 'es');
    const pdf = await openPdf(bytes);
    expect(pdf.numPages).toBe(2);
    const page = await pdf.getPage(1);
    expect(page.view).toEqual(A4);
    const { root } = await readPage(pdf, 1);
    expect(JSON.stringify(root)).toContain('Logotipo de la línea inventada');
    const fonts = Buffer.from(bytes).toString('latin1');
    expect(fonts).toMatch(/LiberationSans/u);
    expect(fonts).not.toMatch(/Barlow/u);
    expect(JSON.stringify(compiled.languages.es?.charts)).toContain('#8A63B0');
    expect(JSON.stringify(compiled.languages.es?.charts)).not.toContain('#4B9099');
    expect(Buffer.compare(bytes, await renderCompiled(compiled, 'es'))).toBe(0);
  });

  it('has its fonts opened once for all of its pages, and each page has the bytes of the first', async () => {
    const compiled = await compiledWith(THEMED);
    const first = await renderCompiled(compiled, 'es');
    const [fonts, others] = await Promise.all([
      pageFonts(compiled.theme, FONT_FILES),
      pageFonts(compiled.theme, FONT_FILES),
    ]);
    for (const face of FACES) expect(fonts[face]).toBe(others[face]);
    expect(Buffer.compare(await renderCompiled(compiled, 'es'), first)).toBe(0);
  });

  it('has the words of its logo in the portal and on public pages too', async () => {
    const files = definitionsWith(THEMED);
    const source = { files, definitions: await loadDefinitions(files) };
    const { wording } = wordingIn(await currentWordings(source, LINEA_145), 'es', true);
    expect(wording.words.logo).toEqual([{ text: 'Logotipo de la línea inventada' }]);
  });

  it('draws the land of boundaries in its masthead, fitted', async () => {
    const { 'theme.json': _, 'logo.svg': _logo, ...others } = THEMED;
    const compiled = await compiledWith({
      'wording/es.md': String(others['wording/es.md']).replace(/^- logo: .*\n/mu, ''),
      'wording/en.md': String(others['wording/en.md']).replace(/^- logo: .*\n/mu, ''),
      'page.json': onA4({ land: 'ar' }),
    });
    expect(compiled.charts[0]).toMatchObject({ chart: 'land-ar', figure: null });
    expect((await renderCompiled(compiled, 'en')).length).toBeGreaterThan(10_000);
  });
});

describe('a theme is refused, with file and place', () => {
  it.each<[string, Files, RegExp]>([
    [
      'white text that nobody can read',
      withColor({ band: '#9FC5E8' }),
      /theme\.json:\n {2}colors: white text on "band" \(#FFFFFF and #9FC5E8\) has a contrast of 1\.8\d:1; at least 4\.5:1 is needed/u,
    ],
    ['a pale bar', withColor({ series: '#DDDDDD' }), /"series" on white .* at least 3:1/u],
    [
      'two classes that look alike',
      withColor({ map: ['#EFEAF3', '#EFEAF2', '#A583C2', '#6B3F92', '#34164D'] }),
      /colours 1 and 2 of "map"/u,
    ],
    [
      'four colours for a map',
      withColor({ map: ['#EFEAF3', '#CDB7DD', '#A583C2', '#6B3F92'] }),
      /theme\.json: [\s\S]*colors\.map/u,
    ],
    ['a colour by name', withColor({ band: 'purple' }), /colors\.band: .*#14616D/u],
    [
      'a font that is not there',
      theme({ fonts: { ...THEME.fonts, text: 'fonts/None.ttf' } }),
      /fonts\.text: the folder of the sheet has no fonts\/None\.ttf/u,
    ],
    [
      'a path out of the folder',
      theme({ fonts: { ...THEME.fonts, text: '../../fonts/x.ttf' } }),
      /a file in the sheet's folder/u,
    ],
    [
      'a font that is a text',
      { ...THEMED, 'fonts/Text.ttf': 'not a font' },
      /fonts\/Text\.ttf: is not a TrueType or OpenType font/u,
    ],
    [
      'fonts without a licence',
      { ...THEMED, 'fonts/LICENSE.txt': 'OFL' },
      /fonts\/LICENSE\.txt: is too short to be the licence/u,
    ],
    [
      'a logo without words',
      { ...THEMED, 'wording/en.md': String(THEMED['wording/en.md']).replace(/^- logo: .*\n/mu, '') },
      /wording\/en\.md[\s\S]*logo/u,
    ],
    [
      'a masthead of two pictures',
      { ...THEMED, 'page.json': onA4({ land: 'ar', chart: 'masthead' }) },
      /page\.json: a masthead has a "chart" or a "land", not both/u,
    ],
  ])('%s', async (_, files, message) => {
    await expect(compiledWith(files)).rejects.toMatchObject({
      name: 'DefinitionInvalid',
      message: expect.stringMatching(message),
    });
  });
});

describe('a logo is refused that has', () => {
  const inside = (element: string): string => LOGO.replace('</g>', `${element}</g>`);
  it.each([
    ['a script', inside('<script>alert(1)</script>'), /logo\.svg: has <script>; a logo has only shapes \(path, rect/u],
    ['an image', inside('<image href="https://example.org/x.png"/>'), /has <image>/u],
    ['another file in it', inside('<use href="#x"/>'), /has <use>/u],
    ['a style', inside('<path d="M0,0h1" style="fill:red"/>'), /has style in <path>/u],
    ['an action', LOGO.replace('<svg ', '<svg onload="x()" '), /has onload in <svg>/u],
    ['a gradient', inside('<path d="M0,0h1" fill="url(#g)"/>'), /a fill of <path> that no page can draw/u],
    ['a text', inside('<text>Línea</text>'), /has <text>/u],
    ['an entity', `<!DOCTYPE svg [<!ENTITY x "y">]>${LOGO}`, /a document type/u],
    ['a name of all objects', inside('<constructor/>'), /has <constructor>/u],
    ['a place that is not a number', inside('<rect x="1e" width="1" height="1"/>'), /a x of <rect>/u],
    ['a skewed shape', inside('<rect width="1" height="1" transform="skewX(3)"/>'), /a transform that is not one/u],
    ['no shape', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', /has no shape/u],
    ['no size', LOGO.replace('viewBox="0 0 100 40"', ''), /no viewBox with a width and a height/u],
    ['no end', LOGO.slice(0, -20), /not XML/u],
  ])('%s', (_, svg, message) => {
    expect(() => readLogo(svg, 'logo.svg')).toThrow(message);
  });
});

import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { layOut } from '../../src/document/page/lay-out.ts';
import { renderPdf } from '../../src/document/pdf/render-pdf.ts';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import type { Language } from '../../src/domain/languages.ts';
import { spread } from '../at-length.ts';
import { KINDS, renderKind } from './kinds.ts';
import { FONTS, pageInput } from './page-input.ts';
import { INCOMPLETE, PUBLISHED, SUPPRESSED } from './published-edition.ts';
import { everyElement, OPS, openPdf, type ReadElement, readPage, wholeText } from './read-pdf.ts';

const BEGINS = new Set([OPS.beginMarkedContent, OPS.beginMarkedContentProps]);
/** Every operator of pdf.js that leaves ink: shapes, texts, pictures. */
const PAINTS = new Set(
  Object.entries(OPS).flatMap(([name, operator]) =>
    /^(?:constructPath|fill|eoFill|stroke|closeStroke|fillStroke|showText|showSpacedText|paint\w*|shadingFill)$/u.test(
      name,
    )
      ? [operator]
      : [],
  ),
);

/** Returns, for each operator that leaves ink, how many levels of marked content contain it. */
function depthsOfInk(operators: readonly number[]): number[] {
  let depth = 0;
  return operators.flatMap((operator) => {
    if (BEGINS.has(operator)) depth += 1;
    if (operator === OPS.endMarkedContent) depth -= 1;
    return PAINTS.has(operator) ? [depth] : [];
  });
}

interface Reading {
  readonly pdf: PDFDocumentProxy;
  readonly pages: readonly { readonly root: ReadElement; readonly artifacts: string }[];
  /** Every element of every page in reading order. */
  readonly all: readonly ReadElement[];
}

async function read(language: Language, edition: PublishedEdition = PUBLISHED): Promise<Reading> {
  const pdf = await openPdf(await renderPdf(layOut(pageInput(language, edition)), FONTS));
  const pages = [await readPage(pdf, 1), await readPage(pdf, 2)];
  return { pdf, pages, all: pages.flatMap(({ root }) => everyElement(root)) };
}

const ofRole = ({ all }: Reading, role: string): ReadElement[] => all.filter((one) => one.role === role);

const titlesOf = (items: readonly { readonly title: string }[] = []): string[] => items.map(({ title }) => title);

it('has no table without rows: a figure with total 0 is a heading and a sentence', async () => {
  const figures = PUBLISHED.figures.map((one) =>
    one.id === 'victims-by-nationality' ? { ...one, total: 0, cells: [] } : one,
  );

  const reading = await read('en', { ...PUBLISHED, figures });

  for (const table of ofRole(reading, 'Table')) expect(everyElement(table).map(({ role }) => role)).toContain('TBody');
  expect(ofRole(reading, 'P').map(wholeText)).toContain('None known.');
});

describe.each(['en', 'es'] as const)('the structure of the PDF in %s', (language) => {
  let reading: Reading;

  beforeAll(async () => {
    reading = await read(language);
  });

  it('says its language, its title and that it is marked', async () => {
    const { info } = await reading.pdf.getMetadata();

    expect(info).toMatchObject({ Language: language === 'en' ? 'en-US' : 'es-MX', PDFFormatVersion: '1.7' });
    expect(info).toHaveProperty('Title', pageInput(language).wording.words.title?.[0]?.text);
    expect(await reading.pdf.getMarkInfo()).toMatchObject({ Marked: true });
    expect((await reading.pdf.getViewerPreferences()) as object).toMatchObject({ DisplayDocTitle: true });
  });

  it('claims to be PDF/UA-1 (npm run conformance has veraPDF confirm it)', async () => {
    const { metadata } = await reading.pdf.getMetadata();

    expect(metadata?.get('pdfuaid:part')).toBe('1');
  });

  it('has one first heading and skips no level', () => {
    const levels = reading.all.map(({ role }) => /^H([1-6])$/u.exec(role)?.[1]).filter((level) => level !== undefined);

    expect(levels.filter((level) => level === '1')).toEqual(['1']);
    expect(levels[0]).toBe('1');
    for (const [index, level] of levels.slice(1).entries()) {
      expect(Number(level) - Number(levels[index])).toBeLessThanOrEqual(1);
    }
  });

  it('lists its headings in the outline', async () => {
    const [title, ...others] = (await reading.pdf.getOutline()) ?? [];

    expect(others).toEqual([]);
    expect(titlesOf(title?.items)).toEqual(ofRole(reading, 'H2').map(wholeText));
    expect(titlesOf(title?.items[1]?.items)).toEqual(ofRole(reading, 'H3').map(wholeText));
  });

  it('describes every chart in words and gives its position', () => {
    const figures = ofRole(reading, 'Figure');

    expect(figures.map(({ alt }) => alt)).toEqual(
      ['map', 'type-bar', 'top-labor-industries', 'top-sex-types', 'signals-by-month'].map(
        (name) => `The figure ${name} in words`,
      ),
    );
    expect(figures[0]?.bbox).toEqual([36, 200, 346, 470]);
  });

  it('has six tables, each row headed by its label and each column by its head, spoken where it is not drawn', () => {
    const tables = ofRole(reading, 'Table');
    const heads = (tables[0]?.children[0]?.children[0]?.children ?? []).map((cell) => [
      cell.role,
      wholeText(cell) || cell.alt,
    ]);
    const rows = (tables[0]?.children[1]?.children ?? []).map((row) => row.children.map(({ role }) => role));

    expect(tables).toHaveLength(6);
    expect(heads.map(([role]) => role)).toEqual(['TH', 'TH', 'TH']);
    expect(heads.map(([, text]) => text)).toEqual(
      language === 'en' ? ['Gender', 'People', 'Percent'] : ['Género', 'Personas', 'Porcentaje'],
    );
    expect(rows).toEqual(Array.from({ length: 4 }, () => ['TH', 'TD', 'TD']));
  });

  it('has lists of items with bodies', () => {
    for (const list of ofRole(reading, 'L')) {
      for (const item of list.children) {
        expect(item.role).toBe('LI');
        expect(item.children.at(-1)?.role).toBe('LBody');
      }
    }
    expect(ofRole(reading, 'L')).toHaveLength(2);
  });

  it('gives every link its text and its annotation', async () => {
    const links = ofRole(reading, 'Link');
    const annotations = [
      ...(await (await reading.pdf.getPage(1)).getAnnotations()),
      ...(await (await reading.pdf.getPage(2)).getAnnotations()),
    ];

    expect(links.every(({ annotated }) => annotated)).toBe(true);
    expect(links.map(wholeText)).toEqual(annotations.map(({ contentsObj }) => contentsObj.str));
    expect(annotations.map(({ unsafeUrl }) => unsafeUrl).slice(0, 3)).toEqual([
      'tel:+18883737888',
      'sms:233733',
      'tel:+528005533000',
    ]);
  });

  it('reads in the order of the page', () => {
    const [first] = reading.pages;
    const roles = (first?.root.children[0]?.children ?? []).map(({ role }) => role);

    expect(roles.join(' ')).toBe('P H1 P P P P P P P H2 P Figure L P H2 P Figure H3 P Figure H3 P Figure P');
  });

  it('says of a case study what it is after its heading, where a reader who goes by headings hears it', () => {
    const elements = reading.pages[1]?.root.children[0]?.children ?? [];
    const kicker = elements.findIndex((one) => /Composite|Basado en varios casos/u.test(wholeText(one)));

    expect(elements[kicker]?.role).toBe('P');
    expect(elements[kicker - 1]?.role).toBe('H2');
  });

  it('leaves what repeats and what decorates out of the reading', () => {
    const [first, second] = reading.pages;

    expect(first?.artifacts).toMatch(/1 (of|de) 2/u);
    expect(second?.artifacts).toContain(pageInput(language).wording.words.title?.[0]?.text);
    expect(wholeText(second?.root ?? first!.root)).not.toContain(pageInput(language).wording.words.title?.[0]?.text);
  });
});

const PAINTED = spread(
  KINDS.filter(({ name }) => name !== 'million'),
  4,
);
describe.each(PAINTED)('everything painted on $name in $language', (kind) => {
  it('is content of an element or an artifact', async () => {
    const pdf = await openPdf(await renderKind(kind));

    for (const number of [1, 2]) {
      const { fnArray } = await (await pdf.getPage(number)).getOperatorList();
      const depths = depthsOfInk(fnArray);

      expect(depths.length).toBeGreaterThan(100);
      expect(depths.filter((depth) => depth !== 1)).toEqual([]);
    }
  });
});

describe('the structure of an edition that is not plain', () => {
  it('reads a hidden cell as not shown', async () => {
    const reading = await read('es', SUPPRESSED);
    const spans = ofRole(reading, 'Span');

    // Four cells with count and share, and one tile's total.
    expect(spans.length).toBe(9);
    expect(spans.every((span) => wholeText(span) === '‡' && span.alt === 'no se muestra')).toBe(true);
  });

  it('reads the draft mark first on the first page and repeats it as an artifact', async () => {
    const { pages } = await read('en', INCOMPLETE);

    expect(wholeText(pages[0]!.root.children[0]!.children[0]!)).toContain('DRAFT, INCOMPLETE');
    expect(pages[1]!.artifacts).toContain('DRAFT, INCOMPLETE');
  });
});

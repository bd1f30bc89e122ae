import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLabels } from '../../src/definitions/code-labels.ts';
import { parseSheet } from '../../src/definitions/parse-sheet.ts';
import { PAGE_SCHEMA } from '../../src/document/page/page-definition.ts';
import { pdfText } from '../local/pdf-text.ts';
import { fragmentsOf, readDocument, stepsOf, tableUnder } from './document-blocks.ts';
import { newReader, notPrinted, type Ran, type Reader } from './reader.ts';
import { workedHotline } from './worked-hotline.ts';

const HOTLINE = readDocument('docs/add-a-hotline.md');
const SHEET = readDocument('docs/add-a-sheet.md');

let reader: Reader;
let ran: Ran[];
let trial: string;

beforeAll(async () => {
  reader = await newReader();
  await reader.follow(
    stepsOf(HOTLINE).filter((step) => 'file' in step || /^(?:cp|mkdir) /u.test(step.command.command)),
  );
  ran = await reader.follow(stepsOf(SHEET));
  trial = join(reader.folder, 'trial');
});
afterAll(() => reader?.leave());

const json = async (path: string) => JSON.parse(await readFile(join(trial, path), 'utf8'));

type Fragment = Record<string, unknown>;

interface AnnexCell {
  readonly key: string;
  readonly count?: number;
  readonly class?: { readonly to: number | null };
}

const BROKEN_DOWN = [
  'victims-by-type',
  'victims-by-gender',
  'victims-by-age',
  'victims-by-nationality',
  'cases-by-state',
];
const AT_LEAST_3 = { from: 3, to: null };
const FEWER = { from: 1, to: 2 };

describe('following docs/add-a-sheet.md after docs/add-a-hotline.md', () => {
  it('prints what the document shows, command by command', () => {
    expect(ran.length).toBeGreaterThanOrEqual(6);
    for (const one of ran) expect({ ...one, missing: notPrinted(one) }).toEqual({ ...one, missing: [] });
  });

  it.each([
    ['es', 'La trata de personas según la Línea Ceiba', /15 víctimas .*Hombres 7 47% .*Adultas o se desconoce 11 73%/u],
    ['en', 'Human Trafficking as Reported to Línea Ceiba', /15 victims .*Male 7 47% .*Adult or unknown 11 73%/u],
  ])('writes a PDF with a map and the figures in %s', async (language, title, figures) => {
    const pages = await pdfText(join(trial, `out/ceiba-2026-01.${language}.draft.pdf`));
    expect(pages).toHaveLength(2);
    expect(pages[0]?.replace(/\s+/gu, ' ')).toContain(title);
    expect(pages[0]).toContain('Huehuetenango');
    expect(pages.join(' ')).toMatch(figures);
  });

  it('marks the incomplete edition on its page', async () => {
    const [page] = await pdfText(join(trial, 'out/ceiba-2026-02.es.draft.pdf'));
    expect(page).toContain('Borrador, incompleto');
  });

  it('counts the invented rows as a person counts them', async () => {
    const { figures, complete } = await json('out/ceiba-2026-01.figures.json');
    const cells = (id: string) =>
      Object.fromEntries(
        figures[id].cells
          .filter((cell: AnnexCell) => cell.class?.to !== 0)
          .map((cell: AnnexCell) => [cell.key, cell.count ?? cell.class ?? null]),
      );
    expect(complete).toBe(true);
    expect(Object.fromEntries(['signals', 'cases', 'victims'].map((id) => [id, figures[id].total]))).toEqual({
      signals: 11,
      cases: 9,
      victims: 15,
    });
    expect(Object.fromEntries(BROKEN_DOWN.map((id) => [id, cells(id)]))).toEqual({
      'victims-by-type': { labor: 8, sex: 4, 'sex-and-labor': 3, other: 0 },
      'victims-by-gender': { male: 7, female: 8, 'gender-minority': 0, unknown: 0 },
      'victims-by-age': { minor: 4, 'adult-or-unknown': 11 },
      'victims-by-nationality': { GT: 11, HN: 4 },
      'cases-by-state': { 'GT-01': AT_LEAST_3, 'GT-12': AT_LEAST_3, 'GT-13': FEWER },
    });
  });

  it('marks the incomplete edition in its data annex', async () => {
    const { complete, missing } = await json('out/ceiba-2026-02.figures.json');
    expect(complete).toBe(false);
    expect(missing.length).toBe(2);
  });
});

describe('a fragment that docs/add-a-sheet.md shows', () => {
  /** The fragments, by what they are: a figure, a part of a page, or keys of a definition. */
  const fragments = fragmentsOf(SHEET, 'json').map(
    (text): Fragment => JSON.parse(/^\s*\{/u.test(text) ? text : `{${text}}`),
  );
  const having = (key: string): Fragment[] => fragments.filter((fragment) => Object.hasOwn(fragment, key));

  /** The example's sheet with keys replaced, parsed with its code lists. */
  const parsedWith = async (changed: Fragment) => {
    const sheet = await json('templates/ceiba/sheet.json');
    const { codes } = await workedHotline(trial);
    const around = { place: 'templates/ceiba/sheet.json', version: '', hotlines: ['linea-ceiba'], codes };
    return parseSheet({ ...sheet, ...changed }, around);
  };

  it('is one of the kinds that are tried here', () => {
    const kinds = ['counts', 'family', 'continued', 'part', 'MX-MEX'];
    expect(kinds.map((kind) => having(kind).length)).toEqual([3, 1, 1, 1, 1]);
    expect(fragments).toHaveLength(7);
  });

  it('is accepted in the sheet: figures, with the figure that they are part of, and a family', async () => {
    const { figures } = await json('templates/ceiba/sheet.json');
    for (const figure of having('counts')) {
      const whole = figures.filter(({ id }: { id: string }) => figure.partOf !== undefined && id === 'victims-by-age');
      const alone = whole.map(({ id, counts, by }: Fragment) => ({ id, counts, by }));
      expect((await parsedWith({ figures: [...alone, figure] })).figures.at(-1)?.id).toBe(figure.id);
    }
    const { family } = await parsedWith(having('family')[0] ?? {});
    expect(family?.members.map(({ key }) => key)).toEqual(expect.arrayContaining(['GT-01', 'GT-12', 'GT-13']));
  });

  it('is accepted in the page, and in the labels of codes', async () => {
    const page = await json('templates/ceiba/page.json');
    const [part] = having('part');
    expect(PAGE_SCHEMA.parse({ ...page, ...having('continued')[0] }).continued?.parts).toHaveLength(2);
    expect(PAGE_SCHEMA.parse({ pages: [{ parts: [part] }] }).pages[0]?.parts[0]).toMatchObject({ part: 'ready-chart' });
    const { state } = withLabels((await workedHotline(trial)).codes, 'es', { state: having('MX-MEX')[0] }, 'es.json');
    expect(state.codes.find(({ key }) => key === 'MX-MEX')?.forms?.es).toEqual({ article: 'el' });
  });
});

describe('what docs/add-a-sheet.md says is refused', () => {
  const rows = tableUnder(SHEET, 'What is refused, and why');

  it('names at least ten refusals', () => expect(rows.length).toBeGreaterThanOrEqual(10));

  it.each(rows)('refuses %s: %s', async (figure = '', because = '') => {
    const sheet = await json('templates/ceiba/sheet.json');
    const { codes } = await workedHotline(trial);
    const around = { place: 'templates/ceiba/sheet.json', version: '', hotlines: ['linea-ceiba'], codes };
    const added = { ...sheet, figures: [...sheet.figures, JSON.parse(figure.replaceAll('`', ''))] };
    expect(() => parseSheet(sheet, around)).not.toThrow();
    expect(() => parseSheet(added, around)).toThrow(because);
  });
});

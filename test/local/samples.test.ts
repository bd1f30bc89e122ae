import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onlyAtLength } from '../at-length.ts';
import { ROOT, type Run, run, scratch } from './command-line.ts';
import { pdfText } from './pdf-text.ts';

/** The published figures (figures.md, "The first sheet"). */
const PUBLISHED = {
  'victims-by-type': [
    ['labor', 793, 63],
    ['sex', 389, 31],
    ['sex-and-labor', 50, 4],
    ['other', 25, 2],
  ],
  'victims-by-gender': [
    ['male', 572, 46],
    ['female', 609, 48],
    ['gender-minority', 12, 1],
    ['unknown', 64, 5],
  ],
  'victims-by-nationality': [
    ['MX', 758, 60],
    ['US', 117, 9],
    ['HN', 57, 5],
    ['GT', 30, 2],
  ],
  'victims-by-age': [
    ['adult', 881, 70],
    ['minor', 203, 16],
    ['unknown', 173, 14],
  ],
  'top-labor-industries': [
    ['agriculture', 329],
    ['domestic-work', 91],
    ['illicit-activities', 72],
  ],
  'top-sex-types': [
    ['residence', 78],
    ['hotel-motel', 58],
    ['escort', 38],
  ],
} as const;

const NAME = 'us-mexico-border-2017-07';
let folder: Awaited<ReturnType<typeof scratch>>;
let first: Run;
const build = (out: string) =>
  run(
    'build',
    '--exports',
    `${ROOT}samples/exports`,
    '--sheet',
    'us-mexico-border',
    '--out',
    folder.path(out),
    '--state',
    folder.path('state'),
  );

beforeAll(async () => {
  folder = await scratch();
  first = await build('out');
});
afterAll(() => folder.remove());

const annex = async () => JSON.parse(await readFile(folder.path('out', `${NAME}.figures.json`), 'utf8'));

describe('the sample exports', () => {
  it('make a complete edition of their last month', () => {
    expect(first.code).toBe(0);
    expect(first.out).toContain('us-mexico-border 2017-07, revision 1, complete');
    expect(first.out).toContain('signals 1,189 · cases 727 · victims 1,257 · traffickers 982');
  });

  it('give exactly the published figures', async () => {
    const { figures, complete, missing, from, through } = await annex();
    expect({ complete, missing, from, through }).toEqual({
      complete: true,
      missing: [],
      from: '2015-09-30',
      through: '2017-07-31',
    });
    const totals = ['signals', 'cases', 'victims', 'traffickers'].map((id) => figures[id].total);
    expect(totals).toEqual([1189, 727, 1257, 982]);
    for (const [id, cells] of Object.entries(PUBLISHED))
      expect(
        figures[id].cells.map((cell: Record<string, unknown>) =>
          [cell.key, cell.count, cell.share].filter((one) => one !== undefined),
        ),
      ).toEqual(cells);
    expect(figures['cases-by-state'].known).toBe(469);
  });

  it('publish the same annex as ever, to the byte', async () => {
    for (const ending of ['figures.json', 'figures.csv'])
      expect(await readFile(folder.path('out', `${NAME}.${ending}`), 'utf8')).toBe(
        await readFile(`${ROOT}test/golden/${NAME}/${ending}`, 'utf8'),
      );
  });

  it('print every cell that was counted by another route, or the mark where it is small', async () => {
    const { figures } = await annex();
    const expected = JSON.parse(await readFile(`${ROOT}samples/expected-figures.json`, 'utf8'));
    for (const [id, { total, cells = {} }] of Object.entries<{ total: number; cells?: Record<string, number> }>(
      expected,
    )) {
      expect(figures[id].total).toBe(total);
      for (const { key, count, class: within } of figures[id].cells) {
        const exact = cells[key] ?? 0;
        if (within) expect(exact >= within.from && (within.to === null || exact <= within.to)).toBe(true);
        else expect(count).toBe(exact);
      }
    }
  });

  it.each(['en', 'es'])('print the published figures in the PDF: %s', async (language) => {
    const [page1 = '', page2 = ''] = await pdfText(folder.path('out', `${NAME}.${language}.draft.pdf`));
    for (const number of [
      '1,189',
      '727',
      '1,257',
      '982',
      '793',
      '389',
      '50',
      '25',
      '329',
      '91',
      '72',
      '78',
      '58',
      '38',
      '469',
    ])
      expect(page1.split(/[\s()]+/u)).toContain(number);
    for (const number of [
      '572',
      '609',
      '12',
      '64',
      '758',
      '117',
      '57',
      '30',
      '881',
      '203',
      '173',
      '46%',
      '48%',
      '60%',
      '70%',
    ])
      expect(page2.split(/\s+/u)).toContain(number);
  });

  onlyAtLength('are read once: a second build finds them unchanged, makes no revision and the same bytes', async () => {
    const second = await build('again');
    expect(second.code).toBe(0);
    expect(second.out).toMatch(/revision 1, complete[\s\S]*178 exports unchanged/u);
    for (const ending of ['en.draft.pdf', 'es.draft.pdf', 'figures.json', 'figures.csv']) {
      const [one, other] = await Promise.all(
        ['out', 'again'].map((out) => readFile(folder.path(out, `${NAME}.${ending}`))),
      );
      expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true);
    }
  });

  it('leave no value of an unmapped column in anything that is stored', async () => {
    const kept = await readFile(folder.path('out', `${NAME}.figures.csv`), 'utf8');
    expect(`${kept}${first.out}${first.err}`).not.toMatch(/Sample Person|555-01|Invented narrative/iu);
  });
});

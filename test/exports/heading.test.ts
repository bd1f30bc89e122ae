import { describe, expect, it } from 'vitest';
import { csv, lineaNacional, readerFixture, VICTIMS } from './reader-fixture.ts';

const { read } = readerFixture();
const VICTIMAS = 'Folio de la víctima;Folio del caso;Género;Edad al momento del contacto;Nacionalidad';
const PLAIN = 'V-1;C-1;Mujer;17;MX';

async function reasons(text: string): Promise<string[]> {
  const { file } = await read('victimas.csv', text, { hotline: lineaNacional });
  return file.problems.first.map(({ code, detail }) => `${code}: ${detail}`);
}

describe('a heading that is there, but not in its letters', () => {
  const LOST = 'letters were lost ("?" or "�" in their place) when the text was saved in an encoding that lacks them';

  it.each([
    ['question marks', VICTIMAS.replace('víctima', 'v?ctima').replace('Género', 'G?nero'), `line 1: ${LOST}`],
    ['two question marks', VICTIMAS.replace('víctima', 'v??ctima').replace('Género', 'G??nero'), `line 1: ${LOST}`],
    ['underscores', VICTIMAS.replace('víctima', 'v_ctima').replace('Género', 'G_nero'), `line 1: ${LOST}`],
    ['one sign for a lost letter among right ones', VICTIMAS.replace('Género', 'G\ufffdnero'), `line 1: ${LOST}`],
    [
      'one misread heading among right ones',
      VICTIMAS.replace('Género', 'GÃ©nero'),
      'line 1: the text was encoded as UTF-8 twice ("Ã³" where a letter was)',
    ],
  ])('is reported as an encoding: %s', async (_what, heading, detail) => {
    const [reason, ...others] = await reasons(csv(heading, PLAIN));
    expect(others).toEqual([]);
    expect(reason).toBe(`not-decodable: ${detail}`);
  });

  it('is reported with its line where a title is above it', async () => {
    expect(await reasons(csv('Reporte de julio', '', VICTIMAS.replace('víctima', 'v?ctima'), PLAIN))).toEqual([
      `not-decodable: line 3: ${LOST}`,
    ]);
  });

  it('is missing where it is another heading', async () => {
    for (const other of ['Folio de la persona', '???', 'Víctima']) {
      const [reason] = await reasons(csv(VICTIMAS.replace('Folio de la víctima', other), PLAIN));
      expect(reason).toMatch(/^heading-missing: /u);
    }
  });
});

describe('a heading line out of all bounds', () => {
  it.each([
    ['900,000 headings', `${VICTIMS},${'x,'.repeat(450_000)}`],
    ['900,000 headings and none of those expected', 'x,'.repeat(450_000)],
    ['2,001 headings', `${VICTIMS},${Array.from({ length: 1996 }, (_unused, at) => `h${at}`).join(',')}`],
    ['30,000 empty ones', `${VICTIMS}${','.repeat(30_000)}`],
  ])('is rejected at once: %s', async (_what, heading) => {
    const before = performance.now();
    const { file } = await read('victims.csv', csv(heading, 'V-1,C-1,Female,17,Mexico'));
    expect(file.status).toBe('rejected');
    expect(file.problems.counts.map(({ code }) => code)).toEqual(['not-a-csv']);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  it('is read with 2,000 headings', async () => {
    const others = Array.from({ length: 1995 }, (_unused, at) => `h${at}`).join(',');
    const { file } = await read(
      'victims.csv',
      csv(`${VICTIMS},${others}`, `V-1,C-1,Female,17,Mexico${','.repeat(1995)}`),
    );
    expect(file).toMatchObject({ status: 'accepted', records: 1 });
  });
});

import { describe, expect, it } from 'vitest';
import { USER_LANGUAGES } from '../../src/domain/languages.ts';
import { nearestLabels } from '../../src/domain/text/nearest-labels.ts';
import { detailText, isTranslated } from '../../src/exports/problems/detail-texts.ts';
import { problemLines } from '../../src/exports/problems/problem-lines.ts';
import { columnLetters, detailIn, placeOf, type Wording } from '../../src/exports/problems/problem-words.ts';
import { countIn, WORDS } from '../../src/words/words.ts';
import { csv, lineaNacional, readerFixture, VICTIMS } from './reader-fixture.ts';

const { read } = readerFixture();
const wording: Wording = { language: 'es', headingRow: 3, columns: new Map([['Fecha', 27]]) };

describe('where a problem is', () => {
  it.each([
    ['en', 'row 14 (record 11), column AB (Fecha)'],
    ['es', 'fila 14 (registro 11), columna AB (Fecha)'],
  ] as const)('is the row and column of the spreadsheet, in %s', (language, place) => {
    expect(placeOf({ record: 11, column: 'Fecha' }, { ...wording, language })).toBe(place);
  });

  it('is the record alone where the row of the headings is not known', () => {
    expect(placeOf({ record: 11, column: null }, { ...wording, headingRow: null })).toBe('registro 11');
  });

  it('has letters as a spreadsheet has them', () => {
    expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });

  it('has counts that cannot be mistaken for fractions', () => {
    expect(countIn(81_654, 'en')).toBe('81,654');
    expect(countIn(81_654, 'es')).toBe('81\u00a0654');
  });
});

describe('a detail', () => {
  it('names the same values in every language', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name).sort();
    for (const { phrases } of USER_LANGUAGES.map((language) => WORDS[language]))
      for (const [kind, text] of Object.entries(WORDS.en.phrases))
        expect(names(Object.entries(phrases).find(([other]) => other === kind)?.[1] ?? ''), kind).toEqual(names(text));
  });

  it('keeps its numbers in every language, and stays English where it has no translation', () => {
    const text = (detail: string) => detailText({ detail }, 'es', String);
    expect(text('12 cells instead of 8')).toBe('celdas: 12 en lugar de 8');
    expect(text('something new about 8')).toBe('something new about 8');
    expect(isTranslated({ detail: 'something new' })).toBe(false);
  });

  it('names another record by its row', async () => {
    const { file } = await read('victims.csv', csv(VICTIMS, 'V-1,C-1,Male,17,Mexico', 'V-1,C-2,Male,17,Mexico'));
    const [problem] = file.problems.first;
    const { headingRow, columns } = file;
    expect(detailIn(problem!, { language: 'es', headingRow, columns })).toBe(
      'el mismo identificador que la fila 2, con otro contenido',
    );
    expect(detailIn(problem!, { language: 'en', headingRow, columns })).toBe(
      'the same id as row 2, with other content',
    );
  });
});

describe('problems.csv in Spanish', () => {
  it('begins with a byte-order mark, and names rows, severities and problems in the language of the hotline', async () => {
    const { problems } = await read(
      'casos.csv',
      csv(
        'Folio del caso,Fecha de apertura,Modalidad,Giro o lugar,Entidad federativa,País de explotación,Nexo con México,Folio del caso en la línea asociada',
        'F1,01/07/2017,Laboral,Atlántida,,,Sí,',
        'F2,01/07/2017,Laboral,"a;=1+1",,,Sí,',
      ),
      { hotline: lineaNacional },
    );
    const lines = problems.split('\n');
    expect(lines[0]).toBe('\uFEFF"fila","registro","columna","gravedad","problema","valor"');
    expect(lines[1]).toMatch(/^"2","1","Giro o lugar","advertencia","value-unknown: Un valor .*\.","Atlántida"$/u);
    expect(problems).not.toMatch(/(^|[",;])=/mu);
  });
});

describe('the nearest labels', () => {
  it('are those that share most with a text, without case and accents', () => {
    const labels = ['Construcción', 'Mendicidad', 'Restaurantes', 'En la calle', 'En línea'];
    expect(nearestLabels('restaurante', labels)).toEqual(['Restaurantes']);
    expect(nearestLabels('CONSTRUCION', labels)[0]).toBe('Construcción');
    expect(nearestLabels('xyz', labels)).toEqual([]);
    expect(nearestLabels('en', labels, 1).length).toBeLessThanOrEqual(1);
  });
});

it.each([
  [null, []],
  [[], []],
  [['Adulta', 'Menor'], ['    Se admite: Adulta, Menor.']],
])('lists the values that a column may contain only where there are any (%j)', (allowed, lines) => {
  const group = {
    code: 'age-implausible',
    severity: 'warning',
    column: 'Edad',
    count: 1,
    records: 1,
    details: 0,
  } as const;
  const context = { wording, hotline: 'linea', records: 9, allowed: () => allowed, more: () => [] };
  const found = problemLines([{ ...group, first: [] }], context);
  expect(found.filter((line) => line.startsWith('    '))).toEqual(lines);
});

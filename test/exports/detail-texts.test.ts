import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/problem.ts';
import { detailOf } from '../../src/exports/problems/detail-phrases.ts';
import { detailText, isTranslated } from '../../src/exports/problems/detail-texts.ts';
import { rejection } from '../../src/exports/problems/problem.ts';
import { USER_TEXTS } from '../../src/words/user-texts.ts';
import { WORDS } from '../../src/words/words.ts';
import { CASES, csv, readerFixture, SIGNALS, VICTIMS } from './reader-fixture.ts';

const { read } = readerFixture();
const spanish = (problem: Pick<Problem, 'detail' | 'phrase'>): string => detailText(problem, 'es', String);

const source = (folder: string): [file: string, text: string][] =>
  readdirSync(fileURLToPath(new URL(`../../src/${folder}/`, import.meta.url)), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file, readFileSync(new URL(`../../src/${folder}/${file}`, import.meta.url), 'utf8')]);

/**
 * Returns every text after `detail:` or `detail =`, with a number in place of each placeholder; types of SQL columns
 * are skipped.
 */
const details = (text: string): string[] =>
  [...text.matchAll(/\bdetail(?:: FixedDetail)?(?::| =) (?:[^'`"\n;,]* \? )?(['`])(.+?)\1/gu)]
    .map(([, , detail = '']) => detail.replace(/\$\{month\}/gu, '2017-07').replace(/\$\{[^}]*\}/gu, '1'))
    .filter((detail) => detail !== 'VARCHAR');

describe('a detail', () => {
  it('is available in every language, wherever the source words one', () => {
    const found = [...source('exports'), ...source('steps')].flatMap(([, text]) => details(text));
    expect(found.length).toBeGreaterThan(15);
    expect(found.filter((detail) => !isTranslated({ detail }))).toEqual([]);
  });

  it('without a translation does not pass the check of types', () => {
    // @ts-expect-error: no text in Spanish
    expect(isTranslated(rejection('not-a-csv', 'something new').problems[0]!)).toBe(false);
    // @ts-expect-error: a sheet's name must be a value of a phrase
    expect(isTranslated(rejection('not-a-workbook', `damaged: ${CASES}`).problems[0]!)).toBe(false);
  });

  it('has its own text in every language, with the numbers of its key', () => {
    const marks = (text: string): number => text.split('#').length;
    const keys = Object.keys(USER_TEXTS.en.details);
    expect(
      keys.filter(
        (key) => marks(Object.entries(USER_TEXTS.en.details).find(([one]) => one === key)?.[1] ?? '') !== marks(key),
      ),
    ).toEqual([]);
    for (const { details } of [USER_TEXTS.es, USER_TEXTS.fr, USER_TEXTS.pt])
      expect(Object.entries(details).filter(([key, text]) => key === text)).toEqual([]);
  });

  it('keeps its line and its numbers', () => {
    expect(spanish({ detail: 'line 12: the first of 3 bytes that are not UTF-8' })).toBe(
      'renglón 12: aquí está el primero de 3 bytes que no son UTF-8',
    );
    expect(spanish({ detail: 'line 1: the text was encoded as UTF-8 twice ("Ã³" where a letter was)' })).toBe(
      'renglón 1: el texto se codificó dos veces en UTF-8 (dice “Ã³” donde había una letra)',
    );
    expect(spanish({ detail: 'damaged: a cell in row 7 says that it is elsewhere' })).toContain('de la fila 7');
  });

  it('writes formats of dates and colons as French does', () => {
    const french = (problem: Pick<Problem, 'detail' | 'phrase'>): string => detailText(problem, 'fr', String);
    expect(french(detailOf('date-formats', { formats: ['YYYY-MM-DD', 'M/D/YYYY'] }))).toBe(
      'attendu\u00a0: AAAA-MM-JJ ou M/J/AAAA',
    );
    expect(french({ detail: 'line 12: the file is empty' })).toBe('ligne 12\u00a0: le fichier est vide');
  });

  it('names tabs, formats and places as each language does', () => {
    expect(spanish(detailOf('separated-by', { separator: 'tabs', separators: ['","', 'tabs'] }))).toBe(
      'separado por tabuladores; se espera "," o tabuladores',
    );
    expect(spanish(detailOf('known-hotlines-and-place', { hotlines: 'nhth' }))).toContain('exports/<línea>/<AAAA-MM>/');
    for (const [kind, text] of Object.entries(WORDS.es.phrases))
      expect(Object.entries(WORDS.en.phrases)).not.toContainEqual([kind, text]);
  });

  // other tests of exports check the translations of everything they read: `read` of the fixture does it
  it.each([
    ['cases.csv', csv(CASES, 'C-1,7/1/2017')],
    ['cases.csv', csv(CASES, 'C-1,2017-08-01,x,y,Texas,Mexico,maybe,')],
    ['cases.csv', csv(CASES, 'C-1,2017-07-01,Labor,,TX,,Yes,2001.0', '#####,2017-07-32,Labor,,,,,')],
    ['cases.csv', csv(CASES, '"C-1')],
    ['cases.csv', csv(VICTIMS, 'V-1')],
    ['cases.csv', csv('Title', CASES)],
    ['cases.csv', CASES.replaceAll(',', '|')],
    ['cases.csv', CASES.replaceAll(',', '\t')],
    ['cases.csv', '<html>'],
    ['cases.csv', ''],
    ['signals.csv', csv(SIGNALS, 'S-1,7/1/2017,NHTH,Phone,,1,', 'Total,,,,,,', 'A report of the team')],
    ['nothing.csv', 'x'],
    ['nothing.txt', 'x'],
    ['cases.xlsx', 'x'],
    ['cases.zip', 'x'],
    ['cases.csv.gz', 'x'],
  ])('of %s is available in every language: %j', async (name, text) => {
    const { files } = await read(name, text);
    expect(files.flatMap(({ problems: { first } }) => first).length).toBeGreaterThan(0);
  });
});

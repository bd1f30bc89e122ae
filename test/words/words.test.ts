import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkPage } from '../../src/distribution/links/link-page.ts';
import { readStakeholderList } from '../../src/distribution/list/stakeholder-list.ts';
import { LANGUAGES } from '../../src/domain/languages.ts';
import { parseDay, parseMonth } from '../../src/domain/month.ts';
import { formatMonthFrom, formatTied, numberInWords } from '../../src/words/dates-and-counts.ts';
import { joined } from '../../src/words/joined.ts';
import { WORDS } from '../../src/words/words.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

/** A comparison with one language, which shows the text of another to readers of a third. */
const COMPARES_LANGUAGE = /[!=]==? '(?:en|es)'|'(?:en|es)' [!=]==?|case '(?:en|es)':/u;

const sources = (): string[] =>
  ['src', 'lambdas', 'local'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );

describe('the words of the program', () => {
  it.each(LANGUAGES)('name twelve different months in %s', (language) => {
    expect(new Set(WORDS[language].dates.months).size).toBe(12);
  });

  it('are chosen by language in src/words alone', () => {
    expect(["lang === 'en'", "'es' !== language"].filter((code) => !COMPARES_LANGUAGE.test(code))).toEqual([]);
    expect(sources().length).toBeGreaterThan(300);
    expect(sources().filter((path) => COMPARES_LANGUAGE.test(readFileSync(path, 'utf8')))).toEqual([]);
  });

  it('write a month that begins early, small numbers and ties as each language does', () => {
    const [month, day] = [parseMonth('2015-10'), parseDay('2015-09-30')];
    if (!month || !day) throw new Error('no such date');
    expect(LANGUAGES.map((language) => formatMonthFrom(month, day, language))).toEqual([
      'October 2015 (from September 30)',
      'octubre de 2015 (desde el 30 de septiembre)',
    ]);
    expect(LANGUAGES.map((language) => numberInWords({ count: null, fewerThan: 5 }, language))).toEqual([
      'fewer than 5',
      'menos de 5',
    ]);
    expect(LANGUAGES.map((language) => formatTied(3, language))).toEqual(['3 tied, each', '3 con igual cifra']);
  });

  it('join names as a sentence does', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((names) => joined(names, 'y'))).toEqual([
      '',
      'a',
      'a y b',
      'a, b y c',
    ]);
  });

  it('show the page of a link in every language, Spanish first', () => {
    const page = linkPage('leave');
    for (const language of LANGUAGES) expect(page).toContain(WORDS[language].links.leave.text);
    expect(page).toContain('<html lang="es">');
    expect(page).toContain('<h1>¿Salir de la lista?</h1>');
    expect(page).toContain('<section lang="en"><h2>Unsubscribe?</h2>');
    expect(page).toContain('<button type="submit">Salir de la lista / Unsubscribe</button>');
    expect(linkPage('failed')).not.toContain('<form');
  });

  it.each([
    ['English headings', 'Name,E-mail,Organization,Language,Sheets,Delivery', 'English', 'link'],
    ['Spanish headings', 'Nombre,Correo electrónico,Institución,Idioma,Hojas,Envío', 'inglés', 'liga'],
  ])('read a list of stakeholders with %s', (_, headings, language, delivery) => {
    const list = `${headings}\nAna,ana@example.org,X,${language},border,${delivery}\n`;
    expect(readStakeholderList(list, new Map([['border', LANGUAGES]])).list?.entries).toMatchObject([
      { name: 'Ana', language: 'en', sheets: ['border'], delivery: 'link' },
    ]);
  });
});

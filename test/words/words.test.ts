import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkPage } from '../../src/distribution/links/link-page.ts';
import { readStakeholderList } from '../../src/distribution/list/stakeholder-list.ts';
import { Failure } from '../../src/domain/failure.ts';
import { formatCount } from '../../src/domain/format.ts';
import { LANGUAGES, USER_LANGUAGES, type UserLanguage } from '../../src/domain/languages.ts';
import { parseDay, parseMonth } from '../../src/domain/month.ts';
import { shortMonth } from '../../src/portal/formatted-dates.ts';
import { PORTAL_TEXTS } from '../../src/portal/words/portal-texts.ts';
import { checkWords } from '../../src/words/check-words.ts';
import {
  formatDay,
  formatMonthFrom,
  formatShare,
  formatTied,
  numberInWords,
} from '../../src/words/dates-and-counts.ts';
import { pluralText } from '../../src/words/fill.ts';
import { joinNames } from '../../src/words/joined.ts';
import { PHRASE_VALUES } from '../../src/words/phrase-values.ts';
import { READER_WORDS } from '../../src/words/reader-words.ts';
import { USER_TEXTS } from '../../src/words/user-texts.ts';
import { WORDS } from '../../src/words/words.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

/** A comparison with one language, which shows the text of another to readers of a third. */
const COMPARES_LANGUAGE = /[!=]==? '(?:en|es|fr|pt)'|'(?:en|es|fr|pt)' [!=]==?|case '(?:en|es|fr|pt)':/u;

const sources = (): string[] =>
  ['src', 'lambdas', 'local'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );

const QUOTES = /['"]| [:;?!»%]|« /u;

/** Texts with a straight quotation mark or apostrophe, or an ordinary space before a sign that French does not separate. */
const withTypewriterSigns = (value: unknown): string[] => {
  if (typeof value === 'string') return QUOTES.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(withTypewriterSigns) : [];
};

describe('the words of the program', () => {
  it.each(LANGUAGES)('are written with the signs of %s', (language) => {
    const { typography: _, ...words } = READER_WORDS[language];
    expect(withTypewriterSigns(words)).toEqual([]);
    if (language !== 'en') expect(withTypewriterSigns(USER_TEXTS[language])).toEqual([]);
    if (language === 'fr' || language === 'pt') expect(withTypewriterSigns(PORTAL_TEXTS[language])).toEqual([]);
  });

  it('of a file that lacks one are refused with the file and the key', () => {
    const model = { places: { row: 'row {n}' }, more: { one: '{n} more', other: '{n} more' }, names: ['a'] };
    const refusal = (words: object): unknown => {
      try {
        return checkWords('src/words/users/xx.json', words, model);
      } catch (error) {
        return error instanceof Failure ? error.message : error;
      }
    };
    expect(refusal({ places: { row: 'fila {n}' }, more: { other: 'otras {n}', many: 'de otras' }, names: [] })).toBe(
      undefined,
    );
    expect(refusal({ places: {}, more: { one: '{n}' }, names: ['a'] })).toBe(
      'src/words/users/xx.json: "places.row" is missing; add its text; "more.other" is missing; add its text',
    );
    expect(refusal({ places: { row: 'fila {m}' }, more: { other: '{n}', one: '{m}' }, names: 'a', new: '' })).toBe(
      [
        'src/words/users/xx.json: "places.row" must have the placeholders {n}, not {m}',
        '"more.one" has {m}, which is not one of its placeholders',
        '"names" must be a list of texts',
        '"new" is not a key; delete it',
      ].join('; '),
    );
    expect(refusal({ places: { row: 1 }, more: { other: '{n}', several: '' }, names: [] })).toMatch(
      /"places.row" must be a text; "more" may have texts for zero, one, two, few, many, other only/u,
    );
  });

  it('have the values that the code fills into details', () => {
    for (const [kind, values] of Object.entries(PHRASE_VALUES)) {
      const text = Object.entries(USER_TEXTS.en.phrases).find(([name]) => name === kind)?.[1] ?? '';
      const names = [...text.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name);
      expect(names.sort(), kind).toEqual([...values].sort());
    }
    expect(Object.keys(USER_TEXTS.en.phrases)).toEqual(Object.keys(PHRASE_VALUES));
  });

  it('count in the plural of the language', () => {
    const line = (language: UserLanguage): string =>
      WORDS[language].check.result('a.csv', {
        status: 'accepted',
        records: 0,
        rowsInError: 1,
        tolerance: 2,
        warnings: 1200,
      });
    expect(USER_LANGUAGES.map(line)).toEqual([
      'a.csv: accepted; 0 records, 1 row with errors (2 allowed), 1,200 warnings',
      'a.csv: se acepta; 0 registros, 1 fila con errores (se admiten 2), 1\u00a0200 advertencias',
      'a.csv\u00a0: accepté\u00a0; 0 enregistrement, 1 ligne avec des erreurs (2 sont admises), 1\u00a0200 avertissements',
      'a.csv: aceito; 0 registro, 1 linha com erros (2 são aceitas), 1\u00a0200 avisos',
    ]);
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
      'octobre 2015 (à partir du 30 septembre)',
      'outubro de 2015 (a partir de 30 de setembro)',
    ]);
    expect(LANGUAGES.map((language) => numberInWords({ count: null, fewerThan: 5 }, language))).toEqual([
      'fewer than 5',
      'menos de 5',
      'moins de 5',
      'menos de 5',
    ]);
    expect(LANGUAGES.map((language) => formatTied(3, language))).toEqual([
      '3 tied, each',
      '3 con igual cifra',
      '3 ex æquo',
      '3 com o mesmo número',
    ]);
  });

  it('write shares, thousands and the first of a month as each language does', () => {
    expect(LANGUAGES.map((language) => formatShare(63, 793, 1257, language))).toEqual([
      '63%',
      '63%',
      '63\u00a0%',
      '63%',
    ]);
    expect(formatShare(0, 1, 1257, 'fr')).toBe('<1\u00a0%');
    expect(formatShare(null, null, null, 'fr')).toBe('‡');
    const locales = ['fr-FR', 'fr-CA', 'pt-BR', 'pt-PT'];
    expect(locales.map((locale) => formatCount(1_234_567, locale))).toEqual([
      '1\u00a0234\u00a0567',
      '1\u00a0234\u00a0567',
      '1.234.567',
      '1\u00a0234\u00a0567',
    ]);
    const first = parseDay('2016-05-01');
    if (!first) throw new Error('no such date');
    expect(LANGUAGES.map((language) => formatDay(first, language))).toEqual([
      'May 1, 2016',
      '1 de mayo de 2016',
      '1er mai 2016',
      '1º de maio de 2016',
    ]);
  });

  it('abbreviate months such that two are never the same', () => {
    const months = Array.from({ length: 12 }, (_, index) => parseMonth(`2017-${String(index + 1).padStart(2, '0')}`));
    const short = (language: UserLanguage): string =>
      months.map((month) => (month ? shortMonth(month, language) : '')).join(' ');
    expect(short('en')).toBe('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec');
    expect(short('fr')).toBe('Jan Fév Mar Avr Mai Juin Juil Aoû Sep Oct Nov Déc');
    expect(short('pt')).toBe('Jan Fev Mar Abr Mai Jun Jul Ago Set Out Nov Dez');
  });

  it('choose a plural by the rules of the language', () => {
    const texts = { one: 'one', many: 'many', other: 'other' };
    const counts = [0, 1, 2, 1_000_000];
    expect(LANGUAGES.map((language) => counts.map((count) => pluralText(texts, count, language)))).toEqual([
      ['other', 'one', 'other', 'other'],
      ['other', 'one', 'other', 'many'],
      ['one', 'one', 'other', 'many'],
      ['one', 'one', 'other', 'many'],
    ]);
    expect(pluralText({ other: 'other' }, 1, 'fr')).toBe('other');
  });

  it('join names as a sentence does', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((names) => joinNames(names, 'y'))).toEqual([
      '',
      'a',
      'a y b',
      'a, b y c',
    ]);
  });

  it('show the page of a link in the language of its reader, or in every language', () => {
    const all = linkPage('leave', null);
    for (const language of LANGUAGES) expect(all).toContain(READER_WORDS[language].links.leave.text);
    expect(all).toContain('<html lang="es">');
    expect(all).toContain('<h1>¿Salir de la lista?</h1>');
    expect(all).toContain('<section lang="en"><h2>Unsubscribe?</h2>');
    expect(all).toContain('Salir de la lista / Unsubscribe / Se désinscrire / Sair da lista</button>');
    const french = linkPage('leave', 'fr');
    expect(french).toContain('<html lang="fr">');
    expect(french).toContain('<title>Se désinscrire\u00a0?</title>');
    expect(french).not.toContain('Unsubscribe');
    expect(linkPage('failed', null)).not.toContain('<form');
  });

  it.each([
    ['English headings', 'Name,E-mail,Organization,Language,Sheets,Delivery', 'English', 'link'],
    ['Spanish headings', 'Nombre,Correo electrónico,Institución,Idioma,Hojas,Envío', 'inglés', 'liga'],
    ['French headings', 'Nom,Courriel,Organisme,Langue,Fiches,Envoi', 'English', 'lien'],
    ['Portuguese headings', 'Nome,E-mail,Organização,Idioma,Fichas,Envio', 'English', 'link'],
  ])('read a list of stakeholders with %s', (_, headings, language, delivery) => {
    const list = `${headings}\nAna,ana@example.org,X,${language},border,${delivery}\n`;
    expect(readStakeholderList(list, new Map([['border', { languages: LANGUAGES }]])).list?.entries).toMatchObject([
      { name: 'Ana', language: 'en', sheets: ['border'], delivery: 'link' },
    ]);
  });
});

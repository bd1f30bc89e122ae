import { expect, it } from 'vitest';
import { parseOwnList } from '../../src/definitions/code-list-definition.ts';
import { parseHotline } from '../../src/definitions/hotline-definition.ts';
import type { CodeLists } from '../../src/domain/codes.ts';
import type { Day } from '../../src/domain/month.ts';
import { type NewSheet, suggestSheet } from '../../src/steps/suggest-sheet/suggest-sheet.ts';
import { STARTER_LANGUAGES } from '../../src/words/starter/starter-words.ts';
import { codes, definition } from '../exports/reader-fixture.ts';

const list = (name: string, tables: readonly string[], members: readonly (readonly [string, object?])[]) =>
  parseOwnList(
    {
      ...{ name, tables, label: { en: `By ${name}`, es: `Por ${name}` } },
      codes: [...members, ['unknown'] as const].map(([key, more]) => ({
        ...{ key, label: { en: key, es: key }, aliases: [key] },
        ...more,
      })),
    },
    `codes/${name}.json`,
  );

const LISTS: CodeLists = {
  ...codes,
  own: [
    list('caller', ['signals'], [['family'], ['victim']]),
    list(
      'age-band',
      ['victims'],
      [
        ['young', { ages: [0, 17] }],
        ['old', { ages: [18] }],
      ],
    ),
  ],
};

const tables = (columns: Readonly<Record<string, object>>) => ({
  files: Object.fromEntries(
    Object.entries(columns).map(([table, own]) => [table, { every: 'year', tables: { [table]: { columns: own } } }]),
  ),
});

/** Suggests a sheet for a hotline with these columns, and returns its files as JSON or text. */
function suggest(columns: Readonly<Record<string, object>>, languages: readonly string[] = ['en'], lists = LISTS) {
  return suggestFor(tables(columns), languages, lists, null);
}

function suggestFor(
  files: Readonly<Record<string, unknown>>,
  languages: readonly string[],
  lists: CodeLists,
  map: NewSheet['map'],
) {
  const hotline = parseHotline(definition('hotlines/linea-145.json', files), 'hotlines/linea-145.json', lists);
  const sheet = { id: 'x', hotline, codes: lists, languages, from: '2026-01-01' as Day, threshold: 10 };
  return suggestSheet({ ...sheet, paper: 'A4', map });
}

const SIGNALS = {
  received_on: { heading: 'Fecha' },
  trafficking_related: { constant: true },
  states: { heading: 'Provincia' },
  caller: { heading: 'Quien llama' },
};
const CASES = { case_id: { heading: 'Id' }, opened_on: { heading: 'Fecha' }, trafficking_type: { heading: 'Tipo' } };

const parts = (page: string | undefined): string[] =>
  JSON.parse(page ?? '').pages.flatMap(({ parts }: { parts: { part: string; draw?: string; figures?: string[] }[] }) =>
    parts.map(({ part, draw, figures }) => [part, draw, ...(figures ?? [])].filter(Boolean).join(' ')),
  );

it.each(STARTER_LANGUAGES)('draws victims by place where a row counts people and is not one case: %s', (language) => {
  const row = { case_id: { row: true } };
  const cases = { columns: { ...row, opened_on: { heading: 'Año' }, states: { heading: 'Provincia' } } };
  const victims = {
    columns: row,
    each: [{ count: { heading: 'Mujeres' }, columns: { gender: { constant: 'female' } } }],
  };
  const files = { files: { casos: { every: 'year', tables: { cases, victims } } } };
  const map = { boundaries: 'ar', countries: ['AR'] };
  const written = suggestFor(files, [language], codes, map);
  expect(JSON.parse(written.get('sheet.json') ?? '').figures.map(({ id }: { id: string }) => id)).toEqual([
    ...['victims', 'victims-by-state', 'victims-by-gender'],
  ]);
  expect(written.get(`wording/${language}.md`)).toContain('{victims-by-state.known}');
  expect(written.get(`wording/${language}.md`)).not.toContain('- cases');
  const counted = {
    files: { casos: { every: 'year', tables: { cases: { ...cases, count: { heading: 'N' } }, victims } } },
  };
  expect(suggestFor(counted, [language], codes, map).get('sheet.json')).toContain('cases-by-state');
});

it('counts calls by place, month and a list of the hotline, on A4', () => {
  const files = suggest({ signals: SIGNALS });
  expect(JSON.parse(files.get('page.json') ?? '')).toMatchObject({ paper: 'A4', pages: [{}, {}] });
  expect(parts(files.get('page.json'))).toEqual([
    ...['masthead', 'intro-and-period', 'tiles signals', 'ready-chart grouped-bars signals-by-state'],
    ...['ready-chart lines signals-by-month', 'footer'],
    ...['running-head', 'ready-chart grouped-bars signals-by-caller', 'notes', 'footer'],
  ]);
  expect(files.get('wording/en.md')).toContain('- signals-by-caller.head: By caller\n');
});

it('counts people by the bands of the hotline’s own, and not by minors and adults too', () => {
  const victims = { case_id: { heading: 'Id' }, age_group: { heading: 'Edad' }, 'age-band': { heading: 'Edad' } };
  const page = parts(suggest({ cases: CASES, victims }).get('page.json'));
  expect(page).toContain('demographics victims-by-age-band');
  expect(page.join()).not.toContain('victims-by-age,');
});

it('draws bars where types have more codes than colours', () => {
  const extra = ['organs', 'marriage', 'begging'].map((key) => ({ key, label: { en: key, es: key }, aliases: [key] }));
  const lists = { ...LISTS, type: { ...LISTS.type, codes: [...LISTS.type.codes, ...extra] } };
  expect(parts(suggest({ cases: CASES }).get('page.json'))).toContain('ready-chart stacked-bars cases-by-type');
  expect(parts(suggest({ cases: CASES }, ['en'], lists).get('page.json'))).toContain(
    'ready-chart grouped-bars cases-by-type',
  );
});

it('has the same first texts in every language, with spaces before marks in French only', () => {
  const files = suggest({ cases: CASES, signals: SIGNALS }, STARTER_LANGUAGES);
  const keys = (language: string): string[] =>
    (files.get(`wording/${language}.md`) ?? '').match(/^(?:- [\w.-]+|## .*)/gmu) ?? [];
  for (const language of STARTER_LANGUAGES) {
    expect(keys(language), language).toEqual(keys('en'));
    const text = `${files.get(`wording/${language}.md`)}${files.get(`message/${language}.md`)}`;
    expect(text, language).not.toMatch(language === 'fr' ? /\p{L} ?[?;]\s|~/u : /\u00a0/u);
  }
  expect(files.get('wording/pt.md')).toContain('tráfico de pessoas');
  expect(files.get('wording/fr.md')).toContain('traite des êtres humains');
});

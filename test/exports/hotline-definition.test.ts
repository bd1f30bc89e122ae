import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeLabelsSchema } from '../../src/definitions/code-labels.ts';
import { codeListSchema, parseCodeList } from '../../src/definitions/code-list-definition.ts';
import { jsonSchema } from '../../src/definitions/definition.ts';
import { parseHotline } from '../../src/definitions/hotline-definition.ts';
import { hotlineSchema } from '../../src/definitions/hotline-schema.ts';
import { CODE_LISTS, fold } from '../../src/domain/codes.ts';
import { codes, definition, hotline } from './reader-fixture.ts';

const PLACE = 'hotlines/nhth.json';

const columns = 'files/cases/tables/cases/columns';
const line = 'files/signals/tables/signals/columns/line';
const gender = 'files/victims/tables/victims/columns/gender';

describe('the committed definitions', () => {
  it.each(['nhth', 'linea-nacional', 'linea-145'])('of %s is valid', (id) => {
    expect(hotline(id).id).toBe(id);
  });

  it.each([
    ['codes/code-list.schema.json', jsonSchema(codeListSchema, 'A code list')],
    ['codes/labels/labels.schema.json', jsonSchema(codeLabelsSchema, 'Labels of codes in a language')],
    ['hotlines/hotline.schema.json', jsonSchema(hotlineSchema, 'A hotline', 'ref')],
  ])('have their schema in %s (npm run ts -- scripts/build-schemas.ts writes it)', (path, schema) => {
    const committed: unknown = JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(schema)));
  });

  it('change their version with any mapping or code list', () => {
    const version = (json: unknown, lists = codes): string => parseHotline(json, PLACE, lists).version;
    const plain = version(definition(PLACE));
    expect(version(definition(PLACE))).toBe(plain);
    expect(version(definition(PLACE, { 'flags/yes': ['Y'] }))).not.toBe(plain);
    expect(
      version(definition(PLACE), { ...codes, age: { ...codes.age, codes: codes.age.codes.slice(0, 2) } }),
    ).not.toBe(plain);
  });
});

describe('a definition that is wrong', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown key', { colour: 'red' }, '(top): unknown key "colour"; allowed: $schema, id'],
    [
      'an unknown column',
      { [`${columns}/colour`]: { heading: 'x' } },
      'files.cases.tables.cases.columns: unknown key "colour"; allowed: case_id, opened_on',
    ],
    [
      'states in codes without a country',
      { [`${columns}/countries`]: undefined },
      'files.cases.tables.cases.columns.countries: is missing; states are written in codes here',
    ],
    [
      'an unknown table',
      { 'files/cases/tables/people': {} },
      'files.cases.tables: unknown key "people"; allowed: signals, cases, victims, traffickers',
    ],
    ['an unknown list of codes', { 'codes/colour': {} }, 'codes: unknown key "colour"; allowed: type, gender'],
    [
      'an unknown code',
      { 'codes/gender': { men: ['Men'] } },
      'codes.gender: "men" is not a code of gender; allowed: male, female',
    ],
    [
      'an unknown code in a column',
      { [`${gender}/codes`]: { men: ['Men'] } },
      'columns.gender.codes: "men" is not a code; allowed: male',
    ],
    [
      'formats that read one cell as two days',
      { dateFormats: ['DD/MM/YYYY', 'YYYY-MM-DD', 'M/D/YYYY'] },
      'dateFormats: "DD/MM/YYYY" and "M/D/YYYY" read the same cell as two different days; keep the one',
    ],
    [
      'such formats of one column',
      { [`${columns}/opened_on/formats`]: ['MMDDYYYY', 'DDMMYYYY'] },
      'columns.opened_on.formats: "MMDDYYYY" and "DDMMYYYY" read the same cell as two different days',
    ],
    ['a line that is there twice', { 'lines/1/key': 'NHTH' }, 'lines: "NHTH" is there twice; delete one of the two'],
    ['an id in capitals', { id: 'NHTH' }, 'id: only lower-case letters, digits and hyphens are allowed'],
    ['an unknown code to combine', { 'combine/type/0/is': 'both' }, 'combine.type[0]: "both"'],
    [
      'an unknown country of a flag',
      { [`${columns}/nexus/flags/0/country`]: 'XX' },
      'columns.nexus.flags[0]: "XX" is not a code; allowed: AD',
    ],
    [
      'an unknown constant',
      { [line]: { constant: 'Radio' } },
      'columns.line.constant: "Radio" is not a code; allowed: NHTH, BeFree',
    ],
    [
      'a constant of another shape',
      { [`${columns}/countries`]: { constant: 'US' } },
      'columns.countries: cannot be this constant; it takes a list of codes',
    ],
    [
      'a constant id',
      { [`${columns}/case_id`]: { constant: 'C-1' } },
      'columns.case_id: cannot be this constant; it needs a heading',
    ],
    [
      'flags for a column of no countries',
      { [`${columns}/venues`]: { flags: [{ heading: 'x', country: 'MX' }] } },
      'columns.venues.flags[0]: has a country; only a list of countries may, use "code"',
    ],
    [
      'a heading beside a constant',
      { [`${line}/constant`]: 'NHTH' },
      'columns.line: has heading and constant; only one of them is allowed',
    ],
    [
      'nothing to read a column from',
      { [line]: {} },
      'columns.line: does not say where its values come from; give it "heading" or "flags" or "constant", for example { "heading": "Date" }',
    ],
    [
      'formats of a column that is no date',
      { [`${gender}/formats`]: ['YYYY-MM-DD'] },
      'columns.gender: has formats; only a date may',
    ],
    [
      'a date that is missing',
      { [`${columns}/opened_on`]: undefined },
      'columns.opened_on: is missing; give it "heading" or "headings" or "constant", for example { "heading": "Date" }',
    ],
    [
      'a date that may be missing',
      { [`${columns}/opened_on/optional`]: true },
      'columns.opened_on: is optional; every record needs it',
    ],
    ['a date format that is none', { dateFormats: ['yesterday'] }, 'dateFormats[0]: not a date format'],
    ['an unknown encoding', { encodings: ['latin-1'] }, 'encodings[0]: '],
    [
      'a spelling of two codes',
      { 'codes/gender': { male: ['M'], female: ['m'] } },
      'columns.gender: codes: "m" means both "male" and "female"; in one column a spelling may have only one code',
    ],
    [
      'a spelling of one code in the hotline and of another in a column',
      { 'codes/gender': { male: ['Varon'] }, [`${gender}/codes`]: { female: ['varón'] } },
      '"varón" means both "male" and "female"',
    ],
    [
      'a spelling of a code that is "not known" too',
      { notKnown: ['NE'], 'codes/state': { 'US-NE': ['NE'] } },
      '"NE" means both "US-NE" and "unknown"',
    ],
    [
      'a spelling of two lines',
      { 'lines/1/aliases': ['hotline'] },
      'columns.line: codes: "hotline" means both "NHTH" and "BeFree"',
    ],
    ['a word that is yes and no', { 'flags/no': ['No', 'YES'] }, 'flags: "Yes" means both yes and no'],
    ['a list of codes that is none', { writtenInCodes: ['dates'] }, 'writtenInCodes[0]: '],
    [
      'codes of one or two letters in a column of none',
      { [`${columns}/opened_on/writtenInCodes`]: true },
      'columns.opened_on: has writtenInCodes; only a column of a code list may',
    ],
    [
      'one value in a column that never has several',
      { [`${columns}/opened_on/oneValue`]: true },
      'columns.opened_on: has oneValue; only a column of several values may',
    ],
    [
      'a time zone that is none',
      { timeZone: 'Mexico City' },
      'timeZone: "Mexico City" is not a time zone; write it like',
    ],
    ['another id than the file has', { id: 'other' }, 'id: "other" must be the file\'s name'],
    ['a file that feeds no table', { 'files/notes': { tables: {} } }, 'files.notes.tables: does not name a table'],
  ])('names its file, the place and what is allowed: %s', (_what, changes, message) => {
    const parse = (): unknown => parseHotline(definition(PLACE, changes), PLACE, codes);
    expect(parse).toThrow(expect.objectContaining({ name: 'DefinitionInvalid' }));
    expect(parse).toThrow(expect.objectContaining({ message: expect.stringContaining(`${PLACE}: `) }));
    expect(parse).toThrow(expect.objectContaining({ message: expect.stringContaining(message) }));
  });

  it('is a file whose name differs from another only by case', () => {
    const twice = definition(PLACE, {
      'files/CASES': { tables: { victims: { columns: { case_id: { heading: 'x' } } } } },
    });
    expect(() => parseHotline(twice, PLACE, codes)).toThrow('files.CASES: has the same name as "cases"');
  });
});

describe('the code lists', () => {
  it('hold every spelling of a code once', () => {
    for (const name of CODE_LISTS)
      expect(parseCodeList(definition(`codes/${name}.json`), name).codes.length).toBeGreaterThan(2);
    const json = definition('codes/gender.json', { 'codes/0/aliases': ['MUJER'] });
    expect(() => parseCodeList(json, 'codes/gender.json')).toThrow(
      'codes/gender.json: codes[1] (female): "mujer" already means "male"',
    );
  });

  it('hold their key and labels among the spellings', () => {
    for (const name of CODE_LISTS) {
      for (const { key, label, aliases } of codes[name].codes) {
        const spellings = aliases.map(fold);
        expect(spellings, `${name} ${key}`).toEqual(
          expect.arrayContaining([key, label.en ?? '', label.es ?? ''].map(fold)),
        );
      }
    }
  });

  it('hold every country of ISO 3166-1, and the states of three countries', () => {
    expect(codes.country.codes.filter(({ key }) => /^[A-Z]{2}$/u.test(key))).toHaveLength(249);
    const states = (country: string): number => codes.state.codes.filter(({ group }) => group === country).length;
    expect(states('US')).toBe(56);
    expect(states('MX')).toBe(32);
    expect(states('AR')).toBe(24);
  });

  it('are in the order of the contract', () => {
    const keys = (name: (typeof CODE_LISTS)[number]): string[] => codes[name].codes.map(({ key }) => key);
    expect(keys('type')).toEqual(['labor', 'sex', 'sex-and-labor', 'other']);
    expect(keys('gender')).toEqual(['male', 'female', 'gender-minority', 'unknown']);
    expect(keys('age')).toEqual(['adult', 'minor', 'unknown']);
    expect(codes.venue.codes.map(({ group }) => group)).toEqual([...Array(10).fill('labor'), ...Array(8).fill('sex')]);
  });
});

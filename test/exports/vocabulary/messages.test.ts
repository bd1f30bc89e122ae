import { describe, expect, it } from 'vitest';
import { parseCodeList } from '../../../src/definitions/code-list-definition.ts';
import { definition } from '../reader-fixture.ts';
import { CASES_OF_MEXICO, mapped } from './mapped-hotline.ts';

const hotline = (changes: object) => () =>
  mapped({ cases: { tables: { cases: { columns: CASES_OF_MEXICO } } } }, { ...changes });

describe('a message about a definition names the place and what is expected, in plain words', () => {
  it.each([
    ['a label that is a number', { label: { en: 3 } }, 'label.en: is a number; expected a text'],
    ['an empty name', { name: { en: '', es: 'A' } }, 'name.en: is empty; write a text'],
    ['a number for a text', { timeZone: 3 }, 'timeZone: is a number; expected a text'],
    ['a text for a list', { separators: ',' }, 'separators: is a text; expected a list'],
    ['an empty list', { lines: [] }, 'lines: has too few items; at least 1'],
    ['an unknown language', { language: 'de' }, 'language: allowed: "en", "es", "fr", "pt"'],
    ['a tolerance below zero', { errorTolerance: -1 }, 'errorTolerance: is too small; at least 0'],
    ['null for an object', { flags: null }, 'flags: is null; expected an object'],
  ])('for %s', (_, changes, message) => {
    expect(hotline(changes)).toThrow(expect.objectContaining({ message: expect.stringContaining(message) }));
    expect(hotline(changes)).not.toThrow(/Too small|Invalid/u);
  });

  it('for a constant of another kind', () => {
    const columns = { ...CASES_OF_MEXICO, nexus: { constant: 3 } };
    const parse = (): unknown => mapped({ cases: { tables: { cases: { columns } } } });
    expect(parse).toThrow(/nexus\.constant: is a number; expected true or false or a text or a list/u);
  });
});

describe('a spelling for two codes of one list', () => {
  it('is refused also if the codes are of different groups', () => {
    const street = { key: 'road', label: { en: 'Road', es: 'Camino' }, aliases: ['street'], group: 'place' };
    const list = definition('codes/venue.json') as { codes: object[] };
    expect(() => parseCodeList({ ...list, codes: [...list.codes, street] }, 'codes/venue.json')).toThrow(
      /"street" already means "street"; a spelling may have only one code/u,
    );
  });

  it('is accepted of states of two countries', () => {
    const list = definition('codes/state.json') as { codes: object[] };
    const state = { key: 'GT-99', label: { en: 'Texas', es: 'Texas' }, aliases: ['Texas'], group: 'GT' };
    expect(parseCodeList({ ...list, codes: [...list.codes, state] }, 'codes/state.json').name).toBe('state');
  });
});

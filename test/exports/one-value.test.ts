import { describe, expect, it } from 'vitest';
import { parseHotline } from '../../src/definitions/hotline-definition.ts';
import { codes, csv, definition, readerFixture, VICTIMS } from './reader-fixture.ts';

const { read } = readerFixture();

const PLACE = 'hotlines/nhth.json';
const AT = 'files/victims/tables/victims/columns/nationalities/oneValue';
const single = parseHotline(definition(PLACE, { [AT]: true }), PLACE, codes);

const file = (...cells: string[]): string => csv(VICTIMS, ...cells.map((cell, at) => `V-${at},C-1,Male,17,${cell}`));

describe('a column that holds one value, as the hotline’s file says', () => {
  it('has an error in every row with several, whose value is in problems.csv only', async () => {
    const text = file('Mexico', 'Mexico;Honduras', '', 'Mexico;Mexico');
    const { found, problems } = await read('victims.csv', text, { hotline: single });
    expect(found).toEqual(['several-values 2 Nationality']);
    expect(problems).toContain('Mexico;Honduras');
  });

  it('is read as before without it', async () => {
    const { found } = await read('victims.csv', file('Mexico;Honduras'));
    expect(found).toEqual([]);
  });
});

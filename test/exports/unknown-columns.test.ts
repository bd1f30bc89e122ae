import { describe, expect, it } from 'vitest';
import { csv, readerFixture } from './reader-fixture.ts';
import { mapped } from './vocabulary/mapped-hotline.ts';

const fixture = readerFixture();

const PEOPLE = mapped({
  people: {
    tables: {
      victims: {
        where: [{ heading: 'Role', in: ['Victim'] }],
        columns: {
          case_id: { heading: 'Case' },
          gender: { heading: 'Sex', codes: { male: ['Varón'] } },
          age_group: { heading: 'Age' },
          nationalities: { heading: 'Country' },
        },
      },
    },
  },
});

/** Reads people with these cells in one column; the other columns are right. */
async function read(column: 'Role' | 'Sex' | 'Age' | 'Country', cells: readonly string[]): Promise<string[]> {
  const right = { Role: 'Victim', Sex: 'Female', Age: '20', Country: 'Mexico' };
  const rows = cells.map((cell) => ['c', ...Object.values({ ...right, [column]: cell })].join(','));
  const { file } = await fixture.read('people.csv', csv('Case,Role,Sex,Age,Country', ...rows), {
    hotline: PEOPLE,
    month: '2018-12',
  });
  const group = file.problems.groups.find(({ code }) => code === 'column-unknown');
  return group ? [`${group.column}: ${group.first[0]?.detail}`, file.status] : [file.status];
}

const times = (count: number, cell: string): string[] => Array.from({ length: count }, () => cell);

describe('a column with many values in no list', () => {
  it.each([
    ['one code is spelled otherwise', 'Sex', [...times(5, 'Masculine'), ...times(20, 'Female')], '5 of 25'],
    ['every value is of another column', 'Age', times(6, 'abc'), '6 of 6'],
    ['a filter matches nothing', 'Role', times(5, 'Victima directa'), '5 of 5'],
    ['a list has unknown values', 'Country', [...times(5, 'Atlantis;Mexico'), ...times(5, 'Mexico')], '5 of 10'],
    ['most cells are empty', 'Sex', [...times(5, 'Masculine'), ...times(50, '')], '5 of 5'],
  ] as const)('is a warning: %s', async (_name, column, cells, shares) => {
    expect(await read(column, cells)).toEqual([`${column}: ${shares} filled cells`, 'accepted']);
  });

  it.each([
    ['single records', 'Sex', [...times(4, 'Masculine'), 'Female']],
    ['a small share', 'Sex', [...times(5, 'Masculine'), ...times(21, 'Female')]],
    ['signs for "not known"', 'Age', times(10, 'S/D')],
    ['empty cells', 'Country', times(10, '')],
  ] as const)('is not a warning: %s', async (_name, column, cells) => {
    expect(await read(column, cells)).toEqual(['accepted']);
  });
});

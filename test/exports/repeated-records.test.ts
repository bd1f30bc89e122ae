import { expect, it } from 'vitest';
import { csv, readerFixture, VICTIMS } from './reader-fixture.ts';

const { read } = readerFixture();

const row = (id: number): string => `V-${String(id).padStart(5, '0')},C-1,Female,17,Mexico`;
const sorted = Array.from({ length: 12_000 }, (_unused, at) => row(at));

it.each([
  ['stands twice in a row', [...sorted.slice(0, 11_000), row(10_999), ...sorted.slice(11_000)], 11_001],
  ['comes again at the end', [...sorted, row(7)], 12_001],
  ['comes again before the others ascend', [row(11_999), ...sorted], 12_001],
])('an id is found twice in a large file sorted by id where it %s', async (_, rows, record) => {
  const { file, found } = await read('victims.csv', csv(VICTIMS, ...rows));
  expect(found).toEqual([`row-repeated ${record} Victim ID`]);
  expect(file).toMatchObject({ status: 'accepted', records: 12_001, facts: [{ rows: 12_000 }] });
});

it('finds no duplicates in a large file sorted by id', async () => {
  const { file, found } = await read('victims.csv', csv(VICTIMS, ...sorted));
  expect(found).toEqual([]);
  expect(file).toMatchObject({ status: 'accepted', facts: [{ rows: 12_000 }] });
});

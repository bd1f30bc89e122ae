import { expect, it } from 'vitest';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { RevisionFigure } from '../../src/domain/revision.ts';
import { unknownWarnings } from '../../src/editions/unknown-values.ts';

const figure = (id: string, by: string, cells: Record<string, number>, changes: object = {}): RevisionFigure => {
  const counted = {
    ...{ id, counts: 'victims', by, multi: false, print: { as: 'counts' }, shares: true, universe: 'victims' },
    total: Object.values(cells).reduce((total, count) => total + count, 0),
    cells: Object.entries(cells).map(([key, count]) => ({ key, count })),
    ...changes,
  };
  return { counted, printed: counted } as unknown as RevisionFigure; // only what the warnings read
};

const entry = (month: string, column: string): LedgerEntry =>
  ({
    ...{ hotline: 'roble', month, table: 'personas' },
    inForce: { problems: [{ code: 'column-unknown', severity: 'warning', column, count: 1 }] },
  }) as unknown as LedgerEntry;

it('warns once for a column with values in no list, however many months have it', () => {
  const withdrawn = { ...entry('2026-03', 'Sexo'), inForce: null };
  expect(unknownWarnings([entry('2026-01', 'Sexo'), entry('2026-02', 'Sexo'), withdrawn], [])).toEqual([
    { kind: 'column-unknown', hotline: 'roble', table: 'personas', column: 'Sexo', exports: 2 },
  ]);
});

it.each([
  ['half unknown, a half of the codes empty', figure('f', 'age', { adult: 10, minor: 0, unknown: 10 }), 10],
  ['all unknown', figure('f', 'gender', { male: 0, female: 0, 'gender-minority': 0, unknown: 7 }), 7],
  ['every case is of another type', figure('f', 'type', { sex: 0, labor: 0, 'sex-and-labor': 0, other: 8 }), 8],
  ['by a list of the hotline', figure('f', 'caller', { victim: 0, family: 3, unknown: 4 }), 4],
])('warns of a figure: %s', (_name, one, unknown) => {
  expect(unknownWarnings([], [one])).toEqual([
    { kind: 'figure-unknown', figure: 'f', unknown, total: one.counted.total },
  ]);
});

it.each([
  ['no code is empty', figure('f', 'age', { adult: 10, minor: 1, unknown: 90 })],
  [
    'only gender minorities are empty',
    figure('f', 'gender', { male: 4, female: 5, 'gender-minority': 0, unknown: 50 }),
  ],
  ['few are unknown', figure('f', 'age', { adult: 10, minor: 0, unknown: 9 })],
  ['no records', figure('f', 'age', { adult: 0, minor: 0, unknown: 0 })],
  ['months without records', figure('f', 'month', { '2026-01': 0, '2026-02': 0 })],
])('does not warn of a figure: %s', (_name, one) => {
  expect(unknownWarnings([], [one])).toEqual([]);
});

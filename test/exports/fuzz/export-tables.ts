import type { Chance } from './chance.ts';
import { NONSENSE } from './small-cells.ts';
import { SMALL_HOTLINES, type SmallColumn, type SmallFile, type SmallHotline } from './small-definitions.ts';

/** A table as a hotline exports it. This file also has the things that go wrong with tables. */
export interface TableModel {
  readonly hotline: SmallHotline;
  readonly file: SmallFile;
  readonly rows: readonly (readonly string[])[];
}

/** Draws a table of July 2017 of one hotline, mostly well-formed, with its headings in the first row. */
export function tableModel(chance: Chance, hotline: SmallHotline, file = chance.pick(hotline.files)): TableModel {
  const headings = file.columns.map(({ heading }) => heading);
  const rows = chance.times(chance.below(9), (row) =>
    file.columns.map((column) => goodCell(chance, column, hotline, row)),
  );
  return { hotline, file, rows: [headings, ...rows] };
}

export const someHotline = (chance: Chance): SmallHotline => chance.pick(SMALL_HOTLINES);

function goodCell(chance: Chance, { holds, spellings }: SmallColumn, hotline: SmallHotline, row: number): string {
  switch (holds) {
    case 'own-id':
      return `Ñ-${row + 1}`;
    case 'link':
      return `C-${chance.below(4)}`;
    case 'reference':
      return chance.oneIn(2) ? '' : `P-${chance.below(9)}`;
    case 'date':
      return goodDate(chance, chance.pick(hotline.dateFormats));
    case 'flag':
    case 'nexus':
      return chance.pick(
        hotline.id === 'nhth' ? ['Yes', 'No', 'yes', 'TRUE', '0'] : ['Sí', 'No', 'si', 'VERDADERO', '0'],
      );
    case 'age':
      return chance.oneIn(2) ? String(chance.below(110)) : chance.pick(spellings);
    case 'countries':
      return chance.times(chance.below(3), () => chance.pick(spellings)).join(chance.pick(hotline.valueSeparators));
    default:
      return spellings.length === 0 || chance.oneIn(6) ? '' : chance.pick(spellings);
  }
}

function goodDate(chance: Chance, format: string): string {
  const day = 1 + chance.below(31);
  const two = String(day).padStart(2, '0');
  if (format === 'YYYY-MM-DD') return `2017-07-${two}${chance.oneIn(5) ? ' 23:59:00' : ''}`;
  return format === 'M/D/YYYY' ? `7/${day}/2017` : `${two}/07/2017`;
}

type Rows = readonly (readonly string[])[];

/** Changes a table in up to three ways in which tables go wrong, or in none. */
export function mutatedTable(chance: Chance, model: TableModel): TableModel {
  let { rows } = model;
  for (let left = chance.below(4); left > 0; left--) rows = chance.pick(MUTATIONS)(rows, chance, model);
  return { ...model, rows };
}

const MUTATIONS: readonly ((rows: Rows, chance: Chance, model: TableModel) => Rows)[] = [
  // cells
  (rows, chance) => withCell(rows, chance, () => chance.pick([...NONSENSE, ...ODD_CELLS])),
  (rows, chance) =>
    withCell(rows, chance, (cell) =>
      chance.pick([` ${cell}\u00a0`, `\u200b${cell}`, cell.toUpperCase(), `"${cell}"`, `${cell}\n`, `'${cell}`]),
    ),
  (rows, chance) => withCell(rows, chance, () => chance.pick(ODD_IDS), 0),
  (rows, chance) => withCell(rows, chance, () => chance.pick(ODD_DATES), 1),
  (rows, chance) => withCell(rows, chance, (_cell, row) => row.at(chance.below(row.length)) ?? ''),
  // rows
  (rows, chance) => changed(rows, chance, () => []),
  (rows, chance) => changed(rows, chance, (row) => [row, row]),
  (rows, chance) => changed(rows, chance, (row) => [row, row.map((cell, at) => (at === 2 ? '' : cell))]),
  (rows, chance) => changed(rows, chance, (row) => [row.map(() => chance.pick(['', ' ', '\u00a0'])), row]),
  (rows, chance) => changed(rows, chance, (row) => [[''], [''], row]),
  (rows, chance) => changed(rows, chance, (row) => [row.slice(0, -1)]),
  (rows, chance) => changed(rows, chance, (row) => [[...row, chance.pick(['', 'extra'])]]),
  (rows, chance) => [...rows, ['Total', String(chance.below(30)), ...Array(Math.max(0, rows[0]!.length - 2)).fill('')]],
  (rows, chance) => [[chance.pick(['', 'sep=,', 'sep=;', 'Report of July'])], ...rows],
  (rows, chance) => rows.toSorted(() => chance.below(3) - 1),
  // columns
  (rows, chance) => columns(rows, chance, (row, at) => row.toSpliced(at, 1)),
  (rows, chance) => columns(rows, chance, (row, at) => row.toSpliced(at, 0, row[at] ?? '')),
  (rows, chance) => columns(rows, chance, (row, at) => [...row.slice(at), ...row.slice(0, at)]),
  (rows, chance) => columns(rows, chance, (row, _at, index) => [...row, index === 0 ? 'Notes' : chance.pick(NOTES)]),
  (rows) => rows.map((row) => [...row, '', '']),
  // headings
  (rows, chance) =>
    rows.map((row, index) =>
      index === 0
        ? row.map((cell) => chance.pick([cell, cell, cell.toUpperCase(), ` ${cell} `, cell.normalize('NFD')]))
        : row,
    ),
  (rows, chance) =>
    rows.map((row, index) => (index === 0 ? [...row.slice(1), row[0] ?? ''] : chance.oneIn(9) ? row : [...row])),
];

const ODD_CELLS = [
  '',
  ' ',
  '-',
  'x,y',
  'a;b',
  'a"b',
  '"',
  'two\nlines',
  '150',
  '-3',
  '17.5',
  '2017',
  'Yes',
  'No',
  '1',
  '0',
  '#REF!',
  'NA',
  'S/D',
  '😀',
];
const ODD_IDS = [
  '',
  '2.01707E+13',
  '1001.0',
  "'0001",
  '="007"',
  '#####',
  '#REF!',
  'An\u0303o',
  'A\u00f1o',
  'Ñ-1',
  ' Ñ-2 ',
  'C\u20111',
  '2017-07-01',
  'TRUE',
  '=""',
  "'",
];
const ODD_DATES = [
  '',
  '2017-07-32',
  '2017-08-01',
  '31/07/2017',
  '7/31/2017',
  '07/08/2017',
  '2017/07/03',
  '3 Jul 2017',
  '42919',
  '2017-07-03T10:30',
  '2017-7-3',
  '7/3/17',
  '2017-07-03 24:61',
];
const NOTES = ['She said "help", and left', 'two\nlines', 'a;b,c', "O'Brien", 'plain', '', '=cmd()'];

/** Changes one cell below the headings; with `at`, a cell of that column. */
function withCell(
  rows: Rows,
  chance: Chance,
  make: (cell: string, row: readonly string[]) => string,
  at?: number,
): Rows {
  const index = 1 + chance.below(Math.max(1, rows.length - 1));
  return rows.map((row, number) => {
    if (number !== index || row.length === 0) return row;
    const place = at ?? chance.below(row.length);
    return row.map((cell, column) => (column === place ? make(cell, row) : cell));
  });
}

/** Replaces one row, and sometimes the headings. */
function changed(rows: Rows, chance: Chance, make: (row: readonly string[]) => Rows): Rows {
  const index = chance.oneIn(20) ? 0 : 1 + chance.below(Math.max(1, rows.length - 1));
  return rows.flatMap((row, number) => (number === index ? make(row) : [row]));
}

function columns(
  rows: Rows,
  chance: Chance,
  make: (row: readonly string[], at: number, index: number) => readonly string[],
): Rows {
  const at = chance.below(rows[0]?.length ?? 1);
  return rows.map((row, index) => make(row, at, index));
}

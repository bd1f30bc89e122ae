import { sheetCodes } from '../../definitions/code-scope.ts';
import type { ColumnMapping, Hotline } from '../../definitions/hotline.ts';
import { type CodeLists, codesOf, isAgeList, type OwnList } from '../../domain/codes.ts';
import { TABLES, type Table } from '../../domain/tables.ts';

/** A figure, as `sheet.json` writes it. */
export interface FigureJson {
  readonly id: string;
  readonly counts: Table;
  readonly by?: string;
  readonly top?: number;
  readonly groups?: readonly string[];
  readonly classes?: readonly number[];
}

/** The hotline of a new sheet, and the code lists. */
export interface HotlineOfSheet {
  readonly hotline: Hotline;
  readonly codes: CodeLists;
}

/** The columns of people that figures count by, and the figure's dimension. */
const PEOPLE = [
  ['gender', 'gender'],
  ['nationalities', 'nationality'],
  ['age_group', 'age'],
] as const;

/** How many nationalities, places and venues are listed. */
const TOP = { nationality: 4, state: 10, venue: 8 } as const;

/** The countries of the places on a map, and the bounds of its classes. */
export interface MapChoice {
  readonly countries: readonly string[];
  readonly classes: readonly number[];
}

/** Returns the figures that the columns of a hotline allow: totals, and one breakdown for each column. */
export function suggestFigures({ hotline, codes }: HotlineOfSheet, map: MapChoice | null): FigureJson[] {
  const tables = countedTables(hotline);
  return [
    ...tables.map((table): FigureJson => ({ id: table, counts: table })),
    ...placeFigures(hotline, map),
    ...eventFigures(hotline, tables),
    ...(['victims', 'traffickers'] as const).flatMap((table) => peopleFigures(hotline, table, codes)),
    ...ownLists(hotline, codes).flatMap(({ list, table }) => (isAgesOfPeople(list, table) ? [] : by(table, list.name))),
  ];
}

/**
 * Returns the tables that a sheet may count. In files that count people, a row without an id is not one case: it is the
 * people of one place and year.
 */
function countedTables(hotline: Hotline): Table[] {
  const tables = TABLES.filter((table) => columnsOf(hotline, table).size > 0);
  return countsPeopleOnly(hotline) ? tables.filter((table) => table !== 'cases') : tables;
}

const countsPeopleOnly = ({ files }: Hotline): boolean =>
  files
    .filter((file) => file.tables.some(({ table }) => table === 'cases'))
    .every(({ tables }) => {
      const people = tables.filter(({ table }) => table === 'victims' || table === 'traffickers');
      const isRow = tables.every(
        ({ table, count, columns }) =>
          table !== 'cases' || (count === null && columns.some(({ origin }) => origin.from === 'row')),
      );
      return isRow && people.length > 0 && people.every(({ count }) => count !== null);
    });

const by = (counts: Table, dimension: string, more: Partial<FigureJson> = {}): FigureJson => ({
  ...{ id: `${counts}-by-${dimension}`, counts, by: dimension },
  ...more,
});

/** Cases by place need a map; signals may also be listed. */
function placeFigures(hotline: Hotline, map: MapChoice | null): FigureJson[] {
  const found = (['cases', 'signals'] as const).find((counts) => columnsOf(hotline, counts).has('states'));
  if (!found) return [];
  const counted = countedTables(hotline);
  const table = counted.includes(found) ? found : counted.find((one) => one === 'victims');
  if (!table) return [];
  if (map) return [by(table, 'state', { groups: map.countries, classes: map.classes })];
  return table === 'signals' ? [by('signals', 'state', { top: TOP.state })] : [];
}

function eventFigures(hotline: Hotline, tables: readonly Table[]): FigureJson[] {
  const cases = columnsOf(hotline, 'cases');
  const typed = tables.includes('victims') ? 'victims' : 'cases';
  const first = tables.includes('signals') ? 'signals' : 'cases';
  return [
    ...(hasMonths(hotline) && tables.includes(first) ? [by(first, 'month')] : []),
    ...(cases.has('trafficking_type') ? [by(typed, 'type')] : []),
    ...(cases.has('venues') && tables.includes('cases') ? [by('cases', 'venue', { top: TOP.venue })] : []),
    ...(columnsOf(hotline, 'signals').has('channel') ? [by('signals', 'channel')] : []),
  ];
}

/** Whether the first edition has several months: a file covers a longer period, and its dates name the month. */
const hasMonths = ({ files }: Hotline): boolean =>
  files.every(({ every, tables }) => every !== 'month' && tables.every(({ columns }) => columns.every(isByMonth)));

const isByMonth = ({ column, origin }: ColumnMapping): boolean =>
  column.holds !== 'date' ||
  ((origin.from === 'cells' || origin.from === 'joined') && origin.formats.every((format) => format.includes('M')));

/** People are counted by one list of ages: by bands of the hotline's own, if it has some. */
function peopleFigures(hotline: Hotline, table: 'victims' | 'traffickers', codes: CodeLists): FigureJson[] {
  const columns = columnsOf(hotline, table);
  const bands = ownLists(hotline, codes).find((own) => own.table === table && isAgeList(own.list))?.list.name;
  return PEOPLE.filter(([column]) => columns.has(column) || (column === 'age_group' && bands !== undefined)).map(
    ([column, dimension]) =>
      by(
        table,
        (column === 'age_group' && bands) || dimension,
        dimension === 'nationality' ? { top: TOP.nationality } : {},
      ),
  );
}

const isAgesOfPeople = (list: OwnList, table: Table): boolean =>
  isAgeList(list) && (table === 'victims' || table === 'traffickers');

/** The added lists that the hotline maps, each with the first table that has its column. */
function ownLists(hotline: Hotline, { own = [] }: CodeLists): { readonly list: OwnList; readonly table: Table }[] {
  return own.flatMap((list) => {
    const table = TABLES.find((name) => columnsOf(hotline, name).has(list.name));
    return table ? [{ list, table }] : [];
  });
}

/** Returns how many known codes a figure by a list may print: `unknown` and `other` are not known. */
export function knownCodes({ hotline, codes }: HotlineOfSheet, list: string): number {
  const own = codesOf(sheetCodes(codes, [hotline]), list);
  return own.filter(({ key }) => key !== 'unknown' && key !== 'other').length;
}

/** The columns of a table that some file of the hotline has; added lists by their name. */
function columnsOf({ files }: Hotline, table: Table): ReadonlySet<string> {
  const mapped = files.flatMap(({ tables }) => tables.filter((own) => own.table === table));
  return new Set(
    mapped.flatMap(({ columns }) =>
      columns.flatMap(({ column, origin }) => (origin.from === 'nothing' ? [] : (column.key ?? column.name))),
    ),
  );
}

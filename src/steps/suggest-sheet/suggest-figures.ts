import type { Hotline } from '../../definitions/hotline.ts';
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

/** The columns of people that figures count by, and the figure's dimension. */
const PEOPLE = [
  ['gender', 'gender'],
  ['nationalities', 'nationality'],
  ['age_group', 'age'],
] as const;

/** How many nationalities are listed. */
const TOP = 4;

/** The countries of the places on a map, and the bounds of its classes. */
export interface MapChoice {
  readonly countries: readonly string[];
  readonly classes: readonly number[];
}

/** Returns the figures that the columns of a hotline allow: totals, and one breakdown for each column. */
export function suggestFigures(hotline: Hotline, map: MapChoice | null): FigureJson[] {
  const tables = TABLES.filter((table) => columnsOf(hotline, table).size > 0);
  const totals = tables.map((table): FigureJson => ({ id: table, counts: table }));
  const hasVictims = tables.includes('victims');
  const cases = columnsOf(hotline, 'cases');
  return [
    ...totals,
    ...(map && cases.has('states')
      ? [{ id: 'cases-by-state', counts: 'cases' as const, by: 'state', groups: map.countries, classes: map.classes }]
      : []),
    ...(hasVictims && cases.has('trafficking_type')
      ? [{ id: 'victims-by-type', counts: 'victims' as const, by: 'type' }]
      : []),
    ...(['victims', 'traffickers'] as const).flatMap((table) => peopleFigures(hotline, table)),
  ];
}

function peopleFigures(hotline: Hotline, table: 'victims' | 'traffickers'): FigureJson[] {
  const columns = columnsOf(hotline, table);
  return PEOPLE.filter(([column]) => columns.has(column)).map(([, by]) => ({
    ...{ id: `${table}-by-${by}`, counts: table, by },
    ...(by === 'nationality' && { top: TOP }),
  }));
}

/** The columns of a table that some file of the hotline has. */
function columnsOf({ files }: Hotline, table: Table): ReadonlySet<string> {
  const mapped = files.flatMap(({ tables }) => tables.filter((own) => own.table === table));
  return new Set(
    mapped.flatMap(({ columns }) =>
      columns.flatMap(({ column, origin }) => (origin.from === 'nothing' ? [] : column.name)),
    ),
  );
}

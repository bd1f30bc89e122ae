import { formatPrecision } from '../domain/date-format.ts';
import type { FigureDefinition } from '../domain/sheet.ts';
import type { Table } from '../domain/tables.ts';
import type { Hotline } from './hotline.ts';

/** The table whose dates decide the month of the records that a figure counts. */
const datingTable = (counts: Table): Table => (counts === 'signals' ? 'signals' : 'cases');

/**
 * Returns why a sheet cannot count by month: a hotline may write only the year of a date. Such records would be in the
 * total of the figure but in none of its months. Empty if every figure by month is possible.
 */
export function yearOnlyErrors(figures: readonly FigureDefinition[], hotlines: readonly Hotline[]): string[] {
  return figures
    .filter(({ by }) => by === 'month' || by === 'quarter')
    .flatMap(({ id, counts, by }) =>
      hotlines
        .filter((hotline) => writesYearsOnly(hotline, datingTable(counts)))
        .map(
          (hotline) =>
            `figures.${id}: counts by ${by}, but ${hotline.id} may write only the year of ${datingTable(counts)}; remove the figure, or give the hotline's dates a format with a month`,
        ),
    );
}

const writesYearsOnly = ({ files }: Hotline, table: Table): boolean =>
  files
    .flatMap(({ tables }) => tables.filter((mapping) => mapping.table === table))
    .flatMap(({ columns }) => columns.filter(({ column }) => column.holds === 'date'))
    .some(({ origin }) => {
      if (origin.from === 'constant') return !String(origin.value).includes('-');
      if (origin.from !== 'cells' && origin.from !== 'joined') return false;
      return origin.formats.some((format) => formatPrecision(format) === 'year');
    });

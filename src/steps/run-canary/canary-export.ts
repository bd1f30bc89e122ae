import { createHash } from 'node:crypto';
import { CANARY_MONTH, canaryCounts } from '../../domain/canary.ts';
import type { PrintedFigure } from '../../domain/figure.ts';
import type { Day } from '../../domain/month.ts';

/** The expected output of one figure: its total and its cells, null where a cell is hidden. */
export interface ExpectedFigure {
  readonly id: string;
  readonly total: number;
  readonly cells: readonly (readonly [key: string, count: number | null])[];
}

const HEADING = 'Record,Received,Channel,Type,Gender,Age';

/** Returns the invented export of a day: each record is a signal, a case and a victim. */
export function canaryExport(day: Day): Uint8Array {
  const genders = canaryCounts(day).flatMap(([gender, records]) => Array.from({ length: records }, () => gender));
  const rows = genders.map((gender, index) => {
    const received = `${CANARY_MONTH}-${String((index % 28) + 1).padStart(2, '0')}`;
    return `${day} ${index + 1},${received},Phone,${index % 2 === 0 ? 'Labor' : 'Sex'},${gender},Adult`;
  });
  return new TextEncoder().encode([HEADING, ...rows, ''].join('\n'));
}

export const canaryHash = (day: Day): string => createHash('sha256').update(canaryExport(day)).digest('hex');

/** Returns the figures that the sheet must print for a day's export. */
export function expectedFigures(day: Day): ExpectedFigure[] {
  const counts = new Map(canaryCounts(day));
  const total = [...counts.values()].reduce((sum, records) => sum + records, 0);
  return [
    ...['signals', 'cases', 'victims'].map((id) => ({ id, total, cells: [] })),
    {
      id: 'victims-by-type',
      total,
      cells: [
        ['labor', Math.ceil(total / 2)],
        ['sex', Math.floor(total / 2)],
        ['sex-and-labor', 0],
        ['other', 0],
      ],
    },
    {
      id: 'victims-by-gender',
      total,
      cells: [
        ['male', counts.get('Male') ?? 0],
        ['female', counts.get('Female') ?? 0],
        ['gender-minority', null],
        ['unknown', null],
      ],
    },
  ];
}

/** Converts a printed figure to the form of an expected figure. */
export const asExpected = ({ id, total, cells }: PrintedFigure) => ({
  id,
  total,
  cells: cells.map(({ key, count }) => [key, count]),
});

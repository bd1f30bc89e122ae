import type { ColumnMapping, Hotline } from '../../definitions/hotline.ts';
import { fold } from '../../domain/codes.ts';
import { PRECISION } from '../../domain/facts-columns.ts';
import { isNotKnownDate } from '../../domain/not-known.ts';
import { WITHOUT_VALUE } from '../container/workbook/unreadable-cells.ts';
import { type CellCoding, type CodingContext, warning } from './cell-coding.ts';
import { dateProblems, dateReader } from './code-date.ts';

/** Returns the coding of a column with dates: of their cells, or of the constant that the hotline's file gives. */
export function dateCoding(mapping: ColumnMapping, hotline: Hotline, { month, isWorkbook }: CodingContext): CellCoding {
  const { column, origin } = mapping;
  if (origin.from !== 'cells' && origin.from !== 'joined') return constantDate(mapping);
  const { formats } = origin;
  const sources = origin.from === 'cells' ? [origin.source] : origin.sources;
  const heading = sources[0]?.heading ?? '';
  const read = dateReader(isWorkbook ? [...formats, 'YYYY-MM-DD'] : formats, hotline.timeZone);
  return {
    columns: [column, PRECISION],
    sources,
    code(cells) {
      const { cell, signs } = withoutSigns(cells, hotline.notKnown);
      const reading = read(cell);
      if (signs.length > 0 && reading.day === null) {
        const unlisted = signs.filter((sign) => !hotline.notKnown.has(fold(sign))).slice(0, 1);
        const problems = unlisted.map((sign) => warning('value-unknown', heading, NO_DATE, sign));
        return { values: [null, 'unknown'], form: 'unknown', problems };
      }
      const { day, precision } = reading;
      const form = precision === 'day' ? (day ?? '') : `${day} ${precision}`;
      return {
        values: [day, precision],
        form,
        problems: dateProblems(reading, { cell, column: heading, month, formats }),
      };
    },
  };
}

const NO_DATE = 'the date is not known; the record counts in no period';

/** Returns the text of a date's cells without those that mean "not known", and these. */
function withoutSigns(cells: readonly (string | null)[], notKnown: ReadonlySet<string>) {
  const texts = cells.map((text) => text ?? '');
  // a date that no calendar has is an error of the cell, though its text looks like a sign
  const isSign = (text: string): boolean =>
    text !== WITHOUT_VALUE && (notKnown.has(fold(text)) || isNotKnownDate(fold(text)));
  const dated = texts.filter((text) => !isSign(text));
  return { cell: dated.join(' ').trim(), signs: texts.filter(isSign) };
}

/** The same day, month or year in every row. */
function constantDate({ column, origin }: ColumnMapping): CellCoding {
  const read = dateReader(['YYYY-MM-DD', 'YYYY-MM', 'YYYY'], null);
  const { day, precision } = read(origin.from === 'constant' ? String(origin.value) : '');
  return {
    columns: [column, PRECISION],
    sources: [],
    code: () => ({ values: [day, precision], form: '', problems: [] }),
  };
}

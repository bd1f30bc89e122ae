/**
 * The calendars in which a workbook counts its days: from 1900, with a 29 February 1900 that did not exist, or from
 * 1904.
 */
export type DateSystem = 1900 | 1904;

const DAY = 24 * 60 * 60 * 1000;
/** 31 December 9999, the last day that a spreadsheet program shows, in days from 1900. */
const LAST_SERIAL = 2_958_465;
const DAYS_FROM_1900_TO_1904 = 1462;
const PHANTOM_DAY = 60;
/**
 * Times within a tenth of a millisecond before midnight belong to the next day, because computing days loses that much
 * precision.
 */
const ROUNDING = 1e-9;

/**
 * Returns the day of a date serial as `YYYY-MM-DD`, without its time; null if a spreadsheet program shows `####`. Days
 * that exist only in Excel (0 January and 29 February 1900) are written as Excel shows them; the reader of dates does
 * not accept them.
 */
export function serialDay(serial: number, system: DateSystem): string | null {
  if (!(serial >= 0)) return null;
  const days = Math.floor(serial + ROUNDING) + (system === 1904 ? DAYS_FROM_1900_TO_1904 : 0);
  if (days > LAST_SERIAL) return null;
  if (days === 0) return '1900-01-00';
  if (days === PHANTOM_DAY) return '1900-02-29';
  const before = days < PHANTOM_DAY ? days + 1 : days;
  return new Date(Date.UTC(1899, 11, 30) + before * DAY).toISOString().slice(0, 10);
}

/** The calendars that a workbook counts its days in: from 1900, with a 29 February 1900 that never was, or from 1904. */
export type DateSystem = 1900 | 1904;

const DAY = 24 * 60 * 60 * 1000;
/** 31 December 9999, the last day that a spreadsheet program shows, in days from 1900. */
const LAST_SERIAL = 2_958_465;
const DAYS_FROM_1900_TO_1904 = 1462;
const PHANTOM_DAY = 60;
/** Times within a tenth of a millisecond of midnight belong to the next day: so much is lost when days are reckoned. */
const ROUNDING = 1e-9;

/**
 * The day of a date serial as `YYYY-MM-DD`, its time dropped; null where a spreadsheet program shows `####`. Days that
 * only Excel knows (0 January and 29 February 1900) are spelled as Excel shows them and are no days to the reader of dates.
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

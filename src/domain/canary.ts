import { DAY_MS, type Day, type Month } from './month.ts';

/**
 * The id of a hotline and of its sheet that do not exist: once a day the deployed pipeline makes a draft of invented
 * records, to show that it works. No other sheet may count the hotline, and no one may approve the sheet or be sent it.
 */
export const CANARY = 'canary';

/** The one month that it has exports of. */
export const CANARY_MONTH = '2020-01' as Month;

export const CANARY_UPLOAD = `exports/${CANARY}/${CANARY_MONTH}/records.csv`;

/** How many records of a day have each gender, as the export spells it. */
export type CanaryCounts = readonly (readonly [gender: string, records: number])[];

const VARIANTS = 31;

/**
 * The counts of a day. Two days in a row differ, so that each day's export makes a revision of its own. The third
 * gender has so few that it is hidden, and the fourth is hidden with it.
 */
export function canaryCounts(day: Day): CanaryCounts {
  const more = Math.floor(new Date(`${day}T00:00:00Z`).getTime() / DAY_MS) % VARIANTS;
  return [
    ['Female', 60 + more],
    ['Male', 30],
    ['Gender Minority', 3],
    ['Unknown', 12],
  ];
}

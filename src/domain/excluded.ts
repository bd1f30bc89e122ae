import type { Month } from './month.ts';

/** People whose case no active export holds: no figure counts them. */
export interface Orphans {
  readonly victims: number;
  readonly traffickers: number;
}

/** The orphans of one month's exports. */
export interface OrphansOfMonth extends Orphans {
  readonly month: Month;
}

/** Records whose date is not known exactly enough to say that they are in the period: no figure counts them. */
export interface Undated {
  readonly signals: number;
  readonly cases: number;
}

/** The records of one hotline that a revision excludes. Exact counts: for reviewers, never for a public page. */
export interface Excluded {
  readonly hotline: string;
  /** Cases of the population that were dropped because the copy of an earlier-listed hotline is counted. */
  readonly copies: number;
  /** Victims and traffickers in the hotline's active exports, orphans included. */
  readonly people: number;
  readonly orphans: Orphans;
  /** Only months with orphans, in order. */
  readonly orphansByMonth: readonly OrphansOfMonth[];
  /** Missing from revisions made before this was stored. */
  readonly undated?: Undated;
}

/** Adds up undated records over hotlines. */
export const totalUndated = (excluded: readonly Pick<Excluded, 'undated'>[]): Undated => ({
  signals: excluded.reduce((sum, { undated }) => sum + (undated?.signals ?? 0), 0),
  cases: excluded.reduce((sum, { undated }) => sum + (undated?.cases ?? 0), 0),
});

/**
 * Undated records as pages print them: rounded down to a multiple of the threshold, so 0 means fewer than the threshold.
 * A table without undated records is missing.
 */
export type PrintedUndated = Partial<Undated>;

/** Returns undated records as printed; null if there are none. */
export function printedUndated(
  excluded: readonly Pick<Excluded, 'undated'>[],
  threshold: number,
): PrintedUndated | null {
  const { signals, cases } = totalUndated(excluded);
  const printed = {
    ...(signals > 0 && { signals: signals - (signals % threshold) }),
    ...(cases > 0 && { cases: cases - (cases % threshold) }),
  };
  return Object.keys(printed).length > 0 ? printed : null;
}

/** Adds up orphans over months or hotlines. */
export const totalOrphans = (all: readonly Orphans[]): Orphans => ({
  victims: all.reduce((sum, { victims }) => sum + victims, 0),
  traffickers: all.reduce((sum, { traffickers }) => sum + traffickers, 0),
});

/** Counts the people among orphans. */
export const countPeople = ({ victims, traffickers }: Orphans): number => victims + traffickers;

/** Percentage of a hotline's people above which orphans are a warning: damaged ids look like this. */
const ORPHANS_PERCENT = 5;
/** The fewest orphans for a warning, however few people there are. */
const LEAST_ORPHANS = 5;

/** Whether a hotline has so many orphans that something is wrong with its exports. */
export function hasManyOrphans({ orphans, people }: Pick<Excluded, 'orphans' | 'people'>): boolean {
  const count = countPeople(orphans);
  return count >= LEAST_ORPHANS && count * 100 > people * ORPHANS_PERCENT;
}

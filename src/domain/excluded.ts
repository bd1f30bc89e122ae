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

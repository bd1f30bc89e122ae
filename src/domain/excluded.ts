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

/** What a revision leaves out of one hotline's records. Exact counts: for reviewers, never for a public page. */
export interface Excluded {
  readonly hotline: string;
  /** Cases of the population that were dropped because an earlier-listed hotline's copy is counted in their place. */
  readonly copies: number;
  /** Victims and traffickers in the hotline's active exports, orphans included. */
  readonly people: number;
  readonly orphans: Orphans;
  /** Only months with orphans, in order. */
  readonly orphansByMonth: readonly OrphansOfMonth[];
}

/** The sum of orphans over months or hotlines. */
export const totalOrphans = (all: readonly Orphans[]): Orphans => ({
  victims: all.reduce((sum, { victims }) => sum + victims, 0),
  traffickers: all.reduce((sum, { traffickers }) => sum + traffickers, 0),
});

/** How many people orphans are. */
export const peopleAmong = ({ victims, traffickers }: Orphans): number => victims + traffickers;

/** Above this share of a hotline's people, in percent, orphans are a warning: mangled ids look like this. */
const ORPHANS_PERCENT = 5;
/** Fewer orphans than this are no warning, however few people there are. */
const LEAST_ORPHANS = 5;

/** Whether so many of a hotline's people belong to no case that something is wrong with its exports. */
export function hasManyOrphans({ orphans, people }: Pick<Excluded, 'orphans' | 'people'>): boolean {
  const count = peopleAmong(orphans);
  return count >= LEAST_ORPHANS && count * 100 > people * ORPHANS_PERCENT;
}

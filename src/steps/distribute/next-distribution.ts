import { nextFire } from '../../distribution/next-fire.ts';
import type { Schedule } from '../../domain/schedule/schedule.ts';

/** The next moment at which a sheet is sent. */
export interface NextDistribution {
  readonly sheet: string;
  readonly at: Date;
  /** The IANA zone in which the schedule is written. */
  readonly zone: string;
}

/** Returns the earliest next moment among schedules, except those of sheets on hold; null if nothing is scheduled. */
export function nextDistribution(
  schedules: readonly Pick<Schedule, 'sheet' | 'rule' | 'zone'>[],
  held: ReadonlySet<string>,
  now: Date,
): NextDistribution | null {
  const moments = schedules
    .filter(({ sheet }) => !held.has(sheet))
    .map((schedule) => ({ sheet: schedule.sheet, at: nextFire(schedule, now), zone: schedule.zone }));
  return moments.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
}

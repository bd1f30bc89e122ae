import type { Schedule } from '../contract/schedule.ts';
import { nextFire } from '../distribution/next-fire.ts';

/**
 * The last moment of a schedule after `since` that has come by now; null when none has. Of several that were slept through only
 * the last counts: one run sends all that is ready.
 */
export function dueMoment(schedule: Pick<Schedule, 'rule' | 'zone'>, since: Date, now: Date): Date | null {
  let due: Date | null = null;
  for (let next = nextFire(schedule, since); next <= now; next = nextFire(schedule, next)) due = next;
  return due;
}

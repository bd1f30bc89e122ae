import { Failure } from '../domain/failure.ts';
import { DAY_MS, lastDay, type Month } from '../domain/month.ts';
import { firesOn, type Schedule } from '../domain/schedule/schedule.ts';
import { findZone } from '../domain/schedule/zone-time.ts';

/** Every rule fires on some day of every year: days of the month end at 28. */
const DAYS_AHEAD = 400;

/**
 * Returns the next moment after an instant at which a schedule fires. A time that the clock shows twice counts once,
 * the first time. A time that the clock skips fires as long after the gap as it was into the gap.
 * @throws Failure ScheduleInvalid for an unknown time zone, or if the schedule never fires
 */
export function nextFire({ rule, zone: name }: Pick<Schedule, 'rule' | 'zone'>, after: Date): Date {
  const zone = findZone(name);
  if (!zone)
    throw new Failure('ScheduleInvalid', `"${name}" is not a time zone; write an IANA name, like America/Mexico_City`);
  const { year, month, day } = zone.dayAt(after.getTime());
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead++) {
    const date = new Date(Date.UTC(year, month - 1, day) + ahead * DAY_MS);
    const on = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
    const fire = firesOn(rule, on) ? zone.firstInstantOf(on, rule.hour, rule.minute) : 0;
    if (fire > after.getTime()) return new Date(fire);
  }
  throw new Failure('ScheduleInvalid', `a schedule in ${name} never fires`);
}

/** Whether an edition is late: the first moment after its month at which it was to be sent has passed. */
export function isLate(schedule: Pick<Schedule, 'rule' | 'zone'>, month: Month, now: Date): boolean {
  const zone = findZone(schedule.zone);
  const [year = 0, of = 1, day = 1] = lastDay(month).split('-').map(Number);
  const end = zone?.firstInstantOf({ year, month: of, day }, 23, 59) ?? 0;
  return nextFire(schedule, new Date(end)) <= now;
}

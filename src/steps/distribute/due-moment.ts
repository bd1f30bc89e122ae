import { nextFire } from '../../distribution/next-fire.ts';
import type { Schedule } from '../../domain/schedule/schedule.ts';

/**
 * Returns the last moment of a schedule after `since` that has passed by now; null if none has. If several were missed,
 * only the last one counts: one run sends everything that is ready.
 */
export function dueMoment(schedule: Pick<Schedule, 'rule' | 'zone'>, since: Date, now: Date): Date | null {
  let due: Date | null = null;
  for (let next = nextFire(schedule, since); next <= now; next = nextFire(schedule, next)) due = next;
  return due;
}

/**
 * Formats the next moment of a schedule after an instant, in the schedule's time zone: `15 December 2026, 09:00
 * America/Mexico_City`.
 */
export function nextMomentWords(schedule: Pick<Schedule, 'rule' | 'zone'>, after: Date): string {
  const { zone: timeZone } = schedule;
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, ...MOMENT });
  const part = Object.fromEntries(
    format.formatToParts(nextFire(schedule, after)).map(({ type, value }) => [type, value]),
  );
  return `${part.day} ${part.month} ${part.year}, ${part.hour}:${part.minute} ${timeZone}`;
}

const MOMENT = {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;

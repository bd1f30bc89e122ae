import { type Hold, holdWords } from '../../src/domain/hold.ts';
import { type MailConfiguration, scheduleOf } from '../../src/steps/distribute/distribute-due.ts';
import { nextMomentWords } from '../../src/steps/distribute/due-moment.ts';

/** When each sheet goes out next, in lines for a person. */
export const nextMomentLines = ({ schedules }: Pick<MailConfiguration, 'schedules'>, now: Date): string[] =>
  schedules.length === 0
    ? ['nothing is scheduled; only factsheets distribute sends']
    : schedules.map((schedule) => `next distribution of ${schedule.sheet}: ${nextMomentWords(schedule, now)}`);

/** When one sheet goes out next, in a phrase. */
export function nextMomentOf(
  configuration: Pick<MailConfiguration, 'schedules'>,
  sheet: string,
  { now, hold }: { readonly now: Date; readonly hold: Hold | null },
): string {
  if (hold) return `not before it is released (${holdWords(hold)})`;
  const schedule = scheduleOf(configuration, sheet);
  return schedule ? nextMomentWords(schedule, now) : 'only by factsheets distribute: it has no schedule';
}

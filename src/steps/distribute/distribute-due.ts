import { loadFamily, loadSheet, type PageDefinitions } from '../../definitions/load-definitions.ts';
import { isLate } from '../../distribution/next-fire.ts';
import { folderOfSheet, isMemberId } from '../../domain/family.ts';
import type { Month } from '../../domain/month.ts';
import type { RunReport } from '../../domain/run-report.ts';
import { MAIL_DEFAULTS, type Schedule } from '../../domain/schedule/schedule.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { getsSheet } from '../../domain/stakeholder.ts';
import { distributeFamily } from './distribute.ts';
import type { DistributeEffects } from './mail-run.ts';
import type { MailSettings } from './prepare-messages.ts';
import type { RunOptions } from './run-options.ts';

/** The mail configuration of a local machine or a stage. */
export interface MailConfiguration extends Pick<MailSettings, 'sender' | 'linkUrl'> {
  readonly schedules: readonly Schedule[];
}

/**
 * Why a distribution may be due: a moment of the schedule, by its name; the approval of a revision; or a person's
 * request, either for one edition or for everything that the next moment would send.
 */
export type Due = { readonly sheet: string } & (
  | { readonly moment: string }
  | { readonly approved: { readonly month: Month; readonly revision: number } }
  | { readonly asked: { readonly month: Month | null; readonly at: string } }
);

/** Returns a sheet's schedule, a member's its family's; null if it has none. */
export const scheduleOf = ({ schedules }: Pick<MailConfiguration, 'schedules'>, sheet: string): Schedule | null =>
  schedules.find((one) => one.sheet === folderOfSheet(sheet)) ?? null;

/** Returns the settings for a sheet's messages; a sheet without a schedule has the default limits. */
export function settingsOf(configuration: MailConfiguration, sheet: string): MailSettings {
  const { sender, linkUrl } = configuration;
  const { replyTo, sizeLimitMb, zipAbove, linkDays } = scheduleOf(configuration, sheet) ?? MAIL_DEFAULTS;
  return { sender, linkUrl, replyTo, sizeLimitMb, zipAbove, linkDays };
}

/**
 * Distributes a sheet because its moment has come, a person requested it, or it was approved late; with it the members
 * of its family that people chose. An approval of a member is one of its family. `until` is when the run must end; null
 * lets it finish.
 * @returns null if an approved edition waits for the next moment
 */
export async function distributeDue(
  effects: DistributeEffects,
  definitions: PageDefinitions,
  configuration: MailConfiguration,
  { due, until }: { readonly due: Due; readonly until: Date | null },
): Promise<RunReport | null> {
  const id = 'approved' in due ? folderOfSheet(due.sheet) : due.sheet;
  const sheets = await sheetsOfRun(effects, definitions, id);
  const run = runOf(due, scheduleOf(configuration, id), effects.clock.now());
  if (!run) return null;
  return distributeFamily(effects, sheets, settingsOf(configuration, id), { ...run, only: null, dryRun: false, until });
}

/**
 * Returns the sheets of a run: a sheet, and if it is the main sheet of a family the members that someone on the list
 * chose.
 */
export async function sheetsOfRun(
  { definitions: files, stakeholders }: Pick<DistributeEffects, 'definitions' | 'stakeholders'>,
  definitions: PageDefinitions,
  id: string,
): Promise<readonly [Sheet, ...Sheet[]]> {
  if (isMemberId(id)) return [await loadSheet(files, definitions, id)];
  const [main, ...members] = await loadFamily(files, definitions, id);
  if (members.length === 0) return [main];
  const people = (await stakeholders.all()).flatMap((person) => (person.status === 'left' ? [] : [person]));
  return [main, ...members.filter((member) => people.some((person) => getsSheet(person, member.id)))];
}

/** Whether an approval is sent at once: the schedule asks for it, and its moment for this edition has passed. */
export const isSentOnApproval = (schedule: Schedule | null, month: Month, now: Date): boolean =>
  schedule?.lateApproval === 'send' && isLate(schedule, month, now);

/** Returns the run that is due; null for an approval that waits for the next moment of the schedule. */
function runOf(
  due: Due,
  schedule: Schedule | null,
  now: Date,
): Pick<RunOptions, 'run' | 'month' | 'toEveryone'> | null {
  if ('moment' in due) return { run: `schedule ${due.moment}`, month: null, toEveryone: false };
  if ('asked' in due) {
    const { month, at } = due.asked;
    return { run: `asked ${at}`, month, toEveryone: month !== null };
  }
  const { month, revision } = due.approved;
  if (!isSentOnApproval(schedule, month, now)) return null;
  return { run: `approval ${due.sheet} ${month} ${revision}`, month, toEveryone: false };
}

import { loadFamily, loadSheet, type PageDefinitions } from '../../definitions/load-definitions.ts';
import { isLate } from '../../distribution/next-fire.ts';
import { folderOfSheet } from '../../domain/family.ts';
import type { Month } from '../../domain/month.ts';
import type { RunReport } from '../../domain/run-report.ts';
import type { Schedule } from '../../domain/schedule/schedule.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { distribute } from './distribute.ts';
import type { DistributeEffects } from './mail-run.ts';
import type { RunOptions } from './mailing.ts';
import type { MailSettings } from './make-message.ts';

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
  const defaults = { replyTo: null, sizeLimitMb: 5, linkDays: 30 };
  const { replyTo, sizeLimitMb, linkDays } = scheduleOf(configuration, sheet) ?? defaults;
  return { sender, linkUrl, replyTo, sizeLimitMb, linkDays };
}

/**
 * Distributes a sheet because its moment has come, a person requested it, or it was approved late. `until` is when the
 * run must end; null lets it finish.
 * @returns null if an approved edition waits for the next moment
 */
export async function distributeDue(
  effects: DistributeEffects,
  definitions: PageDefinitions,
  configuration: MailConfiguration,
  { due, until }: { readonly due: Due; readonly until: Date | null },
): Promise<RunReport | null> {
  const sheet = await loadSheet(effects.definitions, definitions, due.sheet);
  const run = runOf(due, scheduleOf(configuration, sheet.id), effects.clock.now());
  if (!run) return null;
  const options = { ...run, only: null, dryRun: false, until };
  const settings = settingsOf(configuration, sheet.id);
  const report = await distribute(effects, sheet, settings, options);
  const reports = [report];
  for (const member of await chosenMembers(effects, definitions, due.sheet))
    reports.push(await distribute(effects, member, settings, options));
  return joinedReport(report, reports);
}

/** Returns the members of a family that someone on the list chose, for a run of the whole. */
async function chosenMembers(
  { definitions: files, stakeholders }: DistributeEffects,
  definitions: PageDefinitions,
  sheet: string,
): Promise<Sheet[]> {
  if (folderOfSheet(sheet) !== sheet) return [];
  const [, ...members] = await loadFamily(files, definitions, sheet);
  if (members.length === 0) return [];
  const people = await stakeholders.all();
  return members.filter(({ id }) => people.some((person) => person.status !== 'left' && person.sheets.includes(id)));
}

/** Returns one report of the runs of a whole and its members; there is nothing to send only if none has anything. */
function joinedReport(whole: RunReport, reports: readonly RunReport[]): RunReport {
  const isNothing = reports.every(({ nothing }) => nothing !== null);
  return {
    run: whole.run,
    revisions: reports.flatMap(({ revisions }) => revisions),
    nothing: isNothing ? whole.nothing : null,
    why: isNothing ? whole.why : null,
    unreached: reports.reduce((sum, { unreached }) => sum + unreached, 0),
  };
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

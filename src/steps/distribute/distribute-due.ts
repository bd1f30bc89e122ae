import { loadSheet, type PageDefinitions } from '../../definitions/load-definitions.ts';
import type { Month } from '../../domain/month.ts';
import type { RunReport } from '../../domain/run-report.ts';
import type { Schedule } from '../../domain/schedule/schedule.ts';
import { type DistributeEffects, distribute } from './distribute.ts';
import { sendLateApproval } from './late-approval.ts';
import type { MailSettings } from './make-message.ts';

/** How a machine or a stage sends. */
export interface MailConfiguration extends Pick<MailSettings, 'sender' | 'linkUrl'> {
  readonly schedules: readonly Schedule[];
}

/**
 * Why a distribution may be due: the moment of a schedule, as it names it; the approval of a revision; or a person who asked for it,
 * of one edition or of what the next moment would send.
 */
export type Due = { readonly sheet: string } & (
  | { readonly moment: string }
  | { readonly approved: { readonly month: Month; readonly revision: number } }
  | { readonly asked: { readonly month: Month | null; readonly at: string } }
);

/** A sheet's schedule; null when it has none. */
export const scheduleOf = ({ schedules }: Pick<MailConfiguration, 'schedules'>, sheet: string): Schedule | null =>
  schedules.find((one) => one.sheet === sheet) ?? null;

/** How a sheet's messages are sent; a sheet without a schedule has the usual limits. */
export function settingsOf(configuration: MailConfiguration, sheet: string): MailSettings {
  const { sender, linkUrl } = configuration;
  const usual = { replyTo: null, sizeLimitMb: 5, linkDays: 30 };
  const { replyTo, sizeLimitMb, linkDays } = scheduleOf(configuration, sheet) ?? usual;
  return { sender, linkUrl, replyTo, sizeLimitMb, linkDays };
}

/**
 * Distributes a sheet when its moment has come, or at a late approval.
 * @param until when the run must end; null lets it go on to its end
 * @returns null when an approval waits for the next moment
 */
export async function distributeDue(
  effects: DistributeEffects,
  definitions: PageDefinitions,
  configuration: MailConfiguration,
  due: Due,
  until: Date | null,
): Promise<RunReport | null> {
  const sheet = await loadSheet(effects.definitions, definitions, due.sheet);
  const settings = settingsOf(configuration, sheet.id);
  if ('moment' in due) {
    const options = { run: `schedule ${due.moment}`, month: null, toEveryone: false, only: null, dryRun: false, until };
    return distribute(effects, sheet, settings, options);
  }
  if ('asked' in due) {
    const { month, at } = due.asked;
    const options = { run: `asked ${at}`, month, toEveryone: month !== null, only: null, dryRun: false, until };
    return distribute(effects, sheet, settings, options);
  }
  const schedule = scheduleOf(configuration, sheet.id);
  return schedule ? sendLateApproval(effects, sheet, schedule, settings, due.approved, until) : null;
}

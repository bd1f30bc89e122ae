import { isLate } from '../../distribution/next-fire.ts';
import type { Month } from '../../domain/month.ts';
import type { RunReport } from '../../domain/run-report.ts';
import type { Schedule } from '../../domain/schedule/schedule.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { type DistributeEffects, distribute } from './distribute.ts';
import type { MailSettings } from './make-message.ts';

/**
 * Sends an edition at its approval, when the sheet's schedule asks for that and the moment it was to be sent at has passed.
 * @param until when the run must end
 * @returns null when it waits for the next moment
 */
export async function sendLateApproval(
  effects: DistributeEffects,
  sheet: Sheet,
  schedule: Schedule,
  settings: MailSettings,
  { month, revision }: { readonly month: Month; readonly revision: number },
  until: Date | null = null,
): Promise<RunReport | null> {
  if (schedule.lateApproval !== 'send' || !isLate(schedule, month, effects.clock.now())) return null;
  const run = `approval ${sheet.id} ${month} ${revision}`;
  return distribute(effects, sheet, settings, { run, month, toEveryone: false, only: null, dryRun: false, until });
}

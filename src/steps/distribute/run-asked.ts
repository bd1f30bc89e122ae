import type { PageDefinitions } from '../../definitions/load-definitions.ts';
import type { Actor } from '../../domain/activity.ts';
import type { Month } from '../../domain/month.ts';
import type { RunReport } from '../../domain/run-report.ts';
import { type ActivityEffects, recordActivity } from '../record-activity.ts';
import { distributeDue, type MailConfiguration } from './distribute-due.ts';
import type { DistributeEffects } from './mail-run.ts';

/** A person's request to send a sheet now. */
export interface RunAsked {
  readonly sheet: string;
  /** An edition for everyone who does not have it; null for what the schedule would send. */
  readonly month: Month | null;
  /** Names the run: a request with the same key is the same run. */
  readonly key: string;
  readonly by: Actor;
}

/**
 * Sends a sheet now, and records it as activity of the person who asked for it.
 * @param until when the run must end; null lets it finish
 * @throws Failure like distribute
 */
export async function runAsked(
  effects: DistributeEffects & ActivityEffects,
  definitions: PageDefinitions,
  configuration: MailConfiguration,
  { sheet, month, key, by }: RunAsked,
  until: Date | null = null,
): Promise<RunReport | null> {
  const due = { sheet, asked: { month, at: key } };
  const report = await distributeDue(effects, definitions, configuration, { due, until });
  const last = report?.revisions.at(-1);
  const total = (count: 'sent' | 'failed'): number =>
    (report?.nothing === null ? report.revisions : []).reduce((sum, run) => sum + run[count], 0);
  const of = last?.month ?? month;
  if (of !== null)
    await recordActivity(effects, by, 'run-started', {
      sheet,
      month: of,
      sent: total('sent'),
      failed: total('failed'),
    });
  return report;
}

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readSender, senderText } from '../src/adapters/sender.ts';
import { EVENT_SCHEMAS } from '../src/definitions/event-schemas.ts';
import type { LinkSecrets } from '../src/domain/effects.ts';
import { ENVIRONMENT } from '../src/domain/environment.ts';
import { Failure } from '../src/domain/failure.ts';
import { countNoun } from '../src/domain/format.ts';
import { parseMonth } from '../src/domain/month.ts';
import type { RunReport } from '../src/domain/run-report.ts';
import { readSchedules, type Schedule } from '../src/domain/schedule/schedule.ts';
import type { Due, MailConfiguration } from '../src/steps/distribute/distribute-due.ts';
import type { RunAsked } from '../src/steps/distribute/run-asked.ts';
import { environment, ROOT } from './aws-effects.ts';
import { fieldOf } from './queue-messages.ts';

/** Returns this stage's mail configuration, which infrastructure sets. */
export function mailConfiguration(): MailConfiguration {
  const schedules = schedulesIn(environment('schedulesFile'));
  const sender = readSender(environment('sender'));
  if (!sender) throw new Failure('ScheduleInvalid', 'mail.sender: must be an address, or "Name <address>"');
  return { sender: senderText(sender), linkUrl: environment('linkUrl').replace(/\/$/u, ''), schedules };
}

/** Links in previews and test messages lead nowhere. */
export const NO_LINKS: LinkSecrets = {
  newest: async () => Uint8Array.from(randomBytes(32)),
  accepted: async () => [],
};

/** Whether this stage sends mail. */
export const canMail = (): boolean => Boolean(process.env[ENVIRONMENT.schedulesFile]);

/** Returns this stage's schedules; none for a stage that sends nothing. */
export const configuredSchedules = (): readonly Schedule[] => {
  const file = process.env[ENVIRONMENT.schedulesFile];
  return file ? schedulesIn(file) : [];
};

/** Returns the run that a person asked for in the portal, where an event says so; null for any other trigger. */
export function runOf(event: unknown): RunAsked | null {
  const asked = EVENT_SCHEMAS.DistributionAsked.safeParse(fieldOf(event, 'detail'));
  if (fieldOf(event, 'detail-type') !== 'DistributionAsked' || !asked.success) return null;
  const { sheet, month, by, run } = asked.data;
  if (run === undefined) return null;
  return { sheet, month: month === null ? null : parseMonth(month), key: run, by: { who: by, via: 'portal' } };
}

function schedulesIn(file: string): readonly Schedule[] {
  const { schedules, errors } = readSchedules(JSON.parse(readFileSync(resolve(ROOT, file), 'utf8')), file);
  if (!schedules) throw new Failure('ScheduleInvalid', errors.join('\n'));
  return schedules;
}

/**
 * Reads what triggered the function: a schedule's input `{"sheet", "moment"}`, or the event `RevisionApproved` or
 * `DistributionAsked`.
 * @returns null for an approval of a family that approvals of its other sheets follow: the last one sends them all
 */
export function dueOf(event: unknown): Due | null {
  const [detail, moment, scheduled] = [fieldOf(event, 'detail'), fieldOf(event, 'moment'), fieldOf(event, 'sheet')];
  if (typeof scheduled === 'string' && typeof moment === 'string') return { sheet: scheduled, moment };
  const asked = EVENT_SCHEMAS.DistributionAsked.safeParse(detail);
  if (fieldOf(event, 'detail-type') === 'DistributionAsked' && asked.success) {
    const { sheet, month, at, run = at } = asked.data;
    return { sheet, asked: { month: month === null ? null : parseMonth(month), at: run } };
  }
  const [sheet, revision] = [fieldOf(detail, 'sheet'), fieldOf(detail, 'revision')];
  const month = parseMonth(String(fieldOf(detail, 'month')));
  if (typeof sheet !== 'string' || typeof revision !== 'number' || !month)
    throw new Error('neither the input of a schedule nor an approval');
  if (Number(fieldOf(detail, 'following') ?? 0) > 0) return null;
  return { sheet, approved: { month, revision } };
}

/**
 * Returns the report, or fails a run that did not reach everyone, because its time was over or because the mail service
 * refused for now. Lambda then calls the function two more times. If stakeholders are still left, it moves the call to
 * the dead-letter queue, which causes an alarm. A sheet on hold does not fail the run: an event is emitted for it.
 * @throws Failure DistributionUnfinished if at least one stakeholder is left
 */
export function requireFinished(report: RunReport | null): RunReport | null {
  const waiting = (report?.revisions ?? []).reduce((sum, revision) => sum + revision.waiting, 0);
  if (report?.nothing === null && waiting > 0)
    throw new Failure(
      'DistributionUnfinished',
      `${report.run}: ${countNoun(waiting, 'message')} still waiting; the next run sends ${waiting === 1 ? 'it' : 'them'}`,
    );
  return report;
}

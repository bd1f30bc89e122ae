import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readSender, senderText } from '../src/adapters/sender.ts';
import { EVENT_SCHEMAS } from '../src/definitions/event-schemas.ts';
import { Failure } from '../src/domain/failure.ts';
import { parseMonth } from '../src/domain/month.ts';
import type { RunReport } from '../src/domain/run-report.ts';
import { readSchedules } from '../src/domain/schedule/schedule.ts';
import type { Due, MailConfiguration } from '../src/steps/distribute/distribute-due.ts';
import { fieldOf } from './queue-messages.ts';
import { environment, ROOT } from './world.ts';

/** How this stage sends, as infrastructure says it. */
export function mailConfiguration(): MailConfiguration {
  const file = environment('schedulesFile');
  const { schedules, errors } = readSchedules(JSON.parse(readFileSync(resolve(ROOT, file), 'utf8')), file);
  if (!schedules) throw new Failure('ScheduleInvalid', errors.join('\n'));
  const sender = readSender(environment('sender'));
  if (!sender) throw new Failure('ScheduleInvalid', 'mail.sender: must be an address, or "Name <address>"');
  return { sender: senderText(sender), linkUrl: environment('linkUrl').replace(/\/$/u, ''), schedules };
}

/** What a function is told of: a schedule's own input `{"sheet", "moment"}`, or `RevisionApproved` or `DistributionAsked` on the bus. */
export function dueOf(event: unknown): Due {
  const [detail, moment, scheduled] = [fieldOf(event, 'detail'), fieldOf(event, 'moment'), fieldOf(event, 'sheet')];
  if (typeof scheduled === 'string' && typeof moment === 'string') return { sheet: scheduled, moment };
  const asked = EVENT_SCHEMAS.DistributionAsked.safeParse(detail);
  if (fieldOf(event, 'detail-type') === 'DistributionAsked' && asked.success) {
    const { sheet, month, at } = asked.data;
    return { sheet, asked: { month: month === null ? null : parseMonth(month), at } };
  }
  const [sheet, revision] = [fieldOf(detail, 'sheet'), fieldOf(detail, 'revision')];
  const month = parseMonth(String(fieldOf(detail, 'month')));
  if (typeof sheet !== 'string' || typeof revision !== 'number' || !month)
    throw new Error('neither the input of a schedule nor an approval');
  return { sheet, approved: { month, revision } };
}

/**
 * Fails a run that left somebody without the message: because its time was over, or because the mail service refused it for now.
 * Lambda then calls the function twice more, and sets the run aside with an alarm if somebody is still left.
 * A sheet that is held is not such a run: the bus is told.
 * @throws Failure DistributionUnfinished when somebody is left, from the first person
 */
export function finished(report: RunReport | null): RunReport | null {
  const waiting = (report?.revisions ?? []).reduce((sum, revision) => sum + revision.waiting, 0);
  if (report?.nothing === null && waiting > 0)
    throw new Failure('DistributionUnfinished', `${report.run}: ${waiting} are left; it goes on when run again`);
  return report;
}

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readSchedules } from '../src/contract/schedule.ts';
import { Failure } from '../src/domain/failure.ts';
import { parseMonth } from '../src/domain/month.ts';
import type { RunReport } from '../src/domain/run-report.ts';
import type { Due, MailConfiguration } from '../src/steps/distribute-due.ts';
import { fieldOf } from './queue-messages.ts';
import { environment, ROOT } from './world.ts';

/** How this stage sends, as infrastructure says it. */
export function mailConfiguration(): MailConfiguration {
  const file = environment('schedulesFile');
  const { schedules, complaints } = readSchedules(JSON.parse(readFileSync(resolve(ROOT, file), 'utf8')), file);
  if (!schedules) throw new Failure('ScheduleInvalid', complaints.join('\n'));
  return { sender: environment('sender'), linkUrl: environment('linkUrl').replace(/\/$/u, ''), schedules };
}

/** What a function is told of: a schedule's own input `{"sheet", "moment"}`, or `RevisionApproved` on the bus. */
export function dueOf(event: unknown): Due {
  const [detail, moment, scheduled] = [fieldOf(event, 'detail'), fieldOf(event, 'moment'), fieldOf(event, 'sheet')];
  if (typeof scheduled === 'string' && typeof moment === 'string') return { sheet: scheduled, moment };
  const [sheet, revision] = [fieldOf(detail, 'sheet'), fieldOf(detail, 'revision')];
  const month = parseMonth(String(fieldOf(detail, 'month')));
  if (typeof sheet !== 'string' || typeof revision !== 'number' || !month)
    throw new Error('neither the input of a schedule nor an approval');
  return { sheet, approved: { month, revision } };
}

/**
 * Fails a run that left somebody without the message: because its time was over, or because the mail service refused it for now.
 * Lambda then calls the function twice more, and sets the run aside with an alarm if somebody is still left.
 * @throws Failure DistributionUnfinished when somebody is left, from the first person
 */
export function finished(report: RunReport | null): RunReport | null {
  const waiting = (report?.revisions ?? []).reduce((sum, revision) => sum + revision.waiting, 0);
  if (report && waiting > 0)
    throw new Failure('DistributionUnfinished', `${report.run}: ${waiting} are left; it goes on when run again`);
  return report;
}

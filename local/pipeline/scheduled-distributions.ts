import { join } from 'node:path';
import * as z from 'zod';
import { folderStore } from '../../src/adapters/local/folder-store.ts';
import { Failure } from '../../src/domain/failure.ts';
import { countNoun } from '../../src/domain/format.ts';
import type { RunReport } from '../../src/domain/run-report.ts';
import { distributeDue } from '../../src/steps/distribute/distribute-due.ts';
import { dueMoment } from '../../src/steps/distribute/due-moment.ts';
import { mailEffects, type OutgoingMail, outgoingMail } from '../mail/outgoing-mail.ts';
import { assertUnchangedState } from '../state/open-state.ts';
import { readStored, statIfExists } from '../state/read-stored.ts';
import type { CachedMailConfiguration } from './cached-mail-configuration.ts';
import { type PipelineContext, withRuntime } from './run-pipeline.ts';
import type { ScheduledTask } from './scheduler.ts';

const FILE = 'schedules.json';
const MOMENTS = z.record(z.string(), z.iso.datetime());

/**
 * Returns a task that sends each sheet at the moments of its schedule, as EventBridge Scheduler does in AWS. The state
 * stores the last moment that was sent: a moment that passed while the machine was off is sent late, and an interrupted
 * run continues as the same run.
 */
export function scheduledDistributions(
  pipeline: PipelineContext,
  mail: CachedMailConfiguration,
  begun: Date,
  environment: NodeJS.ProcessEnv,
): ScheduledTask {
  const { state, reporter } = pipeline;
  const attempts = new Map<string, Attempts>();
  /**
   * Sends the messages of a moment.
   * @returns whether the moment is done
   */
  const isOver = async (sheet: string, moment: string, now: Date): Promise<boolean> => {
    const before = attempts.get(sheet);
    const again = before?.moment === moment ? before : null;
    if (again && now < again.next) return false;
    const outgoing = await outgoingMail(mail.configuration, join(state, 'mail'), environment);
    const tried = (again?.tried ?? 0) + 1;
    const wait = waitAfter(await sendDue(pipeline, outgoing, { sheet, moment }), tried);
    if (wait !== null) attempts.set(sheet, { moment, tried, next: new Date(now.getTime() + wait * 60_000) });
    return wait === null;
  };
  return {
    everyMinutes: 1,
    run: async (now) => {
      const { schedules } = mail.configuration;
      const moments = await momentsIn(state);
      for (const schedule of schedules) {
        const { sheet } = schedule;
        const since = latest(new Date(moments[sheet] ?? begun), mail.changedAt(sheet));
        const moment = dueMoment(schedule, since, now)?.toISOString();
        if (moment === undefined) continue;
        try {
          if (await isOver(sheet, moment, now)) moments[sheet] = moment;
        } catch (error) {
          reporter.failure(sheet, error); // the other sheets are sent; this one is retried
        }
      }
      for (const { sheet } of schedules) moments[sheet] ??= begun.toISOString();
      await folderStore(state).putBytes(FILE, new TextEncoder().encode(JSON.stringify(moments)));
    },
  };
}

/** The number of attempts for a moment with people still waiting, and when it is tried next. */
interface Attempts {
  readonly moment: string;
  readonly tried: number;
  readonly next: Date;
}

/** Mail servers refuse an unknown sender for minutes; a server that is down is usually back within hours. */
const WAITS_MINUTES = [5, 15, 60, 240];

/**
 * Returns how many minutes a moment waits after this number of attempts. Returns null if it is over, because everyone
 * was handled or because the remaining people were deferred at every attempt. People who were not reached at all are
 * retried until they are.
 */
function waitAfter(report: RunReport | null, tried: number): number | null {
  const waiting = (report?.nothing === null ? report.revisions : []).reduce((sum, run) => sum + run.waiting, 0);
  const isReached = (report?.unreached ?? 0) === 0;
  if (waiting === 0 || (isReached && tried > WAITS_MINUTES.length)) return null;
  return WAITS_MINUTES[Math.min(tried, WAITS_MINUTES.length) - 1] ?? null;
}

/** Runs the distribution of a moment, and reports the folder of messages that were only written to files. */
async function sendDue(
  pipeline: PipelineContext,
  outgoing: OutgoingMail,
  due: { readonly sheet: string; readonly moment: string },
): Promise<RunReport | null> {
  const { reporter, definitions } = pipeline;
  const report = await withRuntime(pipeline, async (effects, runtime) => {
    await assertUnchangedState(pipeline.state, runtime);
    const { current } = definitions;
    const sending = mailEffects({ effects }, outgoing);
    return distributeDue(sending, current.definitions, outgoing.configuration, { due, until: null });
  });
  const written = (report?.revisions ?? []).reduce((sum, run) => sum + run.sent, 0);
  const unsent =
    outgoing.folder === null || written === 0
      ? []
      : [
          `${due.sheet}: ${countNoun(written, 'message')} written to ${outgoing.folder}, not sent: no mail server is configured (smtp)`,
        ];
  for (const line of [...outgoing.notes, ...unsent]) reporter.status('watching', line);
  return report;
}

const latest = (a: Date, b: Date | null): Date => (b !== null && b > a ? b : a);

async function momentsIn(state: string): Promise<Record<string, string>> {
  const path = join(state, FILE);
  const moments = await readStored(path, MOMENTS);
  if (moments) return moments;
  if (!(await statIfExists(path))) return {};
  throw new Failure(
    'FormatMismatch',
    `${path} is damaged: it should have the last moment at which each sheet was sent; restore it from a backup, or delete it: then nothing is sent for moments before this program was started`,
  );
}

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { makeFolder } from '../../src/adapters/local/make-folder.ts';
import { Failure } from '../../src/domain/failure.ts';
import { FAILURE_NAMES } from '../../src/domain/failure-names.ts';
import { parseMonth } from '../../src/domain/month.ts';
import type { RunReport } from '../../src/domain/run-report.ts';
import type { RunStatus } from '../../src/domain/run-status.ts';
import type { PortalRuns } from '../../src/portal/portal-runs.ts';
import type { RunAsked } from '../../src/steps/distribute/run-asked.ts';
import { readStored } from '../state/read-stored.ts';
import { writeAtomically } from '../state/write-atomically.ts';

const STORED = z.object({
  sheet: z.string(),
  month: z.string().nullable(),
  key: z.string(),
  by: z.string(),
  startedAt: z.iso.datetime(),
  state: z.enum(['running', 'finished', 'failed']),
  report: z.custom<RunReport>().nullable(),
  failure: z.string().nullable(),
  // runs of earlier versions have none
  code: z.enum(FAILURE_NAMES).nullable().default(null),
});

export interface RunsParts {
  /** The folder of the state in which runs are stored; no file names a person of the list. */
  readonly folder: string;
  readonly now: () => Date;
  readonly send: (asked: RunAsked) => Promise<RunReport | null>;
  /** Reports a run that failed. */
  readonly failed: (asked: RunAsked, error: unknown) => void;
}

/** Runs that people asked for in the portal of this machine: in this process, one at a time for each sheet. */
export function distributionRuns({ folder, now, send, failed }: RunsParts): PortalRuns {
  const running = new Map<string, RunStatus>();
  const find = async (sheet: string, key: string): Promise<RunStatus | null> => {
    const current = running.get(sheet);
    return current?.key === key ? current : readRun(folder, { sheet, key });
  };
  const follow = async (asked: RunAsked, status: RunStatus): Promise<void> => {
    try {
      await store(folder, { ...status, state: 'finished', report: await send(asked) });
    } catch (error) {
      failed(asked, error);
      const { message: failure, name: code } = error instanceof Failure ? error : { message: null, name: null };
      // without its end the run counts as interrupted, so the same key continues it
      await store(folder, { ...status, state: 'failed', failure, code }).catch((reason: unknown) =>
        failed(asked, reason),
      );
    } finally {
      running.delete(asked.sheet);
    }
  };
  return {
    find,
    async start(asked) {
      const { sheet, month, key } = asked;
      const before = running.get(sheet);
      if (before && before.key !== key)
        throw new Failure('DecisionRefused', `${sheet}: another run is in progress; wait until it is finished`);
      if (before) return before;
      const status: RunStatus = {
        sheet,
        month,
        key,
        by: asked.by.who,
        startedAt: now().toISOString(),
        state: 'running',
        report: null,
        failure: null,
        code: null,
      };
      // before anything is awaited: of two simultaneous requests, the second must find the first
      running.set(sheet, status);
      const earlier = await begin(folder, status).catch((error: unknown) => {
        running.delete(sheet); // or no run of the sheet could start until the program does
        throw error;
      });
      if (earlier) running.delete(sheet);
      else void follow(asked, status);
      return earlier ?? status;
    },
  };
}

async function store(folder: string, status: RunStatus): Promise<void> {
  await makeFolder(folder);
  await writeAtomically(fileOf(folder, status), JSON.stringify(status));
}

/** Stores a run that begins; returns the earlier run of its key instead, unless that was interrupted. */
async function begin(folder: string, status: RunStatus): Promise<RunStatus | null> {
  const known = await readRun(folder, status);
  if (known && known.state !== 'interrupted') return known;
  await store(folder, status);
  return null;
}

const fileOf = (folder: string, { sheet, key }: Pick<RunStatus, 'sheet' | 'key'>): string =>
  join(folder, `${createHash('sha256').update(`${sheet} ${key}`).digest('hex')}.json`);

/**
 * Returns a run of which only the file is left; null without a readable file. One that was running then was
 * interrupted.
 */
async function readRun(folder: string, run: Pick<RunStatus, 'sheet' | 'key'>): Promise<RunStatus | null> {
  const stored = await readStored(fileOf(folder, run), STORED);
  if (!stored) return null;
  const { month, state, ...found } = stored;
  return { ...found, month: parseMonth(month ?? ''), state: state === 'running' ? 'interrupted' : state };
}

import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import type { RunReport } from '../../domain/run-report.ts';
import type { RunStatus } from '../../domain/run-status.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import type { RunAsked } from './run-asked.ts';

export interface AskRunEffects extends EffectsOf<'ask-run'> {
  readonly clock: Effects['clock'];
}

/**
 * After this time, in milliseconds, a run without an end counts as interrupted: the function that sends is called three
 * times at most, for a quarter of an hour each.
 */
export const LONGEST_RUN_MS = 60 * 60_000;

/**
 * Asks the function that sends mail for a run, by an event. A request with the key of an earlier run starts nothing and
 * returns that run, unless it was interrupted.
 * @throws Failure DecisionRefused if another run of the sheet is running
 */
export async function askRun(effects: AskRunEffects, asked: RunAsked): Promise<RunStatus> {
  const { runs, events, clock } = effects;
  const { sheet, month, key } = asked;
  const known = await findRun(effects, sheet, key);
  if (known && known.state !== 'interrupted') return known;
  const now = clock.now();
  if ((await runs.all(sheet)).some((one) => one.key !== key && stateOf(one, now) === 'running'))
    throw new Failure('DecisionRefused', `${sheet}: another run is in progress; wait until it is finished`);
  const run: RunStatus = {
    ...{ sheet, month, key, by: asked.by.who, startedAt: now.toISOString(), state: 'running' },
    ...{ report: null, failure: null, code: null },
  };
  if (known) await runs.record(run);
  else if (!(await runs.begin(run))) return (await findRun(effects, sheet, key)) ?? run;
  const detail = { sheet, month, by: asked.by.who, at: run.startedAt, run: key };
  await events.emit({ name: 'DistributionAsked', detail }).catch(async (error: unknown) => {
    await runs.record({ ...run, state: 'failed' });
    throw error;
  });
  return run;
}

/** Returns a run; null if no one asked for it. */
export async function findRun(
  { runs, clock }: Pick<AskRunEffects, 'clock'> & { readonly runs: Pick<Effects['runs'], 'find'> },
  sheet: string,
  key: string,
): Promise<RunStatus | null> {
  const found = await runs.find(sheet, key);
  return found && { ...found, state: stateOf(found, clock.now()) };
}

const stateOf = ({ state, startedAt }: RunStatus, now: Date): RunStatus['state'] =>
  state === 'running' && now.getTime() - Date.parse(startedAt) >= LONGEST_RUN_MS ? 'interrupted' : state;

/**
 * Does the work of a run that was asked for, and records how it ended. A run that failed and is called once more may
 * still finish.
 */
export async function recordedRun(
  { runs }: { readonly runs: Pick<Effects['runs'], 'find' | 'record'> },
  { sheet, key }: { readonly sheet: string; readonly key: string },
  work: () => Promise<RunReport | null>,
): Promise<RunReport | null> {
  const record = async (end: Pick<RunStatus, 'state' | 'report' | 'failure' | 'code'>): Promise<void> => {
    const run = await runs.find(sheet, key);
    if (run) await runs.record({ ...run, ...end });
  };
  try {
    const report = await work();
    await record({ state: 'finished', report, failure: null, code: null });
    return report;
  } catch (error) {
    const { message: failure, name: code } = error instanceof Failure ? error : { message: null, name: null };
    await record({ state: 'failed', report: null, failure, code });
    throw error;
  }
}

import { Failure, nullIfMissing } from '../../domain/failure.ts';
import { type Day, type Month, monthsEarlier } from '../../domain/month.ts';
import { type ActiveFile, type RunningCount, runningCountKey } from '../../domain/running-count.ts';
import type { Answer } from '../../figures/answers.ts';
import { applyChanges, type StepContext } from './apply-changes.ts';
import { type FileChanges, rowsOf, stepsTo } from './file-changes.ts';
import { IndexUnusable } from './index-files.ts';
import { joinParts, storeIndex } from './record-index.ts';
import { openCount, signCount } from './stored-count.ts';

/** What is counted in steps. */
export interface StepRequest {
  readonly month: Month;
  readonly through: Day;
  /** The active files of facts, without empty ones. */
  readonly active: readonly ActiveFile[];
  /** How many rows one step may change. */
  readonly most: number;
  /** Identifies the program and the sheet's rules. */
  readonly rules: string;
}

/** How many months back an earlier edition's count is looked for. */
const MONTHS_BACK = 12;

/** The count that steps begin with, which may include nothing, and the steps. */
export interface StepPlan {
  readonly first: RunningCount;
  readonly steps: readonly FileChanges[];
}

/** Plans to continue a stored count, or to count everything if there is none or too much has changed since. */
export async function planSteps(
  stored: Pick<StepContext, 'runningCounts' | 'secret'>,
  sheet: string,
  request: StepRequest,
): Promise<StepPlan> {
  const newest = await newestCount(stored, sheet, request);
  const plan = newest && planFrom(newest, request);
  const changes = (plan?.steps ?? []).reduce((sum, step) => sum + changedRows(step), 0);
  return plan && 2 * changes <= rowsOf(request.active) ? plan : planEverything(request);
}

const planFrom = (first: RunningCount, { active, through, most }: StepRequest): StepPlan => ({
  first,
  steps: stepsTo(first, active, through, most),
});

const planEverything = (request: StepRequest): StepPlan =>
  planFrom({ rules: request.rules, engine: '', through: request.through, files: [], answers: [], index: [] }, request);

/** How many rows a step changes. */
export const changedRows = ({ removed, added }: FileChanges): number => rowsOf(removed) + rowsOf(added);

/**
 * Counts an edition from a stored count, step by step, and stores the new count. If the stored one cannot be continued,
 * everything is counted, also step by step: memory depends on the rows of a step only.
 * @returns the answers about all records, as if they had been counted at once
 * @throws Failure FactsChanged if a file that is read is not the one that was accepted
 */
export async function countInSteps(
  context: StepContext,
  request: StepRequest,
  plan: StepPlan,
): Promise<readonly Answer[]> {
  const { sheet, runningCounts, secret, version } = context;
  const isContinuing = plan.first.engine === version;
  const continued = isContinuing ? await advance(context, plan, request).catch(nullIfUnusable) : null;
  const counted = continued ?? (await advance(context, planEverything(request), request));
  if (!counted) throw new Error('the steps of one count contradict each other');
  if (counted === plan.first) return counted.answers;
  const count = { ...counted, engine: version };
  await storeIndex({ ...context, sheet: sheet.id }, count.index, continued ? plan.first.index : []);
  await runningCounts.putBytes(runningCountKey(sheet.id, request.month), signCount(count, secret));
  if (request.active.length !== count.files.length) throw new Error('the count does not have the active files');
  return count.answers;
}

/** A file that is no longer active may be gone, as may one of the index: everything is then counted from the active files. */
function nullIfUnusable(error: unknown): null {
  if (error instanceof IndexUnusable || (error instanceof Failure && error.name === 'FactsChanged')) return null;
  throw error;
}

/** Returns the count through all steps; null if the first cannot be continued. */
async function advance(
  context: StepContext,
  { first, steps }: StepPlan,
  { through }: StepRequest,
): Promise<RunningCount | null> {
  let count = first;
  for (const step of steps) {
    const next = await applyChanges(context, count, step);
    if (!next) return null;
    count = next;
  }
  const dated = count.through === through ? count : { ...count, through };
  if (first.files.length > 0 || steps.length < 2) return dated;
  // everything was counted from the facts: from now on its index is searched every month
  return { ...dated, index: await joinParts({ ...context, sheet: context.sheet.id }, dated.index) };
}

/** Returns the count of the edition, or of the newest earlier one, if there is one by the same rules. */
async function newestCount(
  { runningCounts, secret }: Pick<StepContext, 'runningCounts' | 'secret'>,
  sheet: string,
  { month, rules }: StepRequest,
): Promise<RunningCount | null> {
  for (let back = 0; back <= MONTHS_BACK; back++) {
    const key = runningCountKey(sheet, monthsEarlier(month, back));
    const bytes = await runningCounts.bytes(key).catch(nullIfMissing);
    const count = bytes && openCount(bytes, secret);
    if (count?.rules === rules) return count;
  }
  return null;
}

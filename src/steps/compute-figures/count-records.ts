import type { CodeLists } from '../../domain/codes.ts';
import { extraColumnsOf } from '../../domain/dimensions.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Excluded } from '../../domain/excluded.ts';
import type { CountedFigure } from '../../domain/figure.ts';
import { type Day, lastDay, type Month } from '../../domain/month.ts';
import type { ActiveFile } from '../../domain/running-count.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { canonicalHash } from '../../editions/fingerprint.ts';
import { openFacts } from '../../facts/open-facts.ts';
import {
  type Answer,
  type Answering,
  askOnce,
  joinFormer,
  recordAnswers,
  replayAnswers,
} from '../../figures/answers.ts';
import { countFigures, countMembers, type OneEach } from '../../figures/count-figures.ts';
import { countExcluded } from '../../figures/excluded.ts';
import { gatherPopulation } from '../../figures/population.ts';
import { changedRows, countInSteps, planSteps } from './count-in-steps.ts';
import { type FactsOfExport, factsBytes, fetchFacts, filesOf } from './fetch-facts.ts';
import { rowsOf } from './file-changes.ts';

export type CountEffects = Pick<EffectsOf<'compute-figures'>, 'facts' | 'runningCounts' | 'countIndex' | 'hashKey'> &
  Pick<Effects, 'openEngine'>;

/** The edition whose records are counted, and what decides how. */
export interface RecordsToCount {
  readonly sheet: Sheet;
  /** The sheets of the members of its family, if they are counted too. */
  readonly members?: readonly Sheet[];
  readonly month: Month;
  readonly exports: readonly FactsOfExport[];
  readonly codes: CodeLists;
  readonly oneEach: OneEach;
  /** The version of the program. */
  readonly program: string;
  readonly limits?: CountLimits;
}

/**
 * What is counted at once: about what costs as much as the statements of a step. More is counted in steps, with the same
 * result.
 */
export interface CountLimits {
  /** The most rows and files that are counted at once. Files count more: each is opened for every question. */
  readonly rows: number;
  readonly files: number;
  /** The most rows that one step may change: its memory grows with them. */
  readonly rowsOfStep: number;
}

export const COUNT_LIMITS: CountLimits = { rows: 200_000, files: 64, rowsOfStep: 4_000_000 };

/** The exact figures of an edition, and those of the members of its family, by the id of their sheet. */
export interface CountedRecords {
  readonly counted: readonly CountedFigure[];
  readonly members: ReadonlyMap<string, readonly CountedFigure[]>;
  readonly excluded: readonly Excluded[];
}

/**
 * Counts the records of an edition: at once, or in steps if there are many.
 * @throws Failure FactsChanged if a file of facts that is read is not the one that was accepted
 */
export async function countRecords(effects: CountEffects, records: RecordsToCount): Promise<CountedRecords> {
  const { exports, limits = COUNT_LIMITS } = records;
  const files = exports.flatMap(filesOf).filter(({ recorded }) => recorded.rows > 0);
  const isMany = rowsOf(files) > limits.rows || files.length > limits.files;
  return isMany ? inSteps(effects, records, files) : atOnce(effects, records);
}

async function atOnce(effects: CountEffects, records: RecordsToCount): Promise<CountedRecords> {
  const { sheet, month, exports } = records;
  const engine = await effects.openEngine(factsBytes(rowsOf(exports.flatMap(filesOf))));
  try {
    await openFacts(engine, await fetchFacts(effects, engine, exports), extraColumnsOf(sheet));
    await gatherPopulation(engine, sheet, lastDay(month));
    return await ask(engine, records);
  } finally {
    await engine.close();
  }
}

async function inSteps(
  effects: CountEffects,
  records: RecordsToCount,
  active: readonly ActiveFile[],
): Promise<CountedRecords> {
  const { sheet, month, limits = COUNT_LIMITS } = records;
  const secret = effects.hashKey.ties;
  const request = { month, through: lastDay(month), active, most: limits.rowsOfStep, rules: rulesOf(records) };
  const plan = await planSteps({ ...effects, secret }, sheet.id, request);
  const engine = await effects.openEngine(factsBytes(Math.max(0, ...plan.steps.map(changedRows))));
  const askThrough = async (through: Day): Promise<Answer[]> => {
    await gatherPopulation(engine, sheet, through);
    const { recorder, answers } = recordAnswers(engine);
    await ask(recorder, records, through);
    // the same questions are asked of every edition
    return joinFormer(answers).map((answer) => ({
      ...answer,
      question: answer.question.replaceAll(through, 'last day'),
    }));
  };
  try {
    const [row] = await engine.rows('SELECT version() AS version');
    const version = String(row?.version);
    const context = { ...effects, engine, secret, version, sheet, extra: extraColumnsOf(sheet), ask: askThrough };
    return await ask(replayAnswers(await countInSteps(context, request, plan)), records);
  } finally {
    await engine.close();
  }
}

/** Identifies the program and what the sheet counts. */
function rulesOf({ sheet, program }: RecordsToCount): string {
  const { hotlines, period, population, signals, figures, family } = sheet;
  return canonicalHash({ program, hotlines, period, population, signals, figures, family });
}

async function ask(
  answering: Answering,
  { sheet, members = [], month, codes, oneEach }: RecordsToCount,
  through: Day = lastDay(month),
): Promise<CountedRecords> {
  const counting = { sheet, through, codes, oneEach };
  const once = askOnce(answering);
  const counted = await countFigures(once, counting);
  const ofMembers = await countMembers(once, counting, members);
  return { counted, members: ofMembers, excluded: await countExcluded(once, sheet, through) };
}

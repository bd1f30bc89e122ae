import type { CodeLists } from '../../domain/codes.ts';
import { extraColumnsOf } from '../../domain/dimensions.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Engine } from '../../domain/engine.ts';
import type { Excluded } from '../../domain/excluded.ts';
import type { CountedFigure } from '../../domain/figure.ts';
import { type Day, lastDay, type Month } from '../../domain/month.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { canonicalHash } from '../../editions/fingerprint.ts';
import { openFacts } from '../../facts/open-facts.ts';
import { type Answer, type Answering, recordAnswers, replayAnswers } from '../../figures/answers.ts';
import { countFigures, countMembers, type OneEach } from '../../figures/count-figures.ts';
import { countExcluded } from '../../figures/excluded.ts';
import { gatherPopulation } from '../../figures/population.ts';
import { countInSteps } from './count-in-steps.ts';
import { type FactsOfExport, factsBytes, fetchFacts, filesOf } from './fetch-facts.ts';
import { rowsOf } from './file-changes.ts';

export type CountEffects = Pick<EffectsOf<'compute-figures'>, 'facts' | 'runningCounts' | 'hashKey'> &
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

/** What is counted at once; more is counted in steps, with the same result. */
export interface CountLimits {
  /** The most rows and files that are counted at once, in about a second: the simpler way, where no one would notice. */
  readonly rows: number;
  readonly files: number;
  /** The most rows that one step may change: its memory grows with them. */
  readonly rowsOfStep: number;
}

export const COUNT_LIMITS: CountLimits = { rows: 500_000, files: 500, rowsOfStep: 5_000_000 };

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
  const engine = await effects.openEngine(factsBytes(exports));
  try {
    const answering = await (isMany ? inSteps(effects, engine, records) : atOnce(effects, engine, records));
    return await ask(answering, records);
  } finally {
    await engine.close();
  }
}

async function atOnce(effects: CountEffects, engine: Engine, { sheet, month, exports }: RecordsToCount) {
  await openFacts(engine, await fetchFacts(effects, engine, exports), extraColumnsOf(sheet));
  await gatherPopulation(engine, sheet, lastDay(month));
  return engine;
}

async function inSteps(effects: CountEffects, engine: Engine, records: RecordsToCount): Promise<Answering> {
  const { sheet, month, exports, limits = COUNT_LIMITS } = records;
  const askThrough = async (through: Day): Promise<Answer[]> => {
    await gatherPopulation(engine, sheet, through);
    const { recorder, answers } = recordAnswers(engine);
    await ask(recorder, records, through);
    // the same questions are asked of every edition
    return answers.map(({ question, rows }) => ({ question: question.replaceAll(through, 'last day'), rows }));
  };
  const [version] = await engine.rows('SELECT version() AS version');
  const { hotlines, period, population, signals, figures, family } = sheet;
  const answers = await countInSteps(
    { ...effects, engine, sheet, extra: extraColumnsOf(sheet), ask: askThrough },
    {
      month,
      through: lastDay(month),
      active: exports.flatMap(filesOf).filter(({ recorded }) => recorded.rows > 0),
      most: limits.rowsOfStep,
      rules: canonicalHash({
        program: records.program,
        ...version,
        hotlines,
        period,
        population,
        signals,
        figures,
        family,
      }),
      secret: effects.hashKey.ties,
    },
  );
  return replayAnswers(answers);
}

async function ask(
  answering: Answering,
  { sheet, members = [], month, codes, oneEach }: RecordsToCount,
  through: Day = lastDay(month),
): Promise<CountedRecords> {
  const counting = { sheet, through, codes, oneEach };
  const counted = await countFigures(answering, counting);
  const ofMembers = await countMembers(answering, counting, members);
  return { counted, members: ofMembers, excluded: await countExcluded(answering, sheet, through) };
}

import type { Definitions } from '../../definitions/load-definitions.ts';
import type { Decision } from '../../domain/decision.ts';
import { Failure } from '../../domain/failure.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Month } from '../../domain/month.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { writeUntilWon } from '../../domain/write-until-won.ts';
import { canonicalHash } from '../../editions/fingerprint.ts';
import { entriesThrough, haveEntriesChanged } from '../ingest-export/ledger-entries.ts';
import { approvedRevisions } from '../review-edition/approved-revisions.ts';
import {
  buildContent,
  type Computed,
  type Content,
  countEdition,
  type EditionToCompute,
  type FiguresEffects,
  findSources,
  makeRevision,
  readSlot,
} from './edition-content.ts';
import { beginComputation } from './other-computations.ts';
import { printedFigures } from './printed-figures.ts';

/**
 * Computes an edition's figures from the active exports and makes them its newest revision if they differ from it.
 *
 *     newest revision ─► ledger: exports of months up to M ─► facts ─► population ─► counts ─► suppression
 *           ▲                                                                              │
 *           │                                            figures written, by content ◄────┘
 *           └───────── number taken: from the start ◄──── revision n+1 made current
 *
 * If its number is taken, the step starts again. It also starts again if an export or an approval arrived in the
 * meantime, because another run may have found nothing to do just then. So the last revision always shows the last
 * state, and one that differs from the approved revision says so, whenever that was approved.
 *
 * An edition that is no longer its sheet's newest gets a revision only if its figures change: new wording is for new
 * editions (figures.md, "Editions").
 * @throws Failure KeyMismatch if an active export is hashed with another key, FactsChanged if facts are not the
 *   accepted ones, StoreConflict after too many lost races
 */
export async function computeFigures(
  effects: FiguresEffects,
  definitions: Definitions,
  edition: EditionToCompute,
): Promise<Computed> {
  const { sheet, month } = edition;
  assertNoFamily(sheet);
  let made = false;
  const hasOtherBegun = await beginComputation(effects, sheet.id, month);
  const attempt = async (): Promise<Computed | null> => {
    const slot = await readSlot(effects, edition);
    const state = await readState(effects, sheet, month);
    const content = await computeContent(effects, definitions, edition, state);
    const newest = await makeRevision(effects, edition, content, slot);
    if (newest === null) return null;
    made ||= newest.made;
    const isLast = !newest.made || !(await hasChanged(effects, edition, state, hasOtherBegun));
    return isLast ? { revision: newest.revision, made, excluded: content.excluded } : null;
  };
  return writeUntilWon(attempt, `${sheet.id} ${month}`, 'compute it again');
}

/** The figures of a family are suppressed together: a sheet computed alone would reveal what the others hide. */
function assertNoFamily({ id, family }: Sheet): void {
  if (family)
    throw new Failure(
      'WrongUsage',
      `${id} is a sheet of the family ${family.id}, whose sheets are computed together: factsheets build, start or publish does that, and a publication in AWS`,
    );
}

/** The state that an edition is computed from, and what its readers have: it can change while figures are computed. */
interface State {
  readonly entries: readonly LedgerEntry[];
  /** On this edition and earlier ones: subtraction must not undo what they approved. */
  readonly decisions: readonly Decision[];
}

async function readState(effects: FiguresEffects, sheet: Sheet, month: Month): Promise<State> {
  const decisions = await decisionsThrough(effects, sheet, month);
  return { entries: await entriesThrough(effects, sheet, month), decisions };
}

const decisionsThrough = async ({ editions }: FiguresEffects, { id }: Sheet, month: Month): Promise<Decision[]> =>
  (await editions.decisionsOf(id)).filter((decision) => decision.month <= month);

async function hasChanged(
  effects: FiguresEffects,
  { sheet, month }: EditionToCompute,
  state: State,
  hasOtherBegun: () => Promise<boolean>,
): Promise<boolean> {
  if (canonicalHash(await decisionsThrough(effects, sheet, month)) !== canonicalHash(state.decisions)) return true;
  return (await hasOtherBegun()) && haveEntriesChanged(effects, sheet, month, state.entries);
}

async function computeContent(
  effects: FiguresEffects,
  definitions: Definitions,
  { sheet, month }: EditionToCompute,
  { entries, decisions }: State,
): Promise<Content> {
  const sources = findSources(effects, definitions, { sheet, month }, entries);
  const approved = await approvedRevisions(effects.editions, sheet, decisions);
  const { counted, excluded } = await countEdition(effects, definitions, { sheet, month, active: sources.active });
  const figures = printedFigures(counted, { month, approved, sheet, secret: effects.hashKey.ties });
  return buildContent(effects, { sheet, month }, { sources, figures, excluded, decisions });
}

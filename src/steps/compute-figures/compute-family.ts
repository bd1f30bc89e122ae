import type { Definitions } from '../../definitions/load-definitions.ts';
import type { Decision } from '../../domain/decision.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Month } from '../../domain/month.ts';
import type { Sheet, SheetScope } from '../../domain/sheet.ts';
import { writeUntilWon } from '../../domain/write-until-won.ts';
import { canonicalHash } from '../../editions/fingerprint.ts';
import { entriesThrough, haveEntriesChanged } from '../ingest-export/ledger-entries.ts';
import { approvedRevisions, toPage } from '../review-edition/approved-revisions.ts';
import {
  buildContent,
  type Computed,
  type Content,
  countEdition,
  type FiguresEffects,
  findSources,
  makeRevision,
  type RevisionSlot,
  readSlot,
} from './edition-content.ts';
import { beginComputation } from './other-computations.ts';
import { printedFamily } from './printed-family.ts';

/** The sheets of a family, and the month of their editions. */
export interface FamilyToCompute {
  /** The main sheet, then the members (`loadFamily`). */
  readonly sheets: readonly [Sheet, ...Sheet[]];
  readonly month: Month;
  /** Whether the edition is the sheets' newest; by default it is. */
  readonly isNewest?: boolean;
}

/**
 * Computes the figures of all sheets of a family from one pass over the active exports, suppresses them together, and
 * makes them each sheet's newest revision if they differ from it: the sheet of a member whose content is unchanged keeps
 * its revision.
 *
 * It starts again as `computeFigures` does: if a number is taken, or if an export or an approval arrived in the
 * meantime. Revisions that were made already then have the same content, or are followed by another one.
 * @returns the newest revision of each sheet, in the order of the sheets
 * @throws Failure as `computeFigures`
 */
export async function computeFamily(
  effects: FiguresEffects,
  definitions: Definitions,
  family: FamilyToCompute,
): Promise<Computed[]> {
  const { sheets, month } = family;
  const made = new Set<string>();
  const hasOtherBegun = await beginComputation(effects, sheets[0].id, month);
  const attempt = async (): Promise<Computed[] | null> => {
    const slots = await Promise.all(sheets.map((sheet) => readSlot(effects, { sheet, month })));
    const state = await readState(effects, family);
    const contents = await computeContents(effects, definitions, family, state);
    const computed = await makeRevisions(effects, family, contents, slots);
    if (computed === null) return null;
    for (const { revision, made: now } of computed) if (now) made.add(revision.sheet);
    const isChanged = computed.some((one) => one.made);
    if (isChanged && (await hasChanged(effects, family, state, hasOtherBegun))) return null;
    return computed.map((one) => ({ ...one, made: made.has(one.revision.sheet) }));
  };
  return writeUntilWon(attempt, `${sheets[0].id} ${month} and its members`, 'compute it again');
}

/** What the editions of a family are computed from: the exports, and all decisions. */
interface State {
  readonly entries: readonly LedgerEntry[];
  readonly decisions: readonly SheetDecisions[];
}

/** The decisions on all editions of a sheet: readers of a corrected page may have later ones. */
interface SheetDecisions {
  readonly scope: SheetScope;
  readonly decisions: readonly Decision[];
}

async function readState(effects: FiguresEffects, family: FamilyToCompute): Promise<State> {
  const decisions = await readDecisions(effects, family);
  return { entries: await entriesThrough(effects, family.sheets[0], family.month), decisions };
}

/** Reads the decisions on all sheets whose pages an approval is attacked with: the family, and related sheets. */
const readDecisions = (
  { editions }: FiguresEffects,
  { sheets: [main, ...members] }: FamilyToCompute,
): Promise<SheetDecisions[]> => {
  const own = [main, ...members];
  const others = main.related.filter(({ id }) => own.every((sheet) => sheet.id !== id));
  return Promise.all(
    [...own, ...others].map(async (scope) => ({ scope, decisions: await editions.decisionsOf(scope.id) })),
  );
};

const decisionHash = (all: readonly SheetDecisions[]): string =>
  canonicalHash(all.map(({ scope, decisions }) => [scope.id, decisions]));

async function hasChanged(
  effects: FiguresEffects,
  family: FamilyToCompute,
  state: State,
  hasOtherBegun: () => Promise<boolean>,
): Promise<boolean> {
  if (decisionHash(await readDecisions(effects, family)) !== decisionHash(state.decisions)) return true;
  if (!(await hasOtherBegun())) return false;
  return haveEntriesChanged(effects, family.sheets[0], family.month, state.entries);
}

async function computeContents(
  effects: FiguresEffects,
  definitions: Definitions,
  { sheets: [main, ...members], month }: FamilyToCompute,
  { entries, decisions }: State,
): Promise<Content[]> {
  const sources = findSources(effects, definitions, { sheet: main, month }, entries);
  const counted = await countEdition(effects, definitions, { sheet: main, month, active: sources.active }, members);
  const all = await Promise.all(
    decisions.map(async ({ scope, decisions: own }) => ({
      scope,
      approved: await approvedRevisions(effects.editions, scope, own),
    })),
  );
  const editions = [main, ...members].map((sheet, index) => ({
    sheet,
    counted: sheet.id === main.id ? counted.counted : (counted.members.get(sheet.id) ?? []),
    approved: (all[index]?.approved ?? []).filter(({ revision }) => revision.month <= month),
    decisions: (decisions[index]?.decisions ?? []).filter((one) => one.month <= month),
  }));
  const published = all.flatMap(({ scope, approved }) => approved.map((revision) => toPage(scope, revision)));
  const solver = await effects.openSolver();
  const printed = printedFamily(editions, { month, secret: effects.hashKey.ties, published, solver });
  return Promise.all(
    editions.map(({ sheet, decisions: own }, index) => {
      // what the exports exclude is known for the main sheet only: a record that is not counted is of no member
      const excluded = sheet.id === main.id ? counted.excluded : [];
      const figures = printed[index] ?? [];
      return buildContent(effects, { sheet, month }, { sources, figures, excluded, decisions: own });
    }),
  );
}

/** Returns null if the number of a revision was taken. */
async function makeRevisions(
  effects: FiguresEffects,
  { sheets, month, isNewest = true }: FamilyToCompute,
  contents: readonly Content[],
  slots: readonly RevisionSlot[],
): Promise<Computed[] | null> {
  const computed: Computed[] = [];
  for (const [index, sheet] of sheets.entries()) {
    const [content, slot] = [contents[index], slots[index]];
    if (!content || !slot) return null;
    const newest = await makeRevision(effects, { sheet, month, isNewest }, content, slot);
    if (newest === null) return null;
    computed.push({ ...newest, excluded: content.excluded });
  }
  return computed;
}

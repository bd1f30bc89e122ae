import type { Decision } from '../../domain/decision.ts';
import { Failure } from '../../domain/failure.ts';
import { folderOfSheet } from '../../domain/family.ts';
import { inTurns } from '../../domain/in-turns.ts';
import type { Month } from '../../domain/month.ts';
import type { Exposure } from '../../domain/review.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { cacheNewest } from '../record-activity.ts';
import { READ_AT_A_TIME } from './approved-revisions.ts';
import type { Attacked } from './counted-review.ts';
import { decisionsSoFar } from './decide-next.ts';
import { checkDecision, type DecideEffects, decideRevision, type Verdict } from './decide-revision.ts';
import { cacheReads, withUnchanging } from './family-reads.ts';
import { ReasonNeeded } from './refusal-words.ts';
import { attackFamily, type FamilyRevisions, familyRevisions } from './review-family.ts';

/** A person's decision on all sheets of a family but some. */
export type FamilyVerdict = Omit<Verdict, 'revision' | 'attacked'> & {
  /** `state` of the revisions that the person has seen. */
  readonly state: string;
  /** The sheets that are not decided on: their ids, or the codes of members. */
  readonly except: readonly string[];
  /** No decision is begun after this moment, where the time of a request is limited; by default all are made. */
  readonly until?: Date;
};

/** The decisions that were made, and how many sheets are not decided on yet because the time was over. */
export interface FamilyDecisions {
  readonly decisions: readonly Decision[];
  readonly left: number;
}

/** A sheet of a family to decide on, and the decision. */
interface SheetVerdict {
  readonly sheet: Sheet;
  readonly verdict: Verdict;
}

/**
 * Decides on the newest revisions of all sheets of a family, except those that the person names: one decision per sheet,
 * as `decideRevision` makes it. An approval is attacked once, with all sheets that are approved and everything approved
 * before. Pages that are safe together are safe without some of them, so exceptions are safe.
 *
 * Every sheet is checked before the first is decided on. A decision that is interrupted can be made again: sheets that
 * have it are not decided on twice. With `until`, it continues with the one that was decided on last.
 * @param sheets the main sheet, then its members
 * @throws Failure WrongUsage for an exception that is not a sheet of the family; DecisionRefused if the revisions are not
 *   those that the person has seen, if the pages together would reveal hidden numbers, or if the rules do not allow the
 *   decision on a sheet
 */
export async function decideFamily(
  effects: DecideEffects,
  sheets: readonly [Sheet, ...Sheet[]],
  month: Month,
  { state, except, until, ...verdict }: FamilyVerdict,
): Promise<FamilyDecisions> {
  const left = new Set(except.map((name) => sheetNamed(sheets, name).id));
  const soFar = await decisionsSoFar(effects.editions, sheets[0]);
  // for the attack and the checks before the first decision; each decision reads again what may change (withUnchanging)
  const own = cacheReads(effects);
  const family = await familyRevisions(own, sheets, month);
  assertSeen(family, sheets[0], state);
  const chosen = family.revisions.filter(({ sheet }) => !left.has(sheet.id));
  const exposed = verdict.verdict === 'approved' ? await attackFamily(own, chosen) : [];
  if (exposed.length > 0) throw new Failure('DecisionRefused', exposedWords(family, sheets[0], exposed));
  const asked = chosen.map(({ sheet, revision }): SheetVerdict => {
    return { sheet, verdict: { ...verdict, revision: revision.revision } };
  });
  const attacked = { soFar, exposed, editions: withUnchanging(effects.editions, own.editions) };
  const pending = await pendingOf(own, month, asked, attacked);
  const isLate = (): boolean => until !== undefined && effects.clock.now() >= until;
  const toMake = until && pending.size > 0 ? withLastMade(asked, pending) : asked;
  const log = { ...effects, activity: cacheNewest(effects.activity) };
  return decideAll(log, month, toMake, { ...attacked, pending, isLate });
}

function sheetNamed(sheets: readonly [Sheet, ...Sheet[]], name: string): Sheet {
  const found = sheets.find(({ id, member }) => id === name || member?.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const last = sheets.at(-1);
  throw new Failure(
    'WrongUsage',
    `there is no sheet "${name}" in the family of ${sheets[0].id}; name sheets such as ${last?.id}, or codes such as ${last?.member}`,
  );
}

function assertSeen({ state, month }: FamilyRevisions, { id }: Sheet, seen: string): void {
  if (state === seen) return;
  throw new Failure(
    'DecisionRefused',
    `${id} ${month} and its members: the revisions are not those you have seen; review them again, and decide on ${state}`,
  );
}

/** How many places a refusal names. */
const NAMED = 5;

/** Names the places, never the numbers: a refusal is logged. */
function exposedWords({ month }: FamilyRevisions, { id }: Sheet, exposed: readonly Exposure[]): string {
  const places = exposed
    .slice(0, NAMED)
    .map(({ sheet, figure, cell }) => `${figure}${cell === null ? '' : ` ${cell}`} of ${sheet ?? id}`);
  const more = exposed.length > NAMED ? ` and ${exposed.length - NAMED} more` : '';
  return `${id} ${month} and its members cannot be approved, whatever the reason: together they would reveal hidden numbers (${places.join('; ')}${more}). Leave out sheets, wait for a later edition, or merge cells`;
}

/**
 * Checks every sheet, and returns the ids of those that are not decided on yet.
 * @throws ReasonNeeded naming all sheets that need a reason, if nothing else is refused
 */
async function pendingOf(
  effects: DecideEffects,
  month: Month,
  asked: readonly SheetVerdict[],
  attacked: Attacked,
): Promise<ReadonlySet<string>> {
  const pending = new Set<string>();
  const unreasoned: ReasonNeeded[] = [];
  await inTurns(asked, READ_AT_A_TIME, async ({ sheet, verdict }) => {
    try {
      if (!(await checkDecision(effects, sheet, month, { ...verdict, attacked }))) pending.add(sheet.id);
    } catch (error) {
      if (!(error instanceof ReasonNeeded)) throw error;
      unreasoned.push(error);
    }
  });
  const [first, second] = unreasoned;
  if (first) throw second ? reasonNeeded(month, asked, unreasoned) : first;
  return pending;
}

/** Joins the refusals of several sheets, in the order of the family. */
function reasonNeeded(month: Month, asked: readonly SheetVerdict[], refusals: readonly ReasonNeeded[]): ReasonNeeded {
  const ids = asked.map(({ sheet }) => sheet.id).filter((id) => refusals.some(({ sheets }) => sheets.includes(id)));
  const name = `${folderOfSheet(ids[0] ?? '')} ${month} and its members`;
  const warnings = refusals.flatMap((refusal) => refusal.warnings);
  return new ReasonNeeded(name, ids, warnings);
}

/**
 * Returns the sheets that are not decided on yet, and before them the one that was decided on last: the process may have
 * been killed between that decision and its event.
 */
function withLastMade(asked: readonly SheetVerdict[], pending: ReadonlySet<string>): SheetVerdict[] {
  const isPending = (one: SheetVerdict | undefined): boolean => one !== undefined && pending.has(one.sheet.id);
  return asked.filter((one, at) => isPending(one) || isPending(asked[at + 1]));
}

/** What decisions depend on, and whether the time for them is over. */
interface Pending extends Attacked {
  /** The ids of the sheets that are not decided on yet. */
  readonly pending: ReadonlySet<string>;
  isLate(): boolean;
}

/** Each decision raises the number of decisions by one: the attack is valid as long as no one else decides. */
async function decideAll(
  effects: DecideEffects,
  month: Month,
  asked: readonly SheetVerdict[],
  { pending, isLate, ...first }: Pending,
): Promise<FamilyDecisions> {
  const decisions: Decision[] = [];
  let made = 0;
  for (const [index, { sheet, verdict }] of asked.entries()) {
    if (isLate()) break;
    const attacked = { ...first, soFar: first.soFar + made };
    const following = asked.length - 1 - index;
    decisions.push(await decideRevision(effects, sheet, month, { ...verdict, attacked, following }));
    if (pending.has(sheet.id)) made++;
  }
  return { decisions, left: pending.size - made };
}

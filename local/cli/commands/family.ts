import { loadFamily } from '../../../src/definitions/load-definitions.ts';
import type { AskedVerdict } from '../../../src/domain/decision.ts';
import { countNoun } from '../../../src/domain/format.ts';
import type { Month } from '../../../src/domain/month.ts';
import type { Review, Shown } from '../../../src/domain/review.ts';
import type { Sheet } from '../../../src/domain/sheet.ts';
import { decideFamily } from '../../../src/steps/review-edition/decide-family.ts';
import { type FamilyReview, reviewFamily } from '../../../src/steps/review-edition/review-family.ts';
import { assertUnchangedState, type OpenState, type StatePlace, withState } from '../../state/open-state.ts';
import { placeFailures } from '../../state/places.ts';
import { sheetAsked } from '../../state/state-definitions.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { followApproval } from '../after-approval.ts';
import {
  needed,
  read,
  STATE_OPTIONS,
  sheetAndMonth,
  statePlace,
  TEXT,
  text,
  type Values,
  wrong,
} from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';
import { printDecision } from './approve.ts';

export const FAMILY = defineCommand({
  help: `factsheets family SHEET MONTH [options]

Lists the newest revisions of a sheet and of the members of its family, what is decided, what the rules object to, and what all
pages together would reveal. Confidential.

With --approve or --reject, decides on all of them at once.

  --approve STATE      approves the revisions that the list shows; STATE is the word at its end
  --reject STATE       rejects them; needs --reason
  --except ID,...      leaves these sheets out
  --by NAME            the person who decides
  --reason TEXT        why
  --out DIR            the approved pages are copied to DIR/approved; by default the folder out beside the state
  --config FILE        as for approve
  --state DIR          the state on this machine; by default state`,
  parse: parseFamily,
  run: family,
});

/** A decision on a family. */
interface FamilyDecision {
  readonly verdict: AskedVerdict;
  readonly state: string;
  readonly except: readonly string[];
  readonly by: string;
  readonly reason: string | null;
  readonly out: string | undefined;
  readonly config: string | undefined;
}

export interface FamilyCommand {
  readonly place: StatePlace;
  readonly sheet: string;
  readonly month: Month;
  /** Null lists the family. */
  readonly decision: FamilyDecision | null;
}

function parseFamily(argv: readonly string[]): FamilyCommand {
  const own = { approve: TEXT, reject: TEXT, except: TEXT, by: TEXT, reason: TEXT, out: TEXT, config: TEXT };
  const { values, positionals } = read(argv, { ...STATE_OPTIONS, ...own }, 2);
  return { place: statePlace(values), ...sheetAndMonth(positionals), decision: decisionIn(values) };
}

function decisionIn(values: Values): FamilyDecision | null {
  const [approve, reject] = [text(values.approve), text(values.reject)];
  if (approve !== undefined && reject !== undefined) throw wrong('use --approve or --reject, not both');
  const state = approve ?? reject;
  if (state === undefined) return null;
  return {
    verdict: approve === undefined ? 'rejected' : 'approved',
    state,
    except: (text(values.except) ?? '').split(',').filter((id) => id !== ''),
    by: needed(values, 'by', 'the name of the person who decides'),
    reason: text(values.reason) ?? null,
    out: text(values.out),
    config: text(values.config),
  };
}

/**
 * Lists a family, or decides on it.
 * @returns 2 when the list shows that an approval needs a reason or is refused; after a decision as `approve`
 */
export async function family(
  { place, sheet, month, decision }: FamilyCommand,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
  signalled?: AbortSignal,
): Promise<number> {
  return withState(place, environment, async (state) => {
    const sheets = await familyAsked(state, sheet);
    if (!decision) return list(await reviewFamily(state.effects, sheets, month), terminal);
    await assertUnchangedState(place.state, state.runtime);
    const { out, config, ...verdict } = decision;
    const decided = await decideFamily(state.effects, sheets, month, { ...verdict, caller: null });
    for (const one of decided) printDecision(one, terminal);
    if (decision.verdict !== 'approved') return EXIT.complete;
    const failureOf = placeFailures({ place, ...decision }, environment);
    const approval = { decided, month, by: decision.by, out, config, folder: place.state };
    return followApproval(state, sheets[0], { ...approval, failureOf, environment, signalled }, terminal);
  });
}

/** @throws Failure WrongUsage if the sheet is not the main sheet of a family */
async function familyAsked({ files, definitions }: OpenState, id: string): Promise<readonly [Sheet, ...Sheet[]]> {
  await sheetAsked(files, definitions, id);
  const sheets = await loadFamily(files, definitions, id);
  if (sheets.length > 1) return sheets;
  throw wrong(`${id} does not have a family; use factsheets review and approve`);
}

function list({ state, month, reviews, exposed }: FamilyReview, terminal: Terminal): number {
  const [main] = reviews;
  if (!main) return EXIT.complete;
  terminal.out(`${main.revision.sheet} ${month} and ${countNoun(reviews.length - 1, 'member')}: confidential`);
  const width = Math.max(...reviews.map(({ revision }) => revision.sheet.length));
  for (const review of reviews) terminal.out(`  ${review.revision.sheet.padEnd(width)}  ${lineOf(review)}`);
  for (const { sheet, figure, cell } of exposed)
    terminal.out(
      `  cannot be approved together: ${figure}${cell === null ? '' : ` ${cell}`} of ${sheet ?? ''} would be revealed`,
    );
  const example = `factsheets family ${main.revision.sheet} ${month} --approve ${state} --by NAME`;
  terminal.out(`to approve them: ${example} [--except ID,...]`);
  const isOpen = exposed.length === 0 && reviews.every(({ warnings }) => warnings.length === 0);
  return isOpen ? EXIT.complete : EXIT.incomplete;
}

const HIDDEN: readonly Shown[] = ['hidden-small', 'hidden-beside', 'withheld'];

function lineOf({ revision, decisions, warnings, numbers }: Review): string {
  const decided = decisions.findLast((decision) => decision.revision === revision.revision);
  const hidden = numbers.filter(({ shown }) => shown !== null && HIDDEN.includes(shown)).length;
  return [
    `revision ${revision.revision}`,
    decided ? `${decided.verdict} by ${decided.by}` : 'not decided',
    `${countNoun(hidden, 'hidden number')} of ${numbers.length}`,
    ...(warnings.length > 0 ? [`needs a reason: ${warnings.map(({ kind }) => kind).join(', ')}`] : []),
  ].join('; ');
}

import { loadFamily } from '../../../src/definitions/load-definitions.ts';
import type { AskedVerdict, Decision } from '../../../src/domain/decision.ts';
import { countNoun } from '../../../src/domain/format.ts';
import type { Language } from '../../../src/domain/languages.ts';
import type { Month } from '../../../src/domain/month.ts';
import type { Sheet } from '../../../src/domain/sheet.ts';
import { noFamily } from '../../../src/steps/review-edition/answer-review.ts';
import { decideFamily } from '../../../src/steps/review-edition/decide-family.ts';
import {
  type FamilyOverview,
  familyOverview,
  type ReviewedSheet,
} from '../../../src/steps/review-edition/family-overview.ts';
import { assertUnchangedState, type OpenState, withState } from '../../state/open-state.ts';
import { placeFailures } from '../../state/places.ts';
import { sheetAsked } from '../../state/state-definitions.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { followApproval } from '../after-approval.ts';
import {
  languages,
  REVIEW_OPTIONS,
  type ReviewPlace,
  read,
  requiredOption,
  reviewPlace,
  sheetAndMonth,
  TEXT,
  text,
  usageError,
  type Values,
} from '../arguments.ts';
import { askReview } from '../aws/ask-review.ts';
import { defineCommand, EXIT } from '../command.ts';
import { printDecision } from './approve.ts';

export const FAMILY = defineCommand({
  help: `factsheets family SHEET MONTH [options]

Lists the newest revisions of a sheet and of the members of its family, what is decided, what the rules object to, and what all
pages together would reveal. Confidential.

With --approve or --reject, decides on all of them at once.

  --approve WORD       approves the revisions that the list shows; WORD is at its end
  --reject WORD        rejects them; needs --reason
  --except NAME,...    leaves these sheets out: ids of sheets, or codes of members (US-TX)
  --by NAME            the person who decides
  --reason TEXT        why
  --opened LANG,...    as for approve, of the main sheet
  --out DIR            the approved pages are copied to DIR/approved; by default the folder out beside the state
  --config FILE        as for approve
  --state DIR          the state on this machine; by default state
  --url URL            in AWS: the address of the function, signed with the AWS identity of this machine`,
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
  readonly opened: readonly Language[];
  readonly out: string | undefined;
  readonly config: string | undefined;
}

export interface FamilyCommand {
  readonly place: ReviewPlace;
  readonly sheet: string;
  readonly month: Month;
  /** Null lists the family. */
  readonly decision: FamilyDecision | null;
}

function parseFamily(argv: readonly string[]): FamilyCommand {
  const own = {
    approve: TEXT,
    reject: TEXT,
    except: TEXT,
    by: TEXT,
    reason: TEXT,
    opened: TEXT,
    out: TEXT,
    config: TEXT,
  };
  const { values, positionals } = read(argv, { ...REVIEW_OPTIONS, ...own }, 2);
  return { place: reviewPlace(values), ...sheetAndMonth(positionals), decision: decisionIn(values) };
}

function decisionIn(values: Values): FamilyDecision | null {
  const [approve, reject] = [text(values.approve), text(values.reject)];
  if (approve !== undefined && reject !== undefined) throw usageError('use --approve or --reject, not both');
  const state = approve ?? reject;
  if (state === undefined) return null;
  return {
    verdict: approve === undefined ? 'rejected' : 'approved',
    state,
    except: (text(values.except) ?? '').split(',').filter((id) => id !== ''),
    by: requiredOption(values, 'by', 'the name of the person who decides'),
    reason: text(values.reason) ?? null,
    opened: languages(values.opened, 'opened') ?? [],
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
  if ('url' in place) return familyInAws(place.url, { sheet, month, decision }, terminal);
  return withState(place, environment, async (state) => {
    const sheets = await familyAsked(state, sheet);
    if (!decision) return list(await familyOverview(state.effects, sheets, month), terminal);
    await assertUnchangedState(place.state, state.runtime);
    const { out, config, ...verdict } = decision;
    const { decisions: decided } = await decideFamily(state.effects, sheets, month, { ...verdict, caller: null });
    for (const one of decided) printDecision(one, terminal);
    if (decision.verdict !== 'approved') return EXIT.complete;
    const failureOf = placeFailures({ place, ...decision }, environment);
    const approval = { decided, month, by: decision.by, out, config, folder: place.state };
    return followApproval(state, sheets[0], { ...approval, failureOf, environment, signalled }, terminal);
  });
}

async function familyInAws(
  url: string,
  { sheet, month, decision }: Omit<FamilyCommand, 'place'>,
  terminal: Terminal,
): Promise<number> {
  const named = { sheet, month };
  if (!decision) return list((await askReview(url, { ask: 'family', ...named })) as FamilyOverview, terminal); // our own function's
  const { verdict, state, except, by, reason, opened } = decision;
  const asked = { ...named, verdict, state, except: [...except], by, reason, opened };
  const decided = (await askReview(url, { ask: 'decide-family', ...asked })) as Decision[]; // likewise
  for (const one of decided) printDecision(one, terminal);
  return EXIT.complete;
}

/** @throws Failure WrongUsage if the sheet is not the main sheet of a family */
async function familyAsked({ files, definitions }: OpenState, id: string): Promise<readonly [Sheet, ...Sheet[]]> {
  await sheetAsked(files, definitions, id);
  const sheets = await loadFamily(files, definitions, id);
  if (sheets.length > 1) return sheets;
  throw noFamily(id);
}

function list({ month, state, rows, exposed }: FamilyOverview, terminal: Terminal): number {
  const [main] = rows;
  if (!main) return EXIT.complete;
  terminal.out(`${main.sheet} ${month} and ${countNoun(rows.length - 1, 'member')}: confidential`);
  const width = Math.max(...rows.map(({ sheet }) => sheet.length));
  for (const row of rows) terminal.out(`  ${row.sheet.padEnd(width)}  ${lineOf(row)}`);
  for (const line of exposedLines(exposed, main.sheet)) terminal.out(`  cannot be approved together: ${line}`);
  const isAsked = rows.some(({ warnings }) => warnings.length > 0);
  const example = `factsheets family ${main.sheet} ${month} --approve ${state} --by NAME${isAsked ? ' --reason TEXT' : ''}`;
  const isDone = rows.every(({ decided }) => decided?.verdict === 'approved');
  if (exposed.length > 0) terminal.out(`to approve some of them, leave sheets out: ${example} --except CODE,...`);
  else if (!isDone) terminal.out(`to approve them: ${example} [--except CODE,...]`);
  const isOpen = exposed.length === 0 && rows.every(({ warnings }) => warnings.length === 0);
  return isOpen ? EXIT.complete : EXIT.incomplete;
}

/** How many places of a sheet are named. */
const NAMED = 3;

/** Returns a line for each sheet whose hidden numbers would be revealed. */
function exposedLines(exposed: FamilyOverview['exposed'], main: string): string[] {
  const sheets = [...new Set(exposed.map(({ sheet }) => sheet ?? main))];
  return sheets.map((id) => {
    const own = exposed.filter(({ sheet }) => (sheet ?? main) === id);
    const places = own.slice(0, NAMED).map(({ figure, cell }) => (cell === null ? figure : `${figure} ${cell}`));
    const more = own.length > NAMED ? ` and ${own.length - NAMED} more` : '';
    return `${id}: ${places.join(', ')}${more} would be revealed`;
  });
}

const lineOf = ({ revision, decided, numbers, hidden, warnings }: ReviewedSheet): string =>
  [
    `revision ${revision}`,
    decided ? `${decided.verdict} by ${decided.by}` : 'not decided',
    `${countNoun(hidden, 'hidden number')} of ${numbers}`,
    ...(warnings.length > 0 ? [`needs a reason: ${warnings.join(', ')}`] : []),
  ].join('; ');

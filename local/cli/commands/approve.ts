import { type AskedVerdict, type Decision, verdictWords } from '../../../src/domain/decision.ts';
import type { Language } from '../../../src/domain/languages.ts';
import type { Month } from '../../../src/domain/month.ts';
import { decideRevision } from '../../../src/steps/review-edition/decide-revision.ts';
import { assertUnchangedState, withState } from '../../state/open-state.ts';
import { placeFailures } from '../../state/places.ts';
import { sheetAsked } from '../../state/state-definitions.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { followApproval } from '../after-approval.ts';
import {
  count,
  languages,
  REVIEW_OPTIONS,
  type ReviewPlace,
  read,
  requiredOption,
  reviewPlace,
  sheetAndMonth,
  TEXT,
  text,
} from '../arguments.ts';
import { askReview } from '../aws/ask-review.ts';
import { defineCommand, EXIT } from '../command.ts';
import { decideInPortal, portalAt } from '../portal-client.ts';
import { warningLine } from './review/warning-lines.ts';

const PLACES = `  --state DIR          the state on this machine; by default state
  --url URL            decides in AWS: the address of the function, signed with the AWS identity of this machine; or, with a
                       token in FACTSHEETS_TOKEN, through the portal at this address`;

export const APPROVE = defineCommand({
  help: `factsheets approve SHEET MONTH --revision N --by NAME [options]

Approves the newest revision of an edition. The decision cannot be changed. If the rules object, it needs a reason.

  --reason TEXT        why it is approved despite what the rules object to
  --opened LANG,...    says in which languages you have opened the pages, for a sheet that asks for it (docs/review.md)
  --out DIR            the approved pages are copied to DIR/approved/SHEET/MONTH; by default the folder out beside the state
  --config FILE        the schedules: a sheet with "lateApproval": "send" is sent now if its moment has passed; and the folder
                       of the public edition, which is rewritten (docs/public-edition.md)
${PLACES}`,
  parse: (argv) => parseDecision('approved', argv),
  run: decide,
});

export const REJECT = defineCommand({
  help: `factsheets reject SHEET MONTH --revision N --by NAME --reason TEXT [options]

Rejects the newest revision of an edition. The decision cannot be changed.

${PLACES}`,
  parse: (argv) => parseDecision('rejected', argv),
  run: decide,
});

export interface DecideCommand {
  readonly verdict: AskedVerdict;
  readonly place: ReviewPlace;
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  readonly by: string;
  readonly reason: string | null;
  /** The languages in which the person has opened the pages. */
  readonly opened: readonly Language[];
  /** Undefined takes the folder `out` beside the state. */
  readonly out: string | undefined;
  /** Undefined takes the program's own. */
  readonly config: string | undefined;
}

export function parseDecision(verdict: AskedVerdict, argv: readonly string[]): DecideCommand {
  const options = { ...REVIEW_OPTIONS, revision: TEXT, by: TEXT, reason: TEXT, opened: TEXT, out: TEXT, config: TEXT };
  const { values, positionals } = read(argv, options, 2);
  return {
    verdict,
    place: reviewPlace(values),
    ...sheetAndMonth(positionals),
    revision: count(values.revision, 'revision'),
    by: requiredOption(values, 'by', 'the name of the person who decides'),
    reason: text(values.reason) ?? null,
    opened: languages(values.opened, 'opened') ?? [],
    out: text(values.out),
    config: text(values.config),
  };
}

/**
 * Records a person's decision. After an approval the edition is published again, because a newer draft must say what it
 * corrects and its reviewers must be notified, and is sent at once if its schedule says so for late approvals; in AWS
 * both follow from the event.
 * @param signalled stops between two steps of what follows the decision; by default Ctrl-C and SIGTERM do
 * @returns 1 when publishing again failed, which was reported; 2 when it was stopped
 */
export async function decide(
  command: DecideCommand,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
  signalled?: AbortSignal,
): Promise<number> {
  const { place, sheet: id, month, revision, verdict, by, reason, opened } = command;
  const portal = 'url' in place ? portalAt(place.url, environment) : null;
  if (portal) {
    const decision = await decideInPortal(portal, { sheet: id, month, revision, verdict, by, reason });
    printDecision({ ...decision, warnings: [] }, terminal);
    return EXIT.complete;
  }
  if ('url' in place) {
    const request = { ask: 'decide', sheet: id, month, revision, verdict, by, reason, opened } as const;
    printDecision((await askReview(place.url, request)) as Decision, terminal); // our own function's
    return EXIT.complete;
  }
  return withState(place, environment, async (state) => {
    const sheet = await sheetAsked(state.files, state.definitions, id);
    await assertUnchangedState(place.state, state.runtime);
    const asked = { revision, verdict, by, caller: null, reason, opened };
    const decision = await decideRevision(state.effects, sheet, month, asked);
    printDecision(decision, terminal);
    if (decision.verdict !== 'approved') return EXIT.complete;
    const failureOf = placeFailures(command, environment);
    const approval = { ...command, folder: place.state, failureOf, environment, signalled, decided: [decision] };
    return followApproval(state, sheet, approval, terminal);
  });
}

type Printed = Pick<Decision, 'sheet' | 'month' | 'revision' | 'verdict' | 'by' | 'warnings'>;

export function printDecision({ sheet, month, revision, verdict, by, warnings }: Printed, terminal: Terminal): void {
  terminal.out(`${sheet} ${month}, revision ${revision}: ${verdictWords(verdict)} by ${by}`);
  if (verdict === 'first-approval') terminal.out('  nothing is published or sent until a second person approves it');
  if (verdict !== 'rejected') for (const warning of warnings) terminal.out(`  despite: ${warningLine(warning)}`);
}

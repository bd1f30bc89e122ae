import type { Month } from '../../../../src/domain/month.ts';
import type { Review } from '../../../../src/domain/review.ts';
import { reviewEdition } from '../../../../src/steps/review-edition/review-edition.ts';
import { withState } from '../../../state/open-state.ts';
import { sheetAsked } from '../../../state/state-definitions.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { FLAG, REVIEW_OPTIONS, type ReviewPlace, read, reviewPlace, sheetAndMonth } from '../../arguments.ts';
import { askReview } from '../../aws/ask-review.ts';
import { defineCommand, EXIT } from '../../command.ts';
import { fetchReview, portalAt } from '../../portal-client.ts';
import { reviewLines } from './review-lines.ts';

export const REVIEW = defineCommand({
  help: `factsheets review SHEET MONTH [options]

Compares the newest revision with the last approved one: exact figures, what is hidden and why, exports that were added or
corrected, what is missing, and what the rules object to. Confidential.

  --state DIR          the state on this machine; by default state
  --url URL            in AWS, or through a portal, as for approve
  --json               prints the review as JSON`,
  parse: parseReview,
  run: review,
});

export interface ReviewCommand {
  readonly place: ReviewPlace;
  readonly sheet: string;
  readonly month: Month;
  readonly json: boolean;
}

function parseReview(argv: readonly string[]): ReviewCommand {
  const { values, positionals } = read(argv, { ...REVIEW_OPTIONS, json: FLAG }, 2);
  return { place: reviewPlace(values), ...sheetAndMonth(positionals), json: values.json === true };
}

/** Shows a revision to the person who decides on it. Exits with code 2 when approving it needs a reason, or is refused. */
export async function review(command: ReviewCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const shown = await reviewOf(command, environment);
  if (command.json) terminal.out(JSON.stringify(shown, null, 2));
  else for (const line of reviewLines(shown)) terminal.out(line);
  const isOpen =
    shown.warnings.length === 0 && shown.exposed.length === 0 && !shown.sheetChanged && !shown.messageChanged;
  return isOpen ? EXIT.complete : EXIT.incomplete;
}

async function reviewOf({ place, sheet, month }: ReviewCommand, environment: NodeJS.ProcessEnv): Promise<Review> {
  const portal = 'url' in place ? portalAt(place.url, environment) : null;
  if (portal) return (await fetchReview(portal, sheet, month)).review;
  if ('url' in place) return (await askReview(place.url, { ask: 'review', sheet, month })) as Review; // our own function's
  return withState(place, environment, async ({ effects, files, definitions }) =>
    reviewEdition(effects, await sheetAsked(files, definitions, sheet), month),
  );
}

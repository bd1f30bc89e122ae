import type { Review } from '../../src/domain/review.ts';
import { reviewEdition } from '../../src/steps/review-edition/review-edition.ts';
import { withState } from '../state/open-state.ts';
import type { ReviewCommand } from './commands/review.ts';
import { askReview } from './remote-review.ts';
import { reviewLines } from './review-lines.ts';
import { sheetAsked } from './sheet-asked.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

/** Shows a revision to the person who decides on it. Ends with 2 when approving it needs a reason, or is refused. */
export async function review(command: ReviewCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const shown = await reviewOf(command, environment);
  if (command.json) terminal.out(JSON.stringify(shown, null, 2));
  else for (const line of reviewLines(shown)) terminal.out(line);
  const isOpen =
    shown.warnings.length === 0 && shown.exposed.length === 0 && !shown.sheetChanged && !shown.messageChanged;
  return isOpen ? EXIT.complete : EXIT.incomplete;
}

async function reviewOf({ place, sheet, month }: ReviewCommand, environment: NodeJS.ProcessEnv): Promise<Review> {
  if ('url' in place) return (await askReview(place.url, { ask: 'review', sheet, month })) as Review; // our own function's
  return withState(place, environment, async ({ effects, files, definitions }) =>
    reviewEdition(effects, await sheetAsked(files, definitions, sheet), month),
  );
}

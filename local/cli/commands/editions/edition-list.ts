import { verdictWords } from '../../../../src/domain/decision.ts';
import { countNoun } from '../../../../src/domain/format.ts';
import { type Hold, holdWords } from '../../../../src/domain/hold.ts';
import type { EditionListed } from '../../../../src/steps/list-editions.ts';

/** One edition in a line. */
export function editionLine({ sheet, month, revision, complete, approved, decision, sent }: EditionListed): string {
  const state = decision
    ? `${verdictWords(decision.verdict)} by ${decision.by} on ${decision.at.slice(0, 10)}`
    : 'to be reviewed';
  const older = approved !== null && approved !== revision ? `; readers have revision ${approved}` : '';
  const reached = sent === null ? '' : `; ${reachedWords(sent)}, last on ${sent.at.slice(0, 10)}`;
  const waits = approved !== null && sent === null ? '; sent to no one yet' : '';
  return `${sheet} ${month}  revision ${revision}, ${complete ? 'complete' : 'incomplete'}, ${state}${older}${reached}${waits}`;
}

function reachedWords({ stakeholders, written }: NonNullable<EditionListed['sent']>): string {
  const files = `written for ${countNoun(written, 'stakeholder')}, not sent`;
  if (written === 0) return `sent to ${countNoun(stakeholders, 'stakeholder')}`;
  return stakeholders === 0 ? files : `sent to ${countNoun(stakeholders, 'stakeholder')}; ${files}`;
}

/** Which sheets are held, a line each. */
export const heldLines = (held: ReadonlyMap<string, Hold>): string[] =>
  [...held].map(([sheet, hold]) => `${sheet} is ${holdWords(hold)}: it is not sent until it is released`);

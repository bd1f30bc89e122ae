import { Failure } from '../../domain/failure.ts';
import { countNoun } from '../../domain/format.ts';
import type { Review } from '../../domain/review.ts';
import { someOf } from '../../words/joined.ts';

/** How many places a refusal names. */
const NAMED = 5;

/** Says what a revision would reveal. Names the places, never the numbers: a refusal is logged. */
export function exposedWords({ exposed }: Review): string {
  const places = exposed.map(({ sheet, month, revision, figure, cell }) => {
    return `${figure}${cell === null ? '' : ` ${cell}`} of ${sheet ? `${sheet} ` : ''}${month}, revision ${revision}`;
  });
  const more = places.length > NAMED ? ` and ${places.length - NAMED} more` : '';
  return `cannot be approved, whatever the reason: together with approved revisions it would reveal hidden numbers (${places.slice(0, NAMED).join('; ')}${more}). Wait for a later edition, or merge cells`;
}

/** Says which approved editions are too near. */
export function tooCloseWords({ tooNear, revision: { sheet } }: Review): string {
  const near = tooNear.map(({ month, months }) => `${month}, ${countNoun(months, 'month')} away`);
  const least = tooNear[0]?.least ?? 0;
  return `cannot be approved, whatever the reason: it is too near to what is approved (${near.join('; ')}), and the sheet asks for ${countNoun(least, 'month')}. Wait for a later edition, or change "minimumMonthsBetweenEditions" or write "interval": "advise" in templates/${sheet}/sheet.json`;
}

const KINDS: Readonly<Record<Review['warnings'][number]['kind'], string>> = {
  behind: 'exports were added, corrected or withdrawn since it was made, so publish the edition again first',
  incomplete: 'it is incomplete',
  'small-changes': 'numbers that approved revisions print too differ by so little that readers can subtract few people',
  interval: 'an approved edition is nearer than the sheet allows',
  orphans: 'many people belong to a case that is not in the exports, so they are not counted',
  'column-unknown': 'many values of a column are in no list, so figures by it are too low',
  'figure-unknown': 'most records of a figure are unknown while codes of it have none',
  rejected: 'it was rejected before',
};

/** Returns what the rules object to, each kind once. */
export const warningKinds = ({ warnings }: Pick<Review, 'warnings'>): string =>
  [...new Set(warnings.map(({ kind }) => KINDS[kind]))].join('; ');

/** A decision is refused because it needs a reason: the rules object to these sheets. */
export class ReasonNeeded extends Failure {
  /** The ids of the sheets. */
  readonly sheets: readonly string[];
  readonly warnings: Review['warnings'];

  /** @param name the revision, or the family if there are several sheets */
  constructor(name: string, sheets: readonly string[], warnings: Review['warnings']) {
    const who = sheets.length === 1 ? `${name} needs` : `${name}: ${sheets.length} sheets (${someOf(sheets)}) need`;
    super('DecisionRefused', `${who} a reason: ${warningKinds({ warnings })}`);
    this.sheets = sheets;
    this.warnings = warnings;
  }
}

import type { Warning } from '../domain/decision.ts';
import { formatCount } from '../domain/format.ts';
import type { Month } from '../domain/month.ts';
import type { Review } from '../domain/review.ts';
import type { Unusual } from '../domain/unusual.ts';
import { dateText, monthText } from './formatted-dates.ts';
import type { ReviewLabels } from './review-labels.ts';
import type { PortalWords } from './words/portal-words.ts';

/** One point to consider before a decision. `forbids`: the revision cannot be approved, whatever the reason. */
export interface Issue {
  readonly count: number;
  readonly title: string;
  readonly text: string;
  readonly forbids: boolean;
  /** Details, one per line; they may include exact counts. */
  readonly places: readonly string[];
}

/** Returns all objections to a revision; those that forbid an approval come first. */
export function reviewIssues(review: Review, words: PortalWords, labels: ReviewLabels): Issue[] {
  const changed = { count: 1, forbids: false, places: [], ...words.review.issues.messageChanged };
  const message = review.messageChanged ? [changed] : [];
  return [
    ...forbidding(review, words, labels),
    ...message,
    ...objections(review, words, labels),
    ...emptyIssue(review, words, labels),
    ...unusualIssue(review, words, labels),
  ];
}

/** Whether an approval is impossible, whatever the reason. */
export const cannotBeApproved = ({ exposed, tooNear, sheetChanged, pagesComplete }: Review): boolean =>
  exposed.length + tooNear.length > 0 || sheetChanged || !pagesComplete;

function forbidding(
  { exposed, tooNear, sheetChanged, pagesComplete }: Review,
  words: PortalWords,
  labels: ReviewLabels,
): Issue[] {
  const t = words.review.issues;
  const about = { forbids: true, places: [] };
  const places = exposed.map(({ sheet, month, revision, figure, cell, value, least, most, undecided }) =>
    t.exposedPlace({
      name: `${labels.figure(figure)}, ${labels.cell(figure, cell)} (${sheet ? `${labels.sheet(sheet)}, ` : ''}${monthText(month, words.language)}, r${revision})`,
      value: formatCount(value),
      range: undecided ? null : least === most ? String(least) : `${least}–${most}`,
    }),
  );
  return [
    ...(exposed.length === 0 ? [] : [{ ...about, count: exposed.length, ...t.exposed(exposed.length), places }]),
    ...tooNear.map(({ month, months, least }) => ({
      ...about,
      count: months,
      ...t.interval(monthText(month, words.language), months, least),
    })),
    ...(sheetChanged ? [{ ...about, count: 1, ...t.sheetChanged }] : []),
    ...(pagesComplete ? [] : [{ ...about, count: 1, ...t.pagesMissing }]),
  ];
}

/**
 * Objections of the rules, which an approval must answer with a reason. Small changes against several revisions are one
 * issue each.
 */
const objections = (review: Review, words: PortalWords, labels: ReviewLabels): Issue[] =>
  review.warnings
    // an interval that forbids an approval is listed already
    .filter((warning) => warning.kind !== 'interval' || !review.tooNear.some(({ month }) => month === warning.month))
    .map((warning) => ({ forbids: false, places: [], ...objection(warning, review, { words, labels }) }));

/** What the rules object to, for a list: the kind and the heading of each objection, with its count. */
export const objectionHeadings = (review: Review, words: PortalWords, labels: ReviewLabels) =>
  review.warnings.map((warning) => {
    const { count, title } = objection(warning, review, { words, labels });
    return { kind: warning.kind, text: `${formatCount(count)} ${title}` };
  });

function objection(
  warning: Warning,
  { revision: { threshold } }: Review,
  { words, labels }: { readonly words: PortalWords; readonly labels: ReviewLabels },
): Pick<Issue, 'count' | 'title' | 'text'> {
  const t = words.review.issues;
  const month = (of: Month): string => monthText(of, words.language);
  switch (warning.kind) {
    case 'incomplete':
      return { count: warning.missing, ...t.incomplete(warning.missing) };
    case 'behind':
      return { count: warning.exports, ...t.behind(warning.exports) };
    case 'interval':
      return { count: warning.months, ...t.interval(month(warning.month), warning.months, warning.least) };
    case 'small-changes': {
      const against = words.review.revisionOf(month(warning.month), warning.revision);
      return { count: warning.changes, ...t.smallChanges(warning.changes, threshold - 1, against) };
    }
    case 'orphans':
      return {
        count: warning.orphans,
        ...t.orphans(labels.hotline(warning.hotline), warning.orphans, formatCount(warning.people)),
      };
    case 'column-unknown':
      return { count: warning.exports, ...t.columnUnknown({ ...warning, hotline: labels.hotline(warning.hotline) }) };
    case 'figure-unknown':
      return { count: warning.unknown, ...t.figureUnknown(labels.figure(warning.figure), formatCount(warning.total)) };
    case 'rejected':
      return { count: 1, ...t.rejected(warning.by, dateText(new Date(warning.at), words.language)) };
  }
}

/** The maximum number of places in a list. */
const LISTED = 12;

/** Exports without records: a month may really have none. */
function emptyIssue({ empty }: Review, words: PortalWords, labels: ReviewLabels): Issue[] {
  if (empty.length === 0) return [];
  const places = empty
    .slice(0, LISTED)
    .map(({ hotline, month, table }) => `${labels.hotline(hotline)}, ${monthText(month, words.language)}, ${table}`);
  return [{ count: empty.length, forbids: false, ...words.review.issues.empty(empty.length), places }];
}

function unusualIssue({ unusual }: Review, words: PortalWords, labels: ReviewLabels): Issue[] {
  if (unusual.length === 0) return [];
  const places = unusual.slice(0, LISTED).map((one) => unusualPlace(one, words, labels));
  const count = unusual.length;
  return [{ count, forbids: false, ...words.review.issues.unusual(count, places.length), places }];
}

function unusualPlace(unusual: Unusual, words: PortalWords, labels: ReviewLabels): string {
  const { kind, hotline, month, table, column, before, now } = unusual;
  const place = `${labels.hotline(hotline)}, ${monthText(month, words.language)}, ${table}`;
  const [was, is] = [formatCount(before), formatCount(now)];
  return words.review.issues.unusualPlace[kind]({ place, column: column ?? '', was, is });
}

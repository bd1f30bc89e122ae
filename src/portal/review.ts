import { isSheet } from '../definitions/all-sheets.ts';
import { loadSheet } from '../definitions/load-definitions.ts';
import type { ActivityVia } from '../domain/activity.ts';
import type { AskedVerdict, Decision } from '../domain/decision.ts';
import type { Month } from '../domain/month.ts';
import { isDraftPage } from '../domain/object-keys.ts';
import type { Person } from '../domain/person.ts';
import type { Review } from '../domain/review.ts';
import type { Sheet } from '../domain/sheet.ts';
import { decideRevision } from '../steps/review-edition/decide-revision.ts';
import { reviewEdition } from '../steps/review-edition/review-edition.ts';
import { etagOf, namesEtag } from './conditional-answer.ts';
import { fileName } from './pages/published-files.tsx';
import type { PortalContext } from './portal-options.ts';
import { notFound, Refused } from './problem-document.ts';

/** A review as it is shown, and the ETag of everything shown. */
export interface ShownReview {
  readonly sheet: Sheet;
  readonly review: Review;
  readonly etag: string;
  /** The file names of the revision, and of the approved one that it is compared with. */
  readonly files: readonly string[];
  readonly filesBefore: readonly string[];
}

/** Returns the review of an edition's newest revision. Throws Refused if there is no such sheet or edition. */
export async function showReview(context: PortalContext, id: string, month: Month): Promise<ShownReview> {
  const { effects, files, definitions } = context;
  if (!(await isSheet(files, definitions, id))) throw notFound();
  if (!(await effects.editions.newestRevision(id, month))) throw notFound();
  const sheet = await loadSheet(files, definitions, id);
  const review = await reviewEdition(effects, sheet, month);
  const { since, revision } = review;
  return {
    sheet,
    review,
    etag: etagOf(review),
    files: await fileNames(context, id, month, revision.revision),
    filesBefore: since ? await fileNames(context, id, since.month, since.revision) : [],
  };
}

async function fileNames({ effects }: PortalContext, sheet: string, month: Month, revision: number): Promise<string[]> {
  const report = await effects.editions.reportOf(sheet, month, revision);
  return (report?.files ?? []).map(fileName);
}

/** Returns the page of a language among a revision's files: the copy marked as a draft, if there is one. */
export const pageIn = (files: readonly string[], language: string): string | null =>
  files.find((name) => isDraftPage(name) && name.includes(`.${language}.`)) ??
  files.find((name) => name.endsWith(`.${language}.pdf`)) ??
  null;

/** A person's request for a decision on a review that they were shown. */
export interface DecisionAsked {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  readonly verdict: AskedVerdict;
  readonly reason: string | null;
  /** The ETag of the review that was shown; undefined if the request had none. */
  readonly match: string | undefined;
  readonly via: ActivityVia;
}

/**
 * Stores a person's decision, if the review that they were shown has not changed.
 * @throws Refused 428 without an ETag, 412 with another one; Failure DecisionRefused if the rules do not allow it
 */
export async function decide(context: PortalContext, person: Person, asked: DecisionAsked): Promise<Decision> {
  if (asked.match === undefined)
    throw new Refused({ status: 428, kind: 'invalid', title: 'Send the ETag of the review as If-Match' });
  const { sheet, etag, review } = await showReview(context, asked.sheet, asked.month);
  if (!namesEtag(asked.match, etag) || asked.revision !== review.revision.revision)
    throw new Refused({ status: 412, kind: 'stale', title: 'The review has changed since it was shown' });
  await context.assertUnchanged();
  const { revision, verdict, reason } = asked;
  const decision = await decideRevision(context.effects, sheet, asked.month, {
    revision,
    verdict,
    by: person.name,
    caller: person.subject ?? null,
    reason: oneLine(reason),
    via: asked.via,
  });
  await context.afterDecision([decision]);
  return decision;
}

/** Joins a reason into one line, as it is stored; a form's text has line breaks. */
export const oneLine = (reason: string | null): string | null => reason?.replaceAll(/\s+/gu, ' ').trim() || null;

import { tooLittle } from '../../document/page/member-page.ts';
import type { Decision } from '../../domain/decision.ts';
import { Failure } from '../../domain/failure.ts';
import { resultsInTurns } from '../../domain/in-turns.ts';
import type { Month } from '../../domain/month.ts';
import type { Exposure, Review } from '../../domain/review.ts';
import type { Revision } from '../../domain/revision.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { canonicalHash } from '../../editions/fingerprint.ts';
import { attackDrafts } from '../../figures/joint-attack.ts';
import { approvedRevisions, READ_AT_A_TIME, relatedPages, toPage } from './approved-revisions.ts';
import { cacheReads } from './family-reads.ts';
import { type ReviewEffects, reviewWithNumber } from './review-edition.ts';

/** The newest revision of each sheet of a family, in the order of the sheets. */
export interface FamilyRevisions {
  readonly month: Month;
  /** Identifies these revisions and what is in them, in 12 hex digits: a decision names what the person has seen. */
  readonly state: string;
  readonly revisions: readonly { readonly sheet: Sheet; readonly revision: Revision }[];
}

/**
 * Reads the newest revisions of a family.
 * @param sheets the main sheet, then its members
 * @throws Failure WrongUsage if a sheet has no edition of the month
 */
export async function familyRevisions(
  { editions }: Pick<ReviewEffects, 'editions'>,
  sheets: readonly Sheet[],
  month: Month,
): Promise<FamilyRevisions> {
  const revisions = await Promise.all(
    sheets.map(async (sheet) => {
      const revision = await editions.newestRevision(sheet.id, month);
      if (revision) return { sheet, revision };
      throw new Failure('WrongUsage', `${sheet.id} has no edition ${month}; publish the family first`);
    }),
  );
  const seen = revisions.map(({ revision }) => [revision.sheet, revision.revision, revision.fingerprint]);
  const state = canonicalHash([month, seen]).slice(0, 12);
  return { month, state, revisions };
}

/** Finds what the newest revisions of these sheets would reveal together, and with everything that is approved. */
export async function attackFamily(
  { editions, openSolver }: Pick<ReviewEffects, 'editions' | 'openSolver'>,
  chosen: FamilyRevisions['revisions'],
): Promise<readonly Exposure[]> {
  const drafts = await resultsInTurns(chosen, READ_AT_A_TIME, async ({ sheet, revision }) =>
    toPage(sheet, { revision, figures: await editions.figuresOf(sheet.id, revision.fingerprint) }),
  );
  const [first] = chosen;
  if (!first) return [];
  const own = await approvedRevisions(editions, first.sheet, await editions.decisionsOf(first.sheet.id));
  const approved = [...own.map((one) => toPage(first.sheet, one)), ...(await relatedPages(editions, first.sheet))];
  return attackDrafts(drafts, approved, { solver: await openSolver() });
}

/** A sheet of a family: its newest revision, what is decided about it, and what its pages show. */
export interface FamilySheet {
  readonly sheet: string;
  /** The member's code; null for the main sheet. */
  readonly member: string | null;
  readonly revision: number;
  readonly state: Decision['verdict'] | 'draft';
  readonly decidedBy: string | null;
  /** `few` and `none`: a page that says that there is too little to print. */
  readonly shows: 'figures' | 'few' | 'none';
  /** Its `exposed` is empty, as in `reviewFamily`. */
  readonly review: Review;
  /** Whether an approval needs a reason, because the rules object to the sheet and it can still be approved. */
  readonly needsReason: boolean;
}

/**
 * Lists the newest revisions of a family and what the rules object to, without attacking them.
 * @param sheets the main sheet, then its members
 * @throws Failure WrongUsage if a sheet has no edition of the month
 */
export async function listFamily(
  effects: ReviewEffects,
  sheets: readonly Sheet[],
  month: Month,
): Promise<{ readonly state: string; readonly rows: readonly FamilySheet[] }> {
  const own = cacheReads(effects);
  const { state, revisions } = await familyRevisions(own, sheets, month);
  const rows = await resultsInTurns(revisions, READ_AT_A_TIME, async ({ sheet }): Promise<FamilySheet> => {
    const { review, figures } = await reviewWithNumber(own, sheet, month, []);
    const { revision, decisions, warnings, messageChanged } = review;
    const decision = decisions.findLast((one) => one.revision === revision.revision);
    const canBeApproved = decision?.verdict !== 'approved' || messageChanged;
    return {
      ...{ sheet: sheet.id, member: sheet.member ?? null, revision: revision.revision },
      ...{ state: decision?.verdict ?? 'draft', decidedBy: decision?.by ?? null },
      shows: tooLittle({ figures: figures.map(({ printed }) => printed) }) ?? 'figures',
      ...{ review, needsReason: canBeApproved && warnings.length > 0 },
    };
  });
  return { state, rows };
}

/** What a person sees of a family before they decide. */
export interface FamilyReview extends Pick<FamilyRevisions, 'month' | 'state'> {
  /** The reviews of the sheets, in their order. Their `exposed` is empty: what is exposed is found for all together. */
  readonly reviews: readonly Review[];
  /** What all newest revisions together would reveal, with everything that is approved. */
  readonly exposed: readonly Exposure[];
}

/**
 * Reviews the newest revisions of a family together.
 * @param sheets the main sheet, then its members
 * @throws Failure WrongUsage if a sheet has no edition of the month
 */
export async function reviewFamily(
  effects: ReviewEffects,
  sheets: readonly Sheet[],
  month: Month,
): Promise<FamilyReview> {
  const own = cacheReads(effects);
  const { state, revisions } = await familyRevisions(own, sheets, month);
  const reviews = await resultsInTurns(revisions, READ_AT_A_TIME, async ({ sheet }) => {
    return (await reviewWithNumber(own, sheet, month, [])).review;
  });
  return { month, state, reviews, exposed: await attackFamily(own, revisions) };
}

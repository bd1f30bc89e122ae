import { createHmac } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { CountedFigure, PrintedFigure } from '../../domain/figure.ts';
import type { Month } from '../../domain/month.ts';
import type { RevisionFigure } from '../../domain/revision.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { comparable } from '../../editions/fingerprint.ts';
import type { ApprovedRevision } from '../../editions/review-source.ts';
import { roundFigures } from '../../figures/round-figures.ts';
import { type SuppressionPolicy, suppress } from '../../figures/suppress.ts';
import { hasSameRules } from '../review-edition/sheet-of-revision.ts';

/** The inputs for printing an edition's figures. */
export interface PrintingSource {
  readonly month: Month;
  /** The approved revisions of this edition and earlier ones, in the order of approval within a month. */
  readonly approved: readonly ApprovedRevision[];
  readonly sheet: Sheet;
  /** The key that breaks ties. */
  readonly secret: Uint8Array;
}

/**
 * Prints an edition's figures, as a pure function of its counts and the approved revisions. If the counts equal those
 * of the approved revision of the same edition, its printed figures are reused: neither another key nor a newer program
 * corrects a page.
 */
export function printedFigures(counted: readonly CountedFigure[], source: PrintingSource): RevisionFigure[] {
  return approvedAlready(counted, source) ?? pairFigures(counted, protectedFigures(counted, source));
}

/** Returns the figures of the approved revision of the same edition, if its counts and rules are the same. */
export function approvedAlready(
  counted: readonly CountedFigure[],
  { month, approved, sheet }: Pick<PrintingSource, 'month' | 'approved' | 'sheet'>,
): RevisionFigure[] | null {
  const own = approved.findLast(({ revision }) => revision.month === month);
  const before = own && hasSameRules(own.revision, own.figures, sheet) ? own.figures : [];
  if (!own || !isDeepStrictEqual(comparable(before.map((figure) => figure.counted)), comparable(counted))) return null;
  return [...before];
}

export const pairFigures = (counted: readonly CountedFigure[], printed: readonly PrintedFigure[]): RevisionFigure[] =>
  counted.flatMap((figure, index): RevisionFigure[] => {
    const asPrinted = printed[index];
    return asPrinted ? [{ counted: figure, printed: asPrinted }] : [];
  });

/** Protects every number that leaves the program, exactly once: hidden or rounded, as the sheet requires. */
function protectedFigures(counted: readonly CountedFigure[], source: PrintingSource): PrintedFigure[] {
  const { threshold, hideFirst, protection } = source.sheet;
  const policy = suppressionPolicy(source);
  if (protection.method !== 'round') return suppress(counted, policy);
  return roundFigures(counted, {
    ...{ base: protection.base, threshold, month: source.month },
    ...{ tieKey: policy.tieKey, hideFirst },
  });
}

/** Returns how a sheet's counts are suppressed. */
export function suppressionPolicy({
  approved,
  sheet: { threshold, hideFirst },
  secret,
}: Pick<PrintingSource, 'approved' | 'sheet' | 'secret'>): SuppressionPolicy {
  const tieKey: SuppressionPolicy['tieKey'] = (by, cell) =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['tie', by, cell]))
      .digest('hex');
  return { threshold, tieKey, hideFirst, approved: approved.map(({ figures }) => figures) };
}

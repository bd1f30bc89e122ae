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
  const { month, approved, sheet } = source;
  const own = approved.findLast(({ revision }) => revision.month === month);
  const before = own && hasSameRules(own.revision, own.figures, sheet) ? own.figures : [];
  if (own && isDeepStrictEqual(comparable(before.map((figure) => figure.counted)), comparable(counted)))
    return [...before];
  const printed = protectedFigures(counted, source);
  return counted.flatMap((figure, index): RevisionFigure[] => {
    const asPrinted = printed[index];
    return asPrinted ? [{ counted: figure, printed: asPrinted }] : [];
  });
}

/** Protects every number that leaves the program, exactly once: hidden or rounded, as the sheet requires. */
function protectedFigures(counted: readonly CountedFigure[], source: PrintingSource): PrintedFigure[] {
  const { month, approved, sheet, secret } = source;
  const { threshold, hideFirst, protection } = sheet;
  const tieKey: SuppressionPolicy['tieKey'] = (by, cell) =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['tie', by, cell]))
      .digest('hex');
  if (protection.method === 'round')
    return roundFigures(counted, { base: protection.base, threshold, month, tieKey, hideFirst });
  return suppress(counted, { threshold, tieKey, hideFirst, approved: approved.map(({ figures }) => figures) });
}

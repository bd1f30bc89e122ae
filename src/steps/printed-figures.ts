import { createHmac } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { CountedFigure } from '../domain/figure.ts';
import type { Month } from '../domain/month.ts';
import type { RevisionFigure } from '../domain/revision.ts';
import type { Sheet } from '../domain/sheet.ts';
import type { Approved } from '../editions/review.ts';
import { suppress } from '../figures/suppress.ts';

/** What an edition's figures are printed by. */
export interface PrintingSource {
  readonly month: Month;
  /** The approved revisions of this edition and those before it, in the order of approval within a month. */
  readonly approved: readonly Approved[];
  readonly sheet: Sheet;
  /** The key that settles ties. */
  readonly secret: Uint8Array;
}

/**
 * An edition's figures as printed, a pure function of its counts and of what is approved. Where the counts are those of the
 * approved revision of the same edition, so is what is printed: neither another key nor a newer program corrects a page.
 */
export function printedFigures(counted: readonly CountedFigure[], source: PrintingSource): RevisionFigure[] {
  const { month, approved, sheet, secret } = source;
  const own = approved.findLast(({ revision }) => revision.month === month);
  const before = own?.revision.threshold === sheet.threshold ? own.figures : [];
  if (own && isDeepStrictEqual(plain(before.map((figure) => figure.counted)), plain(counted))) return [...before];
  const printed = suppress(counted, {
    threshold: sheet.threshold,
    tieKey: (by, cell) =>
      createHmac('sha256', secret)
        .update(JSON.stringify(['tie', by, cell]))
        .digest('hex'),
    hideFirst: sheet.hideFirst,
    approved: approved.map(({ figures }) => figures),
  });
  return counted.flatMap((figure, at): RevisionFigure[] => {
    const asPrinted = printed[at];
    return asPrinted ? [{ counted: figure, printed: asPrinted }] : [];
  });
}

/** As stored, without keys that are undefined. */
const plain = (figures: readonly CountedFigure[]): unknown => JSON.parse(JSON.stringify(figures));

import type { PublishedEdition } from '../domain/edition.ts';
import { printedUndated } from '../domain/excluded.ts';
import type { Revision, RevisionFigure } from '../domain/revision.ts';

/** Returns what a revision publishes: its figures as printed, without exact counts. */
export function publishedEdition(revision: Revision, figures: readonly RevisionFigure[]): PublishedEdition {
  const { sheet, month, from, through, complete, missing, threshold, generatedFrom, corrects } = revision;
  const undated = printedUndated(revision.excluded ?? [], threshold);
  return {
    sheet,
    month,
    from,
    through,
    revision: revision.revision,
    complete,
    missing,
    threshold,
    generatedFrom: generatedFrom.map(({ hotline, month: of, table }) => ({ hotline, month: of, table })),
    figures: figures.map(({ printed }) => printed),
    ...(undated && { undated }),
    ...(corrects && { corrects }),
  };
}

import { Failure } from '../../domain/failure.ts';
import type { Revision, RevisionFigure } from '../../domain/revision.ts';
import type { Sheet } from '../../domain/sheet.ts';

/** Whether no file of a sheet's folder changed since a revision was made, messages apart. */
export const isSameSheet = ({ version }: Sheet, { versions }: Pick<Revision, 'versions'>): boolean =>
  versions.sheet === version;

/**
 * Refuses to render or approve a revision by another sheet than the one it was made with: its thresholds, wording and scope may
 * be others.
 * @param remedy what to do, after a semicolon
 * @throws Failure DefinitionChanged when a file of the sheet's folder changed since, messages apart
 */
export function assertSameSheet(sheet: Sheet, revision: Revision, remedy: string): void {
  if (isSameSheet(sheet, revision)) return;
  throw new Failure('DefinitionChanged', `templates/${sheet.id} changed after ${nameOf(revision)} was made; ${remedy}`);
}

/** Whether a revision was made by a sheet's threshold and method. */
export function isMadeAlike(
  { threshold: madeBy }: Pick<Revision, 'threshold'>,
  figures: readonly RevisionFigure[],
  { threshold, protection }: Sheet,
): boolean {
  const base = protection.method === 'round' ? protection.base : undefined;
  return madeBy === threshold && figures.every(({ printed }) => printed.rounded === base);
}

/**
 * Refuses to write messages about a revision by a sheet with another threshold or method: they would explain its numbers by rules
 * that they were not made by. Pages are sent as approved, whatever else of the sheet changed.
 * @throws Failure DefinitionChanged
 */
export function assertSameRules(sheet: Sheet, revision: Revision, figures: readonly RevisionFigure[]): void {
  if (isMadeAlike(revision, figures, sheet)) return;
  const why = 'its messages would not fit its pages, and nothing was sent';
  throw new Failure(
    'DefinitionChanged',
    `templates/${sheet.id} has another threshold or protection than ${nameOf(revision)}, which is approved; ${why}. ` +
      `Approve a revision made with the sheet as it is now (factsheets publish ${sheet.id} ${revision.month}), or put the sheet back`,
  );
}

const nameOf = ({ sheet, month, revision }: Revision): string => `${sheet} ${month}, revision ${revision}`;

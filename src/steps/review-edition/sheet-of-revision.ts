import { Failure } from '../../domain/failure.ts';
import type { Revision, RevisionFigure } from '../../domain/revision.ts';
import type { Sheet } from '../../domain/sheet.ts';

/** Whether no file of a sheet's folder, except messages, changed since a revision was made. */
export const isSameSheet = ({ version }: Sheet, { versions }: Pick<Revision, 'versions'>): boolean =>
  versions.sheet === version;

/**
 * Asserts that a revision is rendered or approved with the sheet it was made with: another version may have other
 * thresholds, wording and scope.
 * @param remedy what to do, after a semicolon
 * @throws Failure DefinitionChanged if a file of the sheet's folder, except messages, changed since
 */
export function assertSameSheet(sheet: Sheet, revision: Revision, remedy: string): void {
  if (isSameSheet(sheet, revision)) return;
  throw new Failure(
    'DefinitionChanged',
    `templates/${sheet.id} changed after ${revisionName(revision)} was made; ${remedy}`,
  );
}

/** Whether a revision was made with a sheet's threshold and method. */
export function hasSameRules(
  { threshold: madeBy }: Pick<Revision, 'threshold'>,
  figures: readonly RevisionFigure[],
  { threshold, protection }: Sheet,
): boolean {
  const base = protection.method === 'round' ? protection.base : undefined;
  return madeBy === threshold && figures.every(({ printed }) => printed.rounded === base);
}

/**
 * Asserts that messages about a revision are written with the same threshold and method: others would explain its
 * numbers by rules that did not make them. Pages are sent as approved, whatever else of the sheet changed.
 * @throws Failure DefinitionChanged
 */
export function assertSameRules(sheet: Sheet, revision: Revision, figures: readonly RevisionFigure[]): void {
  if (hasSameRules(revision, figures, sheet)) return;
  const why = 'its messages would not fit its pages, and nothing was sent';
  throw new Failure(
    'DefinitionChanged',
    `templates/${sheet.id} has another threshold or protection than ${revisionName(revision)}, which is approved; ${why}. ` +
      `Approve a revision made with the sheet as it is now (factsheets publish ${sheet.id} ${revision.month}), or restore the sheet`,
  );
}

const revisionName = ({ sheet, month, revision }: Revision): string => `${sheet} ${month}, revision ${revision}`;

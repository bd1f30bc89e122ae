import type { Definitions } from '../../definitions/load-definitions.ts';
import type { ObjectStore } from '../../domain/effects.ts';
import { familyListKey, type ListedSheet } from '../../domain/family-list.ts';
import type { Revision } from '../../domain/revision.ts';
import { canonicalHash } from '../../editions/fingerprint.ts';
import { computeFamily, type FamilyToCompute } from '../compute-figures/compute-family.ts';
import type { FiguresEffects } from '../compute-figures/edition-content.ts';

/** The effects of computing a family, and where its lists of sheets are stored. */
export type ListEffects = FiguresEffects & { readonly familyLists: Pick<ObjectStore, 'putBytes'> };

/** A computed family. */
export interface ListedFamily {
  /** The newest revision of the main sheet. */
  readonly main: Revision;
  /** Whether the reports of all sheets are recorded, and the reviewers were notified of them. */
  readonly isDone: boolean;
  /** The key of the list of the sheets to render; null if `isDone`. */
  readonly list: string | null;
}

/**
 * Computes the figures of a family, and stores the list of the sheets whose pages are to be rendered, from which several
 * functions render at the same time (`publishSheets`).
 */
export async function listSheetsToRender(
  effects: ListEffects,
  definitions: Definitions,
  family: FamilyToCompute,
): Promise<ListedFamily> {
  const revisions = (await computeFamily(effects, definitions, family)).map(({ revision }) => revision);
  const [main] = revisions;
  if (!main) throw new Error(`${family.sheets[0].id} was not computed`);
  const { editions } = effects;
  const reports = await Promise.all(
    revisions.map(({ sheet, month, revision }) => editions.reportOf(sheet, month, revision)),
  );
  const isDone = reports.every((report) => report?.announcedAt !== undefined);
  // the main sheet is always in the list: a list must not be empty
  const pending = revisions.filter((revision, index) => revision === main || reports[index] === null);
  return { main, isDone, list: isDone ? null : await putList(effects, main, pending) };
}

async function putList({ familyLists }: ListEffects, main: Revision, revisions: readonly Revision[]): Promise<string> {
  const list = revisions.map(({ sheet, month, revision }): ListedSheet => ({ sheet, month, revision }));
  const key = familyListKey(main.sheet, main.month, canonicalHash(list));
  await familyLists.putBytes(key, new TextEncoder().encode(JSON.stringify(list)));
  return key;
}

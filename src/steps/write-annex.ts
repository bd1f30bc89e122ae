import { reportKey } from '../contract/object-keys.ts';
import type { Effects } from '../domain/effects.ts';
import type { CellLabels } from '../domain/figure.ts';
import type { Revision } from '../domain/revision.ts';
import type { Sheet } from '../domain/sheet.ts';
import { figuresCsv, figuresJson } from '../editions/data-annex.ts';
import { publishedEdition } from '../editions/published-edition.ts';
import { labelsOf } from './sheet-material.ts';

export type AnnexEffects = Pick<Effects, 'editions' | 'reports' | 'codes'>;

/**
 * Writes a revision's data annex, `figures.json` and `figures.csv`, beside its pages: what they print, no more.
 * @returns the two keys
 */
export async function writeAnnex(
  effects: AnnexEffects,
  sheet: Sheet,
  revision: Revision,
): Promise<{ json: string; csv: string }> {
  const edition = publishedEdition(revision, await effects.editions.figuresOf(sheet.id, revision.fingerprint));
  const labels = labelsOf(effects.codes, sheet.figures);
  const byFigure = new Map(edition.figures.map(({ id, by }): [string, CellLabels] => [id, (by && labels[by]) ?? {}]));
  const keyOf = (file: string): string =>
    reportKey(sheet.id, revision.month, revision.revision, `${sheet.id}-${revision.month}.${file}`);
  const [json, csv] = [keyOf('figures.json'), keyOf('figures.csv')];
  await effects.reports.putBytes(json, new TextEncoder().encode(figuresJson(edition)));
  await effects.reports.putBytes(csv, new TextEncoder().encode(figuresCsv(edition, byFigure)));
  return { json, csv };
}

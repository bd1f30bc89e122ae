import type { UnknownWarning } from '../../domain/decision.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Excluded } from '../../domain/excluded.ts';
import type { TableOutcome } from '../../domain/ledger.ts';
import { type Month, monthsEarlier, parseMonth } from '../../domain/month.ts';
import type { ExportPlace } from '../../domain/object-keys.ts';
import type { ExpectedFile } from '../../domain/period.ts';
import type { RevisionFigure } from '../../domain/revision.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { Unusual } from '../../domain/unusual.ts';
import { unknownWarnings } from '../../editions/unknown-values.ts';
import { comparedMonths, unusualMonths } from '../../editions/unusual.ts';
import { entriesThrough } from './ledger-entries.ts';

/**
 * Finds the accepted tables of an upload whose records differ from the months before by more than chance. Their
 * people's cases may be in other uploads, so orphans are compared when figures are computed.
 *
 * @param files the files that the hotline sends
 */
export async function unusualUpload(
  { ledger }: { readonly ledger: Pick<Effects['ledger'], 'entriesBetween'> },
  { parts }: ExportPlace,
  outcomes: readonly TableOutcome[],
  files: readonly ExpectedFile[],
): Promise<Unusual[]> {
  const month = parts && parseMonth(parts.month);
  const accepted = outcomes.filter(({ status }) => status === 'accepted').map(({ table }) => table);
  if (!parts || !month || accepted.length === 0) return [];
  const entries = await ledger.entriesBetween(parts.hotline, monthsEarlier(month, comparedMonths(files)), month);
  const ofTables = entries.filter(({ table }) => accepted.includes(table));
  return unusualMonths(ofTables, [], month);
}

/** Finds what a review of an edition's revision would question: unusual months, the newest first, and unknown values. */
export async function inspectEdition(
  effects: { readonly ledger: Pick<Effects['ledger'], 'entriesOf'> },
  sheet: Sheet,
  month: Month,
  { excluded, figures }: { readonly excluded: readonly Excluded[]; readonly figures: readonly RevisionFigure[] },
): Promise<{ readonly unusual: Unusual[]; readonly unknown: UnknownWarning[] }> {
  const entries = await entriesThrough(effects, sheet, month);
  return { unusual: unusualMonths(entries, excluded), unknown: unknownWarnings(entries, figures) };
}

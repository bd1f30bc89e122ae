import { noEditionReason } from '../../src/domain/edition-month.ts';
import type { Effects } from '../../src/domain/effects.ts';
import { Failure } from '../../src/domain/failure.ts';
import { hasBegun, type Month, parseMonth } from '../../src/domain/month.ts';
import { parseExportKey } from '../../src/domain/object-keys.ts';
import type { Sheet } from '../../src/domain/sheet.ts';

/**
 * Returns the requested month, or by default the last month with an upload. An existing edition is built even if its
 * exports have changed or were removed.
 * @param keys the keys of all uploads
 * @throws Failure WrongUsage naming the last month with an export, if the sheet has no edition of the month
 */
export async function editionMonth(
  { editions, clock }: Pick<Effects, 'editions' | 'clock'>,
  sheet: Sheet,
  keys: readonly string[],
  through: Month | null,
): Promise<Month> {
  if (through === null) return lastMonth(keys, sheet, clock.now());
  if (await editions.newestRevision(sheet.id, through)) return through;
  const why = noEditionReason(sheet, through, lastMonth(keys, sheet, clock.now()));
  if (why !== null) throw new Failure('WrongUsage', `--through ${through}: ${why}`);
  return through;
}

/**
 * Returns the last month, among months that have begun, for which any hotline of the sheet has an upload.
 * @throws Failure WrongUsage if there is no such month
 */
export function lastMonth(keys: readonly string[], sheet: Sheet, now: Date): Month {
  const months = keys.flatMap((key) => {
    const place = parseExportKey(key);
    const month = place && sheet.hotlines.includes(place.hotline) ? parseMonth(place.month) : null;
    return month && hasBegun(month, now) ? month : [];
  });
  const last = months.toSorted().at(-1);
  if (last) return last;
  const folders = sheet.hotlines.map((hotline) => `${hotline}/<YYYY-MM>/`).join(', ');
  throw new Failure('WrongUsage', `no exports of sheet ${sheet.id}: --exports must contain ${folders}`);
}

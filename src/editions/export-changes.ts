import type { CountedExport } from '../domain/edition.ts';
import type { ExportChanges } from '../domain/review.ts';

/** What came, was corrected (its bytes are others) or was withdrawn between two lists of exports. */
export function exportChanges(before: readonly CountedExport[], now: readonly CountedExport[]): ExportChanges {
  const name = ({ hotline, month, table }: CountedExport): string => `${hotline}/${month}/${table}`;
  const was = new Map(before.map((one) => [name(one), one.sha256]));
  const is = new Set(now.map(name));
  return {
    came: now.filter((one) => !was.has(name(one))),
    corrected: now.filter((one) => was.has(name(one)) && was.get(name(one)) !== one.sha256),
    withdrawn: before.filter((one) => !is.has(name(one))),
  };
}

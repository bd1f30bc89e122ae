import type { CountedExport } from '../domain/edition.ts';
import type { ExportChanges } from '../domain/review.ts';

/** Compares two lists of exports: which arrived, were corrected (have other bytes) or were withdrawn. */
export function exportChanges(before: readonly CountedExport[], now: readonly CountedExport[]): ExportChanges {
  const name = ({ hotline, month, table }: CountedExport): string => `${hotline}/${month}/${table}`;
  const was = new Map(before.map((countedExport) => [name(countedExport), countedExport.sha256]));
  const is = new Set(now.map(name));
  return {
    came: now.filter((countedExport) => !was.has(name(countedExport))),
    corrected: now.filter(
      (countedExport) => was.has(name(countedExport)) && was.get(name(countedExport)) !== countedExport.sha256,
    ),
    withdrawn: before.filter((countedExport) => !is.has(name(countedExport))),
  };
}

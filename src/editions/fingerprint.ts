import { createHash } from 'node:crypto';
import type { TableOfMonth } from '../domain/edition.ts';
import { type Excluded, printedUndated } from '../domain/excluded.ts';
import type { CountedFigure } from '../domain/figure.ts';
import type { RevisionFigure, Versions } from '../domain/revision.ts';
import { canonical } from '../domain/text/json.ts';

/** What distinguishes one revision of an edition from another (figures.md, "Editions"). */
export interface RevisionContent {
  readonly figures: readonly RevisionFigure[];
  readonly complete: boolean;
  readonly missing: readonly TableOfMonth[];
  readonly threshold: number;
  readonly versions: Versions;
  /** Missing from revisions made before this was stored. */
  readonly excluded?: readonly Excluded[];
}

/**
 * Hashes a revision's content: equal contents need no new revision. The program's own version is not included, because
 * the same figures from a newer program are the same edition.
 */
export function revisionFingerprint(content: RevisionContent): string {
  const { figures, complete, missing, threshold, versions, excluded = [] } = content;
  const { program: _program, ...definitions } = versions;
  const undated = printedUndated(excluded, threshold);
  return canonicalHash({ figures, complete, missing, threshold, definitions, ...(undated && { undated }) });
}

/**
 * Prepares figures for comparison with stored ones: without undefined values, which are not stored, and without the
 * counts' `exhaustive`, which earlier versions stored (always false).
 */
export const comparable = (figures: readonly RevisionFigure[] | readonly CountedFigure[]): unknown =>
  JSON.parse(JSON.stringify(figures, (key, value: unknown) => (key === 'exhaustive' ? undefined : value)));

/** Returns the SHA-256 (hex) of a value's JSON with sorted keys. */
export const canonicalHash = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

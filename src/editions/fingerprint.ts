import { createHash } from 'node:crypto';
import { canonical } from '../domain/canonical.ts';
import type { TableOfMonth } from '../domain/edition.ts';
import type { CountedFigure } from '../domain/figure.ts';
import type { RevisionFigure, Versions } from '../domain/revision.ts';

/** What makes one revision of an edition differ from another (figures.md, "Editions"). */
export interface RevisionContent {
  readonly figures: readonly RevisionFigure[];
  readonly complete: boolean;
  readonly missing: readonly TableOfMonth[];
  readonly threshold: number;
  readonly versions: Versions;
}

/**
 * A hash of a revision's content: equal contents need no new revision. The program's own version is left out, for the
 * same figures from a newer program are the same edition.
 */
export function fingerprintOf({ figures, complete, missing, threshold, versions }: RevisionContent): string {
  const { program: _program, ...definitions } = versions;
  return hashOf({ figures, complete, missing, threshold, definitions });
}

/**
 * Figures as they are compared with stored ones: without undefined values, which are not stored, and without the counts' `exhaustive`,
 * which earlier versions stored (always false).
 */
export const comparable = (figures: readonly RevisionFigure[] | readonly CountedFigure[]): unknown =>
  JSON.parse(JSON.stringify(figures, (key, value: unknown) => (key === 'exhaustive' ? undefined : value)));

/** SHA-256, hex, of a value's JSON with keys in order. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

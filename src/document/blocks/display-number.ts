import { SUPPRESSION_MARK } from '../../domain/format.ts';
import type { PageContext } from '../page/page-context.ts';
import { type Role, SMALLER_ROLE, STYLES } from '../page/typography.ts';

/** The role in which every one of some totals fits a width: they stand side by side, so they stay alike. */
export function displayRole(
  context: PageContext,
  totals: readonly string[],
  role: keyof typeof SMALLER_ROLE,
  width: number,
): Role {
  const { face, size } = STYLES[role];
  return totals.every((total) => context.set.measure(total, face, size) <= width) ? role : SMALLER_ROLE[role];
}

/** The mark reaches below the baseline as no figure does, into the noun: a hidden total stands this much higher. */
export const displayRise = (total: string): number => (total === SUPPRESSION_MARK ? 5 : 0);

import { SUPPRESSION_MARK } from '../../domain/format.ts';
import type { PageContext } from '../page/page-context.ts';
import { type Role, SMALLER_ROLES, STYLES } from '../page/typography.ts';

/** Returns the role in which every one of some totals fits a width: totals side by side must look alike. */
export function displayRole(
  context: PageContext,
  totals: readonly string[],
  role: keyof typeof SMALLER_ROLES,
  width: number,
): Role {
  const [smaller, smallest] = SMALLER_ROLES[role];
  const fits = (own: Role): boolean => {
    const { face, size } = STYLES[own];
    return totals.every((total) => context.set.measure(total, face, size) <= width);
  };
  return [role, smaller].find(fits) ?? smallest;
}

/**
 * Returns how much higher a hidden total is placed: unlike digits, the mark reaches below the baseline, into the noun.
 */
export const displayRise = (total: string): number => (total === SUPPRESSION_MARK ? 5 : 0);

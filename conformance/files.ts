import type { Check } from './check.ts';
import { hostileChecks } from './files/hostile-checks.ts';
import { invariantChecks } from './files/invariant-checks.ts';

/**
 * Checks random and malicious uploads: ten thousand mutated files and twenty thousand files of random bytes against
 * independent small readers (test/exports/fuzz), and hostile files, each in a separate reader process.
 */
export async function fileChecks(): Promise<readonly Check[]> {
  return [...(await invariantChecks()), ...(await hostileChecks())];
}

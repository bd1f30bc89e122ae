import type { Check } from './check.ts';
import { hostileChecks } from './files/hostile-checks.ts';
import { invariantChecks } from './files/invariant-checks.ts';

/**
 * Checks random and malicious uploads: mutated files and twice as many of random bytes against independent small readers
 * (test/exports/fuzz), and hostile files, each in a separate reader process.
 */
export async function fileChecks(mutated = 10_000): Promise<readonly Check[]> {
  return [...(await invariantChecks(mutated)), ...(await hostileChecks())];
}

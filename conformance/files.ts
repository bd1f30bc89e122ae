import type { Check } from './check.ts';
import { hostileChecks } from './files/hostile-checks.ts';
import { lawChecks } from './files/law-checks.ts';

/**
 * Uploads as chance and malice make them: ten thousand mutated files and twenty thousand of any bytes beside independent small
 * readers (test/exports/fuzz), and files made to hurt, each in a reader process of its own.
 */
export async function fileChecks(): Promise<readonly Check[]> {
  return [...(await lawChecks()), ...(await hostileChecks())];
}

import { hasBegun, type Month } from '../../domain/month.ts';
import type { Problem } from '../../domain/problem.ts';
import { UNPACKED_LIMIT } from '../../exports/container/decode.ts';
import { problem } from '../../exports/problems/problem.ts';

/**
 * Why an export is refused before a byte of it is read; null when it is to be read.
 * @param size in bytes
 * @param month null for a loose file that is checked for no month
 */
export function refusalOf(size: number, month: Month | null, now: Date): Problem | null {
  if (size > UNPACKED_LIMIT) return TOO_LARGE;
  return month === null || hasBegun(month, now) ? null : notBegun(month);
}

/** A slip in a folder's name would otherwise make an edition that misses years of exports. */
const notBegun = (month: Month): Problem => ({
  ...problem('rejection', 'no-such-month', ''),
  detail: `${month} has not begun`,
});

/** Known by its size alone: such an object is never fetched. */
const TOO_LARGE = problem(
  'rejection',
  'not-decodable',
  `the object is larger than ${UNPACKED_LIMIT} bytes, so it is not read; export the months one by one`,
);

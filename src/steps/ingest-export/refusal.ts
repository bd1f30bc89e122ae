import { hasBegun, type Month } from '../../domain/month.ts';
import type { Problem } from '../../domain/problem.ts';
import { UNPACKED_LIMIT } from '../../exports/container/decode.ts';
import { problem } from '../../exports/problems/problem.ts';

/**
 * Explains why an export is refused before it is read; returns null if it can be read.
 * @param size in bytes
 * @param month null for a loose file checked without a month
 */
export function uploadRefusal(size: number, month: Month | null, now: Date): Problem | null {
  if (size > UNPACKED_LIMIT) return TOO_LARGE;
  return month === null || hasBegun(month, now) ? null : notBegun(month);
}

/** Otherwise a typing error in a folder's name would make an edition that misses years of exports. */
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

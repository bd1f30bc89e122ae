import { Refused } from './problem-document.ts';

/** Counts attempts to sign in that failed, so that secrets cannot be guessed in a loop. */
export interface Attempts {
  /** Throws Refused 429 while too many attempts failed within the last minute. */
  assertFree(): void;
  count(): void;
}

const MINUTE = 60_000;

/**
 * @param most the number of failed attempts a minute; further ones are refused unread
 * @param now the time in milliseconds
 */
export function limitedAttempts(most: number, now: () => number): Attempts {
  let failed: number[] = [];
  const recent = (): number[] => failed.filter((at) => now() - at < MINUTE);
  return {
    assertFree() {
      failed = recent();
      const first = failed[0];
      if (first === undefined || failed.length < most) return;
      const retryAfter = Math.ceil((first + MINUTE - now()) / 1000);
      throw new Refused({ status: 429, kind: 'busy', title: 'Too many attempts to sign in failed', retryAfter });
    },
    count() {
      failed.push(now());
    },
  };
}

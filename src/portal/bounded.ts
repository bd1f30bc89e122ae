import { Refused } from './problem-document.ts';

/**
 * Limits how many pieces of work run at a time. Throws Refused 503 if all places are taken; the client should retry
 * soon.
 */
export function limitConcurrency(places: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let running = 0;
  return async (work) => {
    if (running >= places)
      throw new Refused({ status: 503, kind: 'busy', title: 'Try once more in a moment', retryAfter: 2 });
    running++;
    try {
      return await work();
    } finally {
      running--;
    }
  };
}

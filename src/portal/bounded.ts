import { Refused } from './problem-document.ts';

/** Runs so many things at a time; who comes when all places are taken is asked to come back in a moment. */
export function bounded(places: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
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

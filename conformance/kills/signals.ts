import { interruptedAfter, openBuildFolder, SIGNALS } from '../../test/local/interrupted-builds.ts';
import { type Check, checked, equal } from '../check.ts';

/**
 * Sends each signal that ends a process to builds at this many moments, spread over their lives: each must exit with
 * the signal's code, print no more than what is missing, and leave no temporary copies of uploads.
 */
export async function signalCheck(moments: number): Promise<Check> {
  return checked(`signals: ${moments} builds interrupted, none leaves copies`, async () => {
    const folder = await openBuildFolder();
    try {
      const begun = performance.now();
      await folder.build().ended;
      const life = performance.now() - begun;
      const wrong: string[] = [];
      for (let index = 0; index < moments; index++) {
        const signal = SIGNALS[index % SIGNALS.length] ?? 'SIGINT';
        const problem = await interruptedAfter(folder, signal, (life * (index + 0.5)) / moments);
        if (problem !== null) wrong.push(problem);
      }
      equal(wrong, []);
    } finally {
      await folder.remove();
    }
  });
}

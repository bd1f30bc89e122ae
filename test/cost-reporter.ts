import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** How many files the end of a run lists. */
const LISTED = 15;

/**
 * Lists the dearest test files at the end of a run, in processor seconds: these do not depend on what else the machine
 * does. With FACTSHEETS_TEST_COSTS, writes a line for each file there.
 */
export default class CostReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const costs = modules
      .map((module) => ({ file: module.relativeModuleId, ms: module.meta().processorMs ?? 0 }))
      .toSorted((a, b) => b.ms - a.ms);
    const lines = costs.map(({ file, ms }) => `  ${seconds(ms).padStart(6)}  ${file}`);
    const path = process.env.FACTSHEETS_TEST_COSTS;
    if (path) writeFileSync(path, `${lines.join('\n')}\n`);
    if (costs.length < LISTED) return;
    const { userCPUTime, systemCPUTime } = process.resourceUsage();
    const all = costs.reduce((sum, { ms }) => sum + ms, 0);
    const vitest = (userCPUTime + systemCPUTime) / 1000;
    const head = `Processor: ${seconds(all)} s in ${costs.length} files, ${seconds(vitest)} s in vitest itself. The dearest:`;
    process.stdout.write([head, ...lines.slice(0, LISTED), ''].join('\n'));
  }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

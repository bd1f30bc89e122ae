import type { Reporter, TestModule } from 'vitest/node';

/** Lists the skipped tests at the end of a run, so that "passed" is not read as "all were run". */
export default class SkippedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines = modules.flatMap((module) => {
      const skipped = [...module.children.allTests('skipped')];
      return skipped.length === 0 ? [] : [`  ${module.relativeModuleId}: ${names(skipped)}`];
    });
    if (lines.length === 0) return;
    process.stdout.write(
      [
        'Skipped, because this machine lacks what they need (../shared/data, Chromium, pdftoppm, prlimit or root):',
        ...lines,
        '',
      ].join('\n'),
    );
  }
}

type SkippedTest = ReturnType<TestModule['children']['allTests']> extends Iterable<infer Test> ? Test : never;

/** Lists the describe blocks of skipped tests with their counts; a test outside any block is listed by its own name. */
function names(tests: readonly SkippedTest[]): string {
  const counts = new Map<string, number>();
  for (const test of tests) {
    const name = test.parent.type === 'suite' ? test.parent.fullName : test.name;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} (${count})`).join(', ');
}

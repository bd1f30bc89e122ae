import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startVitest, type TestCase, type TestModule } from 'vitest/node';
import type { Check } from './check.ts';

/** Whether the cases of reviewers and the real data are beside the repository, which some tests need. */
const hasShared = existsSync(fileURLToPath(new URL('../../shared/', import.meta.url)));

/**
 * Runs a project of vitest.config.ts that `npm test` leaves out. Each of its tests is a check, and a file or a
 * block that cannot be prepared or cleaned up fails. A skipped test fails too; where ../shared is missing, it is named as
 * not run.
 * @param project the name of the project
 * @throws Error if the project has no tests
 */
export async function testProjectChecks(project: string): Promise<readonly Check[]> {
  const vitest = await startVitest('test', [], {
    project: [project],
    watch: false,
    // another part of the conformance checks runs at the same time
    maxWorkers: 1,
    reporters: ['./test/cost-reporter.ts'],
  });
  try {
    const checks = vitest.state.getTestModules().flatMap(moduleChecks);
    if (checks.length === 0) throw new Error(`the project "${project}" of vitest.config.ts has no tests`);
    const loose = vitest.state.getUnhandledErrors().map((error) => ({ name: project, problem: reasonOf(error) }));
    return [...checks, ...loose];
  } finally {
    await vitest.close();
  }
}

function moduleChecks(module: TestModule): Check[] {
  const name = module.relativeModuleId;
  const broken = [module, ...module.children.allSuites()].flatMap((block) => block.errors());
  return [
    ...broken.map((error) => ({ name, problem: reasonOf(error) })),
    ...[...module.children.allTests()].filter(isToRun).map((test) => testCheck(name, test)),
  ];
}

function isToRun(test: TestCase): boolean {
  if (hasShared || test.result().state !== 'skipped') return true;
  console.log(`not run, because ../shared is missing: ${test.module.relativeModuleId}: ${test.fullName}`);
  return false;
}

function testCheck(file: string, test: TestCase): Check {
  const { state, errors = [] } = test.result();
  const problem = state === 'passed' ? null : [`the test was ${state}`, ...errors.map(reasonOf)].join('\n');
  return { name: `${file}: ${test.fullName}`, problem };
}

/** Returns the text of what vitest reports as an error: an object with a stack and a message, or any thrown value. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { stack, message } = error as { readonly stack?: string; readonly message?: string };
  // the stack of a test that took too long does not contain the message
  return [message, stack].filter((text) => text !== undefined).join('\n') || JSON.stringify(error);
}

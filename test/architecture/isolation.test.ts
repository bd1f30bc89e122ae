import { matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ISOLATED } from '../../vitest.config.ts';
import { type Import, importsOf, read, sourceFiles } from './imports.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What a file imports to change its entire process: classes of the AWS SDK, or a browser of its own. */
const OWN_PROCESS = ['aws-sdk-client-mock', 'test/browser/chromium.ts'];

/** Returns the test files that import one of these, directly or by another file of the tests. */
function needingOwnProcess(imports: readonly Import[]): string[] {
  const found = new Set(OWN_PROCESS);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { from, to, typeOnly } of imports) if (!typeOnly && found.has(to)) found.add(from);
  }
  return [...found].filter((path) => path.endsWith('.test.ts')).toSorted();
}

const isIsolated = (path: string): boolean => ISOLATED.some((glob) => matchesGlob(path, glob));

describe('test files that share a process', () => {
  const imports = sourceFiles(ROOT, ['test']).flatMap((path) => importsOf(path, read(ROOT, path)));

  it('mock no class of the AWS SDK, and start no browser', () => {
    const found = needingOwnProcess(imports);
    expect(found.length).toBeGreaterThan(10);
    expect(found.filter((path) => !isIsolated(path))).toEqual([]);
  });

  it('are found where they mock by another file', () => {
    const planted = [
      { from: 'test/steps/a.test.ts', to: 'test/steps/b.ts', typeOnly: false },
      { from: 'test/steps/b.ts', to: 'aws-sdk-client-mock', typeOnly: false },
    ];
    const found = needingOwnProcess(planted);
    expect(found).toEqual(['test/steps/a.test.ts']);
    expect(found.map(isIsolated)).toEqual([false]);
  });
});

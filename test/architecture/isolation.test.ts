import { matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BROWSER, ISOLATED, SHORTENED, SLOW } from '../../vitest.config.ts';
import { type Import, importsOf, read, sourceFiles } from './imports.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What a file imports to change its entire process: classes of the AWS SDK. */
const OWN_PROCESS = ['aws-sdk-client-mock'];

/** What a file imports to start another program than Node. */
const OTHER_PROGRAMS = ['test/browser/chromium.ts', 'test/document/page-pictures.ts'];

/** Returns the test files that import one of these, directly or by another file of the tests. */
function testsThatImport(targets: readonly string[], imports: readonly Import[]): string[] {
  const found = new Set(targets);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { from, to, typeOnly } of imports) if (!typeOnly && found.has(to)) found.add(from);
  }
  return [...found].filter((path) => path.endsWith('.test.ts')).toSorted();
}

const isIn = (globs: readonly string[], path: string): boolean => globs.some((glob) => matchesGlob(path, glob));

const IMPORTS = sourceFiles(ROOT, ['test']).flatMap((path) => importsOf(path, read(ROOT, path)));

describe('test files that share a process', () => {
  it('mock no class of the AWS SDK', () => {
    const mocking = testsThatImport(OWN_PROCESS, IMPORTS);
    expect(mocking.length).toBeGreaterThan(10);
    expect(mocking.filter((path) => !isIn([...ISOLATED, ...BROWSER], path))).toEqual([]);
  });

  it('load pdf.js through the file that puts back the functions of Node that it replaces', () => {
    const imports = IMPORTS.filter(({ to, typeOnly }) => to.startsWith('pdfjs-dist/') && !typeOnly);
    expect([...new Set(imports.map(({ from }) => from))]).toEqual(['test/document/pdf-js.ts']);
  });

  it('are found where they mock by another file', () => {
    const planted = [
      { from: 'test/steps/a.test.ts', to: 'test/steps/b.ts', typeOnly: false },
      { from: 'test/steps/b.ts', to: 'aws-sdk-client-mock', typeOnly: false },
    ];
    const mocking = testsThatImport(OWN_PROCESS, planted);
    expect(mocking).toEqual(['test/steps/a.test.ts']);
    expect(isIn(ISOLATED, 'test/steps/a.test.ts')).toBe(false);
  });
});

describe('npm test', () => {
  it('starts no program other than Node: no browser, no poppler', () => {
    const starting = testsThatImport(OTHER_PROGRAMS, IMPORTS);
    expect(starting.length).toBeGreaterThan(9);
    expect(starting.filter((path) => !isIn(BROWSER, path))).toEqual([]);
  });

  it('runs all cases of a file that it shortens at length', () => {
    const shortened = testsThatImport(['test/at-length.ts'], IMPORTS);
    expect(shortened.length).toBeGreaterThan(15);
    expect(shortened.filter((path) => !isIn(SHORTENED, path))).toEqual([]);
  });

  it('leaves out no file but those of the other projects, and every project has its files', () => {
    const files = sourceFiles(ROOT, ['test']).filter((path) => path.endsWith('.test.ts'));
    const projects = { BROWSER, ISOLATED, SHORTENED, SLOW };
    for (const [name, globs] of Object.entries(projects))
      for (const glob of globs)
        expect(
          files.filter((path) => matchesGlob(path, glob)),
          `${name}: ${glob}`,
        ).not.toEqual([]);
    const own = [ISOLATED, BROWSER, SLOW];
    expect(files.filter((path) => own.filter((globs) => isIn(globs, path)).length > 1)).toEqual([]);
  });
});

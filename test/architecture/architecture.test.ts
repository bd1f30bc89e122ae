import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importCircles, importsOf, outsideUses, read, sourceFiles, violation } from './imports.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILES = sourceFiles(
  ROOT,
  ['src', 'local', 'bin', 'lambdas', 'lib'].filter((folder) => existsSync(`${ROOT}${folder}`)),
);

const IMPORTS = FILES.flatMap((path) => importsOf(path, read(ROOT, path)));

describe('the architecture', () => {
  it('follows the table of allowed imports', () => {
    expect(IMPORTS.length).toBeGreaterThan(500);
    expect(IMPORTS.flatMap((planned) => violation(planned) ?? [])).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(importCircles(IMPORTS)).toEqual([]);
  });

  it('finds a circle that is planted', () => {
    const planted = ['src/steps/a.ts', 'src/steps/b.ts', 'src/steps/c.ts'].map((from, index, files) => ({
      from,
      to: files[(index + 1) % files.length] ?? '',
      typeOnly: false,
    }));
    expect(importCircles(planted)).toEqual(['src/steps/a.ts <-> src/steps/b.ts <-> src/steps/c.ts']);
  });

  it('reads no clock, environment, console or chance outside adapters', () => {
    expect(FILES.flatMap((path) => outsideUses(path, read(ROOT, path)))).toEqual([]);
  });

  it('has no folders for leftovers and no barrels', () => {
    const leftovers = FILES.filter((path) =>
      /(^|\/)(utils?|helpers?|common|misc|manager|index)\.(ts|mjs)$/u.test(path),
    );
    expect(leftovers).toEqual([]);
  });

  it.each([
    ['src/domain/a.ts', "import * as z from 'zod';"],
    ['src/domain/a.ts', "import type { X } from '../definitions/hotline.ts';"],
    ['src/domain/a.ts', "import { WORDS } from '../words/words.ts';"],
    ['src/words/a.ts', "import { x } from '../exports/read-export.ts';"],
    ['src/adapters/a.ts', "import { WORDS } from '../words/words.ts';"],
    ['src/definitions/a.ts', "import type { X } from '../exports/read-export.ts';"],
    ['src/figures/a.ts', "import { x } from '../definitions/hotline.ts';"],
    ['src/figures/a.ts', "import { x } from '../exports/read-export.ts';"],
    ['src/figures/a.ts', "export { x } from '../facts/open-facts.ts';"],
    ['src/figures/a.ts', "import { x } from '../steps/compute-figures.ts';"],
    ['src/steps/a.ts', "import { x } from '../adapters/local/folder-store.ts';"],
    ['src/steps/a.ts', "const x = await import('../adapters/local/folder-store.ts');"],
    ['src/adapters/a.ts', "import { x } from '../steps/compute-figures.ts';"],
    ['src/adapters/a.ts', "import {\n  x,\n  y,\n} from '../figures/suppress.ts';"],
    ['lambdas/a.ts', "import { x } from '../local/cli/build.ts';"],
    ['local/a.ts', "import { x } from '../lambdas/a.ts';"],
    ['lib/a.ts', "import { x } from '../src/definitions/hotline.ts';"],
    ['bin/a.ts', "import { x } from '../src/steps/compute-figures/compute-figures.ts';"],
    ['src/figures/a.ts', "import { S3Client } from '@aws-sdk/client-s3';"],
    ['src/charts/a.ts', "import { readFileSync } from 'node:fs';"],
  ])('refuses a forbidden import planted in %s: %s', (path, source) => {
    expect(importsOf(path, source).map(violation)).toEqual([expect.stringContaining(path)]);
  });

  it.each(['new Date()', 'Date.now()', 'process.env', 'console.log', 'Math.random()'])(
    'refuses %s in a stage',
    (use) => {
      expect(outsideUses('src/figures/a.ts', `const x = ${use};`)).toHaveLength(1);
      expect(outsideUses('src/adapters/a.ts', `const x = ${use};`)).toEqual([]);
    },
  );
});

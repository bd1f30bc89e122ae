import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importsOf, read, sourceFiles, violation, worldlyUses } from './imports.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILES = sourceFiles(
  ROOT,
  ['src', 'local', 'bin', 'lambdas', 'lib'].filter((folder) => existsSync(`${ROOT}${folder}`)),
);

describe('the house', () => {
  it('keeps to who may import whom', () => {
    expect(FILES.length).toBeGreaterThan(50);
    expect(FILES.flatMap((path) => importsOf(path, read(ROOT, path)).flatMap((one) => violation(one) ?? []))).toEqual(
      [],
    );
  });

  it('reads no clock, environment, console or chance outside adapters', () => {
    expect(FILES.flatMap((path) => worldlyUses(path, read(ROOT, path)))).toEqual([]);
  });

  it('has no rooms for leftovers and no barrels', () => {
    const leftovers = FILES.filter((path) =>
      /(^|\/)(utils?|helpers?|common|misc|manager|index)\.(ts|mjs)$/u.test(path),
    );
    expect(leftovers).toEqual([]);
  });

  it.each([
    ['src/contract/a.ts', "import { x } from '../domain/month.ts';"],
    ['src/domain/a.ts', "import type { X } from '../exports/hotline.ts';"],
    ['src/figures/a.ts', "import { x } from '../exports/hotline.ts';"],
    ['src/figures/a.ts', "export { x } from '../facts/open-facts.ts';"],
    ['src/figures/a.ts', "import { x } from '../steps/compute-figures.ts';"],
    ['src/steps/a.ts', "import { x } from '../adapters/folder-store.ts';"],
    ['src/steps/a.ts', "const x = await import('../adapters/folder-store.ts');"],
    ['src/adapters/a.ts', "import { x } from '../steps/compute-figures.ts';"],
    ['src/adapters/a.ts', "import {\n  x,\n  y,\n} from '../figures/suppress.ts';"],
    ['lambdas/a.ts', "import { x } from '../local/build.ts';"],
    ['local/a.ts', "import { x } from '../lambdas/a.ts';"],
    ['lib/a.ts', "import { x } from '../src/domain/month.ts';"],
    ['bin/a.ts', "import { x } from '../src/steps/compute-figures.ts';"],
    ['src/figures/a.ts', "import { S3Client } from '@aws-sdk/client-s3';"],
    ['src/charts/a.ts', "import { readFileSync } from 'node:fs';"],
  ])('refuses a forbidden import planted in %s: %s', (path, source) => {
    expect(importsOf(path, source).map(violation)).toEqual([expect.stringContaining(path)]);
  });

  it.each(['new Date()', 'Date.now()', 'process.env', 'console.log', 'Math.random()'])(
    'refuses %s in a stage',
    (use) => {
      expect(worldlyUses('src/figures/a.ts', `const x = ${use};`)).toHaveLength(1);
      expect(worldlyUses('src/adapters/a.ts', `const x = ${use};`)).toEqual([]);
    },
  );
});

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('heap-after.ts', import.meta.url));

it('a process that renders many PDFs keeps nothing of them', { timeout: 300_000 }, () => {
  const said = execFileSync(process.execPath, ['--expose-gc', '--import', './scripts/typescript.mjs', SCRIPT], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });

  const [before = 0, after = 0] = JSON.parse(said) as number[];

  expect(before).toBeGreaterThan(10);
  expect(after - before).toBeLessThan(1.5);
});

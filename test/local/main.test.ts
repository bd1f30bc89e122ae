import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ROOT, run } from './command-line.ts';

const shell = promisify(execFile);

it('tells a failure by its name and where the runbook speaks of it', async () => {
  const { code, err } = await run('check', 'no-such-file.csv', '--hotline', 'nhth', '--table', 'cases');
  expect(code).toBe(1);
  expect(err.split('\n')).toEqual([
    'factsheets: WrongUsage: there is no file no-such-file.csv',
    '  what to do: docs/runbook.md#wrongusage',
  ]);
  const headings = readFileSync(`${ROOT}docs/runbook.md`, 'utf8').matchAll(/^## (\S+)$/gmu);
  expect([...headings].map(([, heading = '']) => heading.toLowerCase())).toContain('wrongusage');
});

it.each(['--help', 'hotlines', 'hotlines --json'])(
  'ends without a word when nobody reads what %s prints',
  async (command) => {
    const line = `{ node bin/factsheets.mjs ${command}; echo "ended with $?" >&2; } | true`;
    const { stderr } = await shell('sh', ['-c', line], { cwd: ROOT });
    expect(stderr).toBe('ended with 141\n');
  },
);

it('tells in a check what each kind of problem means and what mends it', async () => {
  const file = `${ROOT}samples/bad/value-unknown.csv`;
  const { out } = await run('check', file, '--hotline', 'nhth', '--table', 'cases');
  expect(out.split('\n').filter((line) => line.startsWith('value-unknown: '))).toEqual([
    'value-unknown: A value stands in no list of codes. Correct it, or have its spelling added to the hotline in hotlines/.',
  ]);
});

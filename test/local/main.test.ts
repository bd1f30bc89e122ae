import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { spread } from '../at-length.ts';
import { buildCases, KEY_FILE, ROOT, run, scratch } from './command-line.ts';

const shell = promisify(execFile);

it('reports a failure by its name and its place in the runbook', async () => {
  const { code, err } = await run('check', 'no-such-file.csv', '--hotline', 'nhth', '--table', 'cases');
  expect(code).toBe(1);
  expect(err.split('\n')).toEqual([
    'factsheets: WrongUsage: there is no file no-such-file.csv',
    '  what to do: docs/runbook.md#wrongusage',
  ]);
  const headings = readFileSync(`${ROOT}docs/runbook.md`, 'utf8').matchAll(/^## (\S+)$/gmu);
  expect([...headings].map(([, heading = '']) => heading.toLowerCase())).toContain('wrongusage');
});

it.each(spread(['--help', 'hotlines', 'hotlines --json'], 1))(
  'ends silently when no one reads what %s prints',
  async (command) => {
    const line = `{ node bin/factsheets.mjs ${command}; echo "ended with $?" >&2; } | true`;
    const { stderr } = await shell('sh', ['-c', line], { cwd: ROOT });
    expect(stderr).toBe('ended with 141\n');
  },
);

it('reports wrong usage for every command with an unknown sheet', async () => {
  const folder = await scratch();
  try {
    expect((await buildCases(folder.path, 30)).code).toBe(2); // one hotline's month alone: incomplete
    const state = ['--state', folder.path('state'), '--key', KEY_FILE];
    const places = ['--exports', folder.path('exports'), '--out', folder.path('out'), ...state];
    for (const command of [
      ['build', ...places, '--quiet', '--sheet', 'nope'],
      ['editions', 'nope', ...state],
      ['review', 'nope', '2015-10', ...state],
      ['approve', 'nope', '2015-10', '--revision', '1', '--by', 'Ana', ...state],
      ['distribute', 'nope', ...state],
    ]) {
      const { code, err } = await run(...command);
      expect(code, `${command[0]}`).toBe(1);
      expect(err.split('\n')[0], `${command[0]}`).toBe(
        'factsheets: WrongUsage: there is no sheet "nope"; the sheets are linea-145, us-mexico-border',
      );
    }
  } finally {
    await folder.remove();
  }
});

it('says once in a check what a kind of problem means and how to fix it, whatever columns have it', async () => {
  const file = `${ROOT}samples/bad/value-unknown.csv`;
  const { out } = await run('check', file, '--hotline', 'nhth', '--table', 'cases');
  const lines = out.split('\n');
  expect(lines.filter((line) => line.includes('[value-unknown]'))).toEqual([
    'warning [value-unknown] A value is not in the list of values for this column.',
  ]);
  expect(lines.filter((line) => line.startsWith('  column '))).toHaveLength(3);
  expect(lines.filter((line) => line.startsWith('  What to do: '))).toHaveLength(1);
});

it('prints the help of one command alone', async () => {
  const { code, out } = await run('check', '--help');
  expect(code).toBe(0);
  expect(out).toMatch(/^factsheets check FILE\|FOLDER/u);
  expect(out).not.toContain('factsheets build');
});

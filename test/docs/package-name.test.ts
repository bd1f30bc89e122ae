import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HELP } from '../../local/cli/command-list.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const FOLDERS = [
  'bin',
  'lib',
  'lambdas',
  'local',
  'src',
  'scripts',
  'docs',
  'samples',
  'config',
  'conformance',
  'templates',
  'hotlines',
  'boundaries',
  'bench',
];

const files = (): string[] => [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'package.json'],
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:md|tsx?|mjs|json|html|js)$/u.test(entry.name))
      .filter((entry) => !entry.parentPath.includes('node_modules') && !entry.name.endsWith('.topo.json'))
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length)),
  ),
];

/**
 * Matches a form of the command that requests a package of that name from the public registry if it is not installed.
 */
const ASKS_REGISTRY = /\b(?:npx|npm exec|bunx|pnpm dlx|yarn dlx)(?! --no )[^\n`]{0,20}\bfactsheets\b/u;

it('is never shown in a form that asks the public registry for a package called factsheets', () => {
  expect(
    ['npx factsheets check', 'npx -y factsheets', 'npm exec factsheets'].filter((text) => !ASKS_REGISTRY.test(text)),
  ).toEqual([]);
  expect(ASKS_REGISTRY.test('npx --no factsheets check')).toBe(false);
  expect(files().length).toBeGreaterThan(300);
  expect(files().filter((path) => ASKS_REGISTRY.test(readFileSync(join(ROOT, path), 'utf8')))).toEqual([]);
});

it('is explained in the help', () => {
  expect(HELP).toContain('npx --no factsheets COMMAND');
});

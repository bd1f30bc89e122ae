import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { auditVerdict } from '../../scripts/audit-verdict.ts';
import { lockfileErrors } from '../../scripts/lockfile-errors.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LOCK = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
const SOUND = { version: '1.0.0', integrity: `sha512-${'a'.repeat(86)}==`, license: 'MIT' };

const errorsOf = (one: object, allowed: readonly string[] = []): string[] =>
  lockfileErrors({ packages: { '': { name: 'us' }, 'node_modules/one': { ...SOUND, ...one } } }, allowed);

describe('the packages of a lockfile', () => {
  it('are sound in this one', () => {
    expect(lockfileErrors(LOCK, ['esbuild', 'classic-level'])).toEqual([]);
  });

  it.each([
    ['no hash', { integrity: undefined }, 'no SHA-512'],
    ['a weak hash', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }, 'no SHA-512'],
    ['a host', { resolved: 'https://registry.example.org/one.tgz' }, 'names where it was fetched'],
    ['an install script', { hasInstallScript: true }, 'runs a script'],
    ['a licence that takes', { license: 'AGPL-3.0-only' }, 'licence "AGPL-3.0-only"'],
    ['no licence', { license: undefined }, 'licence "none"'],
    ['a licence of tools in the program', { license: 'MPL-2.0' }, 'licence "MPL-2.0"'],
    ['both of two licences', { license: 'MIT AND GPL-3.0-only' }, 'licence'],
  ])('may not have %s', (_, one, error) => {
    expect(errorsOf(one)).toEqual([expect.stringContaining(`node_modules/one: ${error}`)]);
  });

  it.each([
    ['an install script that is allowed', { hasInstallScript: true }],
    ['a choice of licences', { license: '(MIT OR GPL-3.0-or-later)' }],
    ['a file-by-file licence in a tool', { license: 'MPL-2.0', dev: true }],
    ['its hash in the package that it comes in', { integrity: undefined, inBundle: true }],
  ])('may have %s', (_, one) => {
    expect(errorsOf(one, ['one'])).toEqual([]);
  });
});

it('allow a file-by-file licence to the packages that are named for it alone', () => {
  const packages = Object.fromEntries(
    ['@resvg/resvg-wasm', '@resvg/another'].map((name) => [`node_modules/${name}`, { ...SOUND, license: 'MPL-2.0' }]),
  );
  expect(lockfileErrors({ packages }, [])).toEqual([expect.stringContaining('node_modules/@resvg/another: licence')]);
});

describe('the audit', () => {
  const report = (severity: string, high: number) =>
    JSON.stringify({
      metadata: { vulnerabilities: { high, critical: 0, total: 1 } },
      vulnerabilities: { one: { severity } },
    });

  it('closes the gate for a high vulnerability, and names the package', () => {
    expect(auditVerdict(report('high', 1))).toEqual({ text: expect.stringContaining('one (high)'), fails: true });
  });

  it('lets a low one pass', () => {
    expect(auditVerdict(report('low', 0))).toEqual({ text: expect.stringContaining('1 known'), fails: false });
  });

  it.each(['{"message":"405 Method Not Allowed - POST https://registry.example.org/x"}', '', 'nonsense'])(
    'says that no audit ran where the registry does not answer one: %s',
    (printed) => {
      const { text, fails } = auditVerdict(printed);
      expect(text.startsWith('not possible here')).toBe(true);
      expect(text.includes('example.org')).toBe(false);
      expect(fails).toBe(false);
    },
  );
});

describe('the bill of materials', () => {
  const folder = mkdtempSync(join(tmpdir(), 'factsheets-sbom-'));
  const written = (name: string): string => {
    execFileSync(
      process.execPath,
      ['--import', './scripts/typescript.mjs', 'scripts/write-sbom.ts', join(folder, name)],
      { cwd: ROOT },
    );
    return readFileSync(join(folder, name), 'utf8');
  };
  const text = written('first.json');
  const bill: { readonly components: readonly Record<string, unknown>[] } = JSON.parse(text);

  it('lists every package of the program with version and hash, and no tool', () => {
    const packages = Object.entries<Record<string, unknown>>(LOCK.packages)
      .filter(([place, { dev, link }]) => place.includes('node_modules/') && dev !== true && link !== true)
      .map(([place, { version }]) => `${place.slice(place.lastIndexOf('node_modules/') + 13)}@${version}`);
    const listed = bill.components.map(({ name, version }) => `${name}@${version}`);
    expect(packages.length).toBeGreaterThan(100);
    expect(listed.filter((name) => !name.startsWith('factsheets@')).toSorted()).toEqual(
      [...new Set(packages)].toSorted(),
    );
    expect(bill.components.filter(({ name, hashes }) => name !== 'factsheets' && !Array.isArray(hashes))).toEqual([]);
  });

  it('is the same bytes for the same lockfile, and names no folder of this machine', () => {
    expect(written('second.json')).toBe(text);
    expect(JSON.parse(text).metadata.component.name).toBe('hotline-factsheets'); // npm uses the folder's name
    expect(text).not.toContain(ROOT);
  });
});

import { chmod, chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../local/cli/main.ts';
import { parseHashKey } from '../../src/adapters/hash-key.ts';
import { fileLinkSecrets } from '../../src/adapters/link-secrets.ts';
import { ROOT, scratch } from './command-line.ts';

const HEX = 'c4'.repeat(32);
const DAY = 86_400_000;
const secrets = mockClient(SecretsManagerClient);
let folder: Awaited<ReturnType<typeof scratch>>;
let state: string[];

/** Runs a command line with no key in the environment. */
async function run(...argv: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), watched: false };
  const code = await main(argv, terminal, { XDG_CONFIG_HOME: folder.path('config') });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
const linksAt = (days: number) =>
  fileLinkSecrets(folder.path('state', 'link-secret'), { now: () => new Date(Date.now() + days * DAY) });

beforeEach(async () => {
  secrets.reset();
  folder = await scratch();
  state = ['--state', folder.path('state')];
  await mkdir(folder.path('state', 'table'), { recursive: true, mode: 0o700 });
  await chmod(folder.path('state'), 0o700);
  await writeFile(folder.path('state', 'key'), `${HEX}\n`, { mode: 0o600 });
  await writeFile(folder.path('state', 'key-id'), `${parseHashKey(HEX)?.id}\n`);
});
afterEach(() => folder.remove());

describe('factsheets key show', () => {
  it('prints public ids, and the key itself only when it is asked for, after a warning', async () => {
    const shown = await run('key', 'show', ...state);
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toContain(parseHashKey(HEX)?.id);
    expect(shown.out).not.toContain(HEX.slice(0, 24));
    const escrow = await run('key', 'show', ...state, '--secret');
    expect(escrow.err).toMatch(/^The next line is the key\. .*Lock it away/u);
    expect(escrow.out.split('\n').at(-1)).toBe(HEX);
  });

  it('prints that of a stage in AWS', async () => {
    secrets.on(GetSecretValueCommand, { SecretId: 'arn:key' }).resolves({ SecretString: HEX });
    const { out } = await run('key', 'show', '--secret', 'arn:key');
    expect(out.split('\n')).toEqual([expect.stringContaining(String(parseHashKey(HEX)?.id)), expect.any(String), HEX]);
  });

  it('makes no key where there is none, and quotes no invalid one', async () => {
    expect(await run('key', 'show')).toMatchObject({ code: 1, err: expect.stringContaining('there is no key file') });
    await writeFile(folder.path('password'), 'hunter2'.repeat(9));
    const { err } = await run('key', 'show', '--key', folder.path('password'), '--secret');
    expect(err).toContain('does not contain a key');
    expect(err).not.toContain('hunter2');
  });
});

describe('factsheets key rotate links', () => {
  it('signs with a new secret, and accepts the old one for a year', async () => {
    const old = await linksAt(0).newest();
    expect(await run('key', 'rotate', 'links', ...state)).toMatchObject({ code: 0 });
    expect(await linksAt(0).newest()).not.toEqual(old);
    expect(await linksAt(365).accepted()).toContainEqual(old);
    expect(await linksAt(367).accepted()).toHaveLength(1);
    expect(await modeOf(folder.path('state', 'link-secret'))).toBe('600');
    const { out } = await run('key', 'show', ...state);
    expect(out).toMatch(/link secret {3}[0-9a-f]{16}, [0-9a-f]{16} until \d{4}-\d{2}-\d{2}$/mu);
  });

  it('keeps the end of a secret that is older still, and forgets one whose end has come', async () => {
    const first = await linksAt(0).newest();
    await run('key', 'rotate', 'links', ...state, '--days', '5');
    await run('key', 'rotate', 'links', ...state, '--days', '30');
    expect(await linksAt(4).accepted()).toHaveLength(3);
    expect(await linksAt(6).accepted()).not.toContainEqual(first);
    expect(await linksAt(6).accepted()).toHaveLength(2);
  });

  it('drops every older secret at once with --now, also a file that cannot be read', async () => {
    await run('key', 'rotate', 'links', ...state);
    await run('key', 'rotate', 'links', ...state, '--now');
    expect(await linksAt(0).accepted()).toHaveLength(1);
    await writeFile(folder.path('state', 'link-secret'), 'nonsense\n');
    const refused = await run('key', 'rotate', 'links', ...state);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('KeyMismatch') });
    expect((await run('key', 'rotate', 'links', ...state, '--now')).code).toBe(0);
    expect(await linksAt(0).accepted()).toHaveLength(1);
  });

  it('leaves the key alone', async () => {
    await run('key', 'rotate', 'links', ...state, '--now');
    expect(await readFile(folder.path('state', 'key'), 'utf8')).toBe(`${HEX}\n`);
    expect((await run('key', 'rotate', 'ids', ...state)).err).toContain('only links can be rotated');
  });

  it('does the same in AWS', async () => {
    secrets.on(GetSecretValueCommand).resolves({ SecretString: HEX });
    secrets.on(PutSecretValueCommand).resolves({});
    expect(await run('key', 'rotate', 'links', '--secret', 'arn:links', '--days', '2')).toMatchObject({ code: 0 });
    const [put] = secrets.commandCalls(PutSecretValueCommand).map(({ args }) => args[0].input);
    expect(put).toMatchObject({
      SecretId: 'arn:links',
      SecretString: expect.stringMatching(/^[0-9a-f]{64}\n(?:c4){32} until \d{4}-.*Z\n$/u),
    });
  });
});

describe('factsheets key check', () => {
  it('finds nothing wrong with a state of this key', async () => {
    await linksAt(0).newest();
    expect(await run('key', 'check', ...state)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/matches the state, and no one else can read it$/u),
    });
  });

  it.each([
    ['another key', () => writeFile(folder.path('state', 'key'), 'ab'.repeat(32)), 'was made with the key'],
    ['no key', () => writeFile(folder.path('state', 'key'), 'nonsense'), 'does not contain a key'],
    [
      'link secrets that cannot be read',
      () => writeFile(folder.path('state', 'link-secret'), 'x'),
      'does not contain link secrets',
    ],
    [
      'a folder for all',
      () => chmod(folder.path('state'), 0o755),
      'can be reached by other users of this machine (755)',
    ],
    [
      'a key for all',
      () => chmod(folder.path('state', 'key'), 0o644),
      'can be reached by other users of this machine (644)',
    ],
    [
      'a state of before',
      () => writeFile(folder.path('state', 'key-id'), String(parseHashKey(HEX)?.formerId)),
      'earlier version with this key',
    ],
  ])('names %s, and changes nothing', async (_, damage, message) => {
    await damage();
    const before = await modeOf(folder.path('state'));
    expect(await run('key', 'check', ...state)).toMatchObject({ code: 2, out: expect.stringContaining(message) });
    expect(await modeOf(folder.path('state'))).toBe(before);
  });
});

describe('what other users of the machine may reach', () => {
  it('is narrowed when a command opens it, with a line that says so', async () => {
    await linksAt(0).newest();
    await chmod(folder.path('state'), 0o755);
    for (const file of ['key', 'link-secret']) await chmod(folder.path('state', file), 0o644);
    const { err } = await run('stakeholders', 'list', ...state);
    for (const [place, mode, now] of [
      ['state', '755', '700'],
      ['state/key', '644', '600'],
      ['state/link-secret', '644', '600'],
    ] as const) {
      expect(err).toContain(
        `${folder.path(place)} could be reached by other users of this machine (${mode}); it is now ${now}`,
      );
      expect(await modeOf(folder.path(place))).toBe(now);
    }
    expect((await run('stakeholders', 'list', ...state)).err).toBe('');
  });

  it('stays as it is of a folder that is named by mistake, and is not a state', async () => {
    await mkdir(folder.path('shared'), { mode: 0o755 });
    await writeFile(folder.path('shared/notes.txt'), '');
    const refused = await run('stakeholders', 'list', '--state', folder.path('shared'));
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('does not contain a state') });
    expect(await modeOf(folder.path('shared'))).toBe('755');
  });

  it('is narrowed of a key that is named', async () => {
    await writeFile(folder.path('key'), HEX, { mode: 0o644 });
    expect((await run('stakeholders', 'list', ...state, '--key', folder.path('key'))).err).toContain('it is now 600');
    expect(await modeOf(folder.path('key'))).toBe('600');
  });

  it('stays as it is of the public key of the samples', async () => {
    const before = await modeOf(`${ROOT}samples/key`);
    await run('stakeholders', 'list', ...state, '--key', `${ROOT}samples/key`);
    expect(await modeOf(`${ROOT}samples/key`)).toBe(before);
  });

  it.skipIf(process.getuid?.() !== 0)('is refused when it is another user’s', async () => {
    await chown(folder.path('state'), 65_534, 65_534);
    expect(await run('stakeholders', 'list', ...state)).toMatchObject({
      code: 1,
      err: expect.stringContaining('is the folder of another user (65534)'),
    });
    await chown(folder.path('state'), 0, 0);
    await chown(folder.path('state', 'key'), 65_534, 65_534);
    expect(await run('stakeholders', 'list', ...state)).toMatchObject({
      code: 1,
      err: expect.stringContaining('key is the file of another user (65534)'),
    });
  });
});

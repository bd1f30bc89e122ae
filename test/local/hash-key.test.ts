import { createHmac, hkdfSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMailConfiguration } from '../../local/mail/mail-configuration.ts';
import { readHashKey } from '../../local/state/hash-key.ts';
import { statIfExists } from '../../local/state/read-stored.ts';
import { secretHashKey } from '../../src/adapters/aws/secrets.ts';
import { isSamplesKey } from '../../src/adapters/hash-key.ts';
import { stakeholderId } from '../../src/distribution/list/stakeholder-list.ts';
import { ROOT, run, scratch } from './command-line.ts';

const HEX = '0123456789abcdef'.repeat(4);
let folder: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  folder = await scratch();
});
afterAll(() => folder.remove());

async function key(text: string | Buffer) {
  await writeFile(folder.path('key'), text);
  return readHashKey(folder.path('key'), true);
}

describe('a key', () => {
  it.each([
    ['in capitals', HEX.toUpperCase()],
    ['behind a byte-order mark', `\ufeff${HEX}\r\n`],
    ['between blanks and characters that show nothing', ` \u200b${HEX}\u00a0\n`],
    ['before the end mark of DOS', `${HEX}\r\n\x1a`],
  ])('is the same %s', async (_what, text) => {
    const expected = { ...(await key(HEX)), formerStakeholderId: expect.any(Function) };
    expect(await key(text)).toEqual(expected);
  });

  it.each([
    ['is UTF-16', Buffer.from(`\ufeff${HEX}`, 'utf16le'), 'the file is UTF-16'],
    ['is too short', HEX.slice(1), 'does not contain a key; it must be 64 hex digits'],
  ])('that %s is refused, and not quoted', async (_what, text, message) => {
    const failure = await key(text).catch((error: unknown) => error);
    expect(String(failure)).toContain(message);
    expect(String(failure)).not.toContain('0123');
  });
});

describe('the key of the samples', () => {
  it('is known by what it is', async () => {
    expect(isSamplesKey(await readHashKey(`${ROOT}samples/key`, true))).toBe(true);
    expect(isSamplesKey(await key(HEX))).toBe(false);
  });

  it.each([
    ['build', '--out', 'out'],
    ['build', '--out', 'out', '--state', 'state'],
  ])('is refused for exports other than the samples: %j', async (command, ...options) => {
    await mkdir(folder.path('exports', 'nhth', '2015-10'), { recursive: true });
    const places = options.map((one) => (['out', 'state'].includes(one) ? folder.path(one) : one));
    const given = ['--exports', folder.path('exports'), '--key', `${ROOT}samples/key`];
    const { code, err } = await run(command, '--sheet', 'us-mexico-border', ...places, ...given);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('samples/key is public') });
    expect(await statIfExists(folder.path('state', 'key-id'))).toBeNull();
  });

  it('is refused as the secret of a stage', async () => {
    const secrets = mockClient(SecretsManagerClient);
    secrets.on(GetSecretValueCommand).resolves({ SecretString: await readFile(`${ROOT}samples/key`, 'utf8') });
    const client = new SecretsManagerClient({ region: 'us-east-1' });
    await expect(secretHashKey(client, 'arn:key')).rejects.toThrow('contains the public key of the samples');
  });
});

describe('the keys of a root', () => {
  const root = Buffer.from(HEX, 'hex');
  const hmac = (text: string): string => createHmac('sha256', root).update(text).digest('hex');

  it('are one for each purpose, by HKDF, and none is the root', async () => {
    const { ids, stakeholders, ties } = await key(HEX);
    const expected = ['ids', 'stakeholders', 'ties'].map((purpose) =>
      Buffer.from(hkdfSync('sha256', root, '', `hotline-factsheets 1: ${purpose}`, 32)).toString('hex'),
    );
    expect([ids, stakeholders, ties].map((one) => Buffer.from(one).toString('hex'))).toEqual(expected);
    expect(new Set([...expected, HEX]).size).toBe(4);
  });

  it('are none of the hashes that an upload could ask for when the root hashed ids', async () => {
    const { ids, stakeholders, ties, id } = await key(HEX);
    const asked = [
      'link key: leave',
      'link key: report',
      '["address","ana@example.org"]',
      '["tie","gender","male"]',
      '',
    ].map(hmac);
    for (const one of [ids, stakeholders, ties]) expect(asked).not.toContain(Buffer.from(one).toString('hex'));
    expect(asked.map((hash) => hash.slice(0, 16))).not.toContain(id);
    expect(asked).not.toContain(stakeholderId(stakeholders, 'ana@example.org'));
  });

  it('hash an id only with the key of ids, so that nothing else can be hashed with it', async () => {
    const { ids, stakeholders, ties } = await key(HEX);
    const address = JSON.stringify(['address', 'ana@example.org']);
    const hashed = createHmac('sha256', ids).update(address).digest('hex');
    expect(hashed).not.toContain(stakeholderId(stakeholders, 'ana@example.org'));
    expect(hashed).not.toBe(createHmac('sha256', ties).update(address).digest('hex'));
  });
});

describe('the configuration of mail', () => {
  const config = JSON.stringify({ sender: 'sheets@example.org', linkUrl: 'https://sheets.example.org', schedules: [] });

  it('may begin with a byte-order mark', async () => {
    await writeFile(folder.path('config.json'), `\ufeff${config}\r\n`);
    expect(await readMailConfiguration(folder.path('config.json'))).toMatchObject({ sender: 'sheets@example.org' });
  });

  it('is refused as UTF-16 by name', async () => {
    await writeFile(folder.path('config.json'), Buffer.from(`\ufeff${config}`, 'utf16le'));
    await expect(readMailConfiguration(folder.path('config.json'))).rejects.toThrow(
      'the file is UTF-16 ("Unicode text"); save it as UTF-8',
    );
  });
});

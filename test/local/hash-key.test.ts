import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHashKey } from '../../local/hash-key.ts';
import { readMailConfiguration } from '../../local/mail-configuration.ts';
import { scratch } from './command-line.ts';

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
    expect(await key(text)).toEqual(await key(HEX));
  });

  it.each([
    ['is UTF-16', Buffer.from(`\ufeff${HEX}`, 'utf16le'), 'the file is UTF-16'],
    ['is too short', HEX.slice(1), 'holds no key; it must be 64 hex digits'],
  ])('that %s is refused, and not quoted', async (_what, text, message) => {
    const failure = await key(text).catch((error: unknown) => error);
    expect(String(failure)).toContain(message);
    expect(String(failure)).not.toContain('0123');
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

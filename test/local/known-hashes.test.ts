import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { KnownHashes } from '../../local/pipeline/known-hashes.ts';
import { fileHash } from '../../src/steps/verify-state/verify-files.ts';

const KEY = 'exports/nhth/2030-01/cases.csv';
const SECRET = Buffer.alloc(32, 1);
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
/** A run some seconds later. */
const later = (): number => Date.now() + 10_000;
/** Waits until a change gets another time than the one before: systems record times in steps of some milliseconds. */
const nextTime = (): Promise<void> => setTimeout(20);

let folder: string;
let upload: string;
let read: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'known-hashes-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  upload = join(folder, 'cases.csv');
  read = 0;
});

/** Opens the stored hashes as another run does. */
function open({ now = later, secret = SECRET, hash = fileHash } = {}): KnownHashes {
  const counted = (path: string): Promise<string> => {
    read++;
    return hash(path);
  };
  return new KnownHashes(join(folder, 'upload-hashes'), secret, { hash: counted, now });
}

async function ask(options?: Parameters<typeof open>[0]): Promise<string | null> {
  const hashes = open(options);
  const found = await hashes.find(KEY, upload);
  const hash = (await found?.sha256()) ?? null;
  await hashes.close();
  return hash;
}

describe('a file that was hashed in an earlier run', () => {
  beforeEach(async () => {
    await writeFile(upload, 'first');
    await ask();
    await nextTime();
  });

  it('is not read again', async () => {
    expect([await ask(), await ask(), read]).toEqual([hashOf('first'), hashOf('first'), 1]);
  });

  it.each([
    ['is changed', () => writeFile(upload, 'longer than before')],
    ['has other content of the same size', () => writeFile(upload, 'other')],
    ['has other content, and its size and time', () => keepingTime(() => writeFile(upload, 'other'))],
    ['is replaced by a file with its size and time', () => keepingTime(replaceUpload)],
  ])('is read again if it %s', async (_, change) => {
    await change();
    expect(await ask()).toBe(hashOf(await readFile(upload, 'utf8')));
    expect(read).toBe(2);
  });

  it('is read again if the hashes were stored with another key, or changed', async () => {
    await ask({ secret: Buffer.alloc(32, 2) });
    const stored = await readFile(join(folder, 'upload-hashes'), 'utf8');
    await writeFile(join(folder, 'upload-hashes'), stored.replace(hashOf('first'), hashOf('other')));
    expect([await ask(), read]).toEqual([hashOf('first'), 3]);
  });

  it('has no hash, and is forgotten, once it is removed', async () => {
    await rm(upload);
    expect(await ask()).toBeNull();
    expect(await readFile(join(folder, 'upload-hashes'), 'utf8')).not.toContain(KEY);
  });
});

it('reads a file again that changed a moment before it was hashed: it may have changed again since', async () => {
  await writeFile(upload, 'first');
  expect([await ask({ now: Date.now }), await ask(), read]).toEqual([hashOf('first'), hashOf('first'), 2]);
});

it('reads a file again that changed a moment before a hash that took long', async () => {
  await writeFile(upload, 'first');
  let wait = 0;
  const now = (): number => Date.now() + wait;
  const hash = (path: string): Promise<string> => {
    wait += 10_000;
    return fileHash(path);
  };
  await ask({ now, hash });
  await ask();
  expect(read).toBe(2);
});

it('reads a file again whose time is not over yet', async () => {
  await writeFile(upload, 'first');
  await utimes(upload, new Date(), new Date(Date.now() + 3_600_000));
  await ask();
  await ask();
  expect(read).toBe(2);
});

it.each(['stored', 'read'])('hashes files where hashes cannot be %s', async (how) => {
  await writeFile(upload, 'first');
  const file = join(folder, 'upload-hashes');
  await mkdir(how === 'read' ? file : `${file}.${process.pid}.part`);
  expect([await ask(), await ask(), read]).toEqual([hashOf('first'), hashOf('first'), 2]);
});

it('knows no hash of a file that is removed before it is hashed', async () => {
  await writeFile(upload, 'first');
  const hash = async (path: string): Promise<string> => {
    await rm(upload);
    return fileHash(path);
  };
  expect(await ask({ hash })).toBeNull();
});

it('reads a file again that changed while it was hashed', async () => {
  await writeFile(upload, 'first');
  const hash = async (path: string): Promise<string> => {
    const before = await fileHash(path);
    await nextTime();
    await keepingTime(() => writeFile(upload, 'other'));
    return before;
  };
  expect([await ask({ hash }), await ask()]).toEqual([hashOf('first'), hashOf('other')]);
});

it('knows the hash of a file whatever was done to it before', async () => {
  const change = fc.constantFrom('write', 'write with its old time', 'replace', 'remove', 'nothing');
  const content = fc.constantFrom('one', 'two', 'three');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(change, content), { maxLength: 8 }), async (changes) => {
      await writeFile(upload, 'one');
      for (const [how, text] of changes) {
        await nextTime();
        if (how === 'write') await writeFile(upload, text);
        if (how === 'write with its old time') await keepingTime(() => writeFile(upload, text));
        if (how === 'replace') await replaceUpload(text);
        if (how === 'remove') await rm(upload, { force: true });
        const is = await fileHash(upload).catch(() => null);
        expect([await ask(), await ask()]).toEqual([is, is]);
      }
    }),
    { numRuns: 40 },
  );
});

async function replaceUpload(text = 'other'): Promise<void> {
  await writeFile(join(folder, 'beside'), text);
  await rename(join(folder, 'beside'), upload);
}

/** Gives the upload the times that it had before a change. */
async function keepingTime(change: () => Promise<void>): Promise<void> {
  const before = await stat(upload).catch(() => null);
  await change();
  if (before) await utimes(upload, before.atime, before.mtime);
}

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KnownHashes } from '../../local/pipeline/known-hashes.ts';
import { folderExports, folderStore } from '../../src/adapters/local/folder-store.ts';
import type { ExportStore } from '../../src/domain/effects.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folder-store-'));
});
afterEach(() => rm(folder, { recursive: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe.each([true, false])('a fetched object, with links %s', (links) => {
  const open = () => folderStore(join(folder, 'store'), { links });
  const path = () => join(folder, 'fetched');

  it('keeps its content when the object is replaced', async () => {
    await open().putBytes('one/object', bytes('first'));
    await open().fetch('one/object', path());
    await open().putBytes('one/object', bytes('second'));
    expect(await readFile(path(), 'utf8')).toBe('first');
  });

  it('takes the place of a file that is there, and can be removed alone', async () => {
    await open().putBytes('one/object', bytes('first'));
    await writeFile(path(), 'another');
    await open().fetch('one/object', path());
    expect(await readFile(path(), 'utf8')).toBe('first');
    await rm(path());
    expect(new TextDecoder().decode(await open().bytes('one/object'))).toBe('first');
  });
});

it('leaves an object as it is when another one is fetched to the same place', async () => {
  const store = folderStore(join(folder, 'store'), { links: true });
  await store.putBytes('one', bytes('first'));
  await store.putBytes('other', bytes('second'));
  for (const key of ['one', 'other']) await store.fetch(key, join(folder, 'fetched'));
  expect(await readFile(join(folder, 'fetched'), 'utf8')).toBe('second');
  expect(new TextDecoder().decode(await store.bytes('one'))).toBe('first');
});

it('gives a copy that may be written, unless links were asked for', async () => {
  const store = folderStore(join(folder, 'store'));
  await store.putBytes('one/object', bytes('first'));
  await store.fetch('one/object', join(folder, 'mine'));
  await writeFile(join(folder, 'mine'), 'changed by its reader');
  expect(new TextDecoder().decode(await store.bytes('one/object'))).toBe('first');
});

function openExports(): ExportStore {
  const hashes = new KnownHashes(join(folder, 'upload-hashes'), bytes('secret'));
  return folderExports(folder, (key, path) => hashes.find(key, path));
}

it.each([0, 100, 2 ** 20 + 1])('knows the hash of an upload of %d bytes as fetching it does', async (size) => {
  await mkdir(join(folder, 'nhth', '2030-01'), { recursive: true });
  await writeFile(join(folder, 'nhth', '2030-01', 'cases.csv'), Buffer.alloc(size, 'x'));
  const exports = openExports();
  const key = 'exports/nhth/2030-01/cases.csv';
  const found = await exports.find(key);
  expect(found?.size).toBe(size);
  expect({ sha256: await found?.sha256() }).toEqual(await exports.fetch(key, join(folder, 'fetched')));
});

it('finds neither a folder nor an upload that does not exist', async () => {
  await mkdir(join(folder, 'nhth'));
  const exports = openExports();
  expect([await exports.find('exports/nhth'), await exports.find('exports/none.csv')]).toEqual([null, null]);
});

import { createReadStream } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Month } from '../../src/domain/month.ts';
import { checkedValuesKey, stagedKey, valueRequestKey } from '../../src/domain/object-keys.ts';
import { checkUpload } from '../../src/steps/check-upload.ts';
import { checkedValues } from '../../src/steps/checked-values.ts';
import { checkedList, checkResult } from '../../src/steps/offer-upload.ts';
import { casesCsv, openStateFixture, type StateFixture } from './state-fixture.ts';

let fixture: StateFixture;
beforeAll(async () => {
  fixture = await openStateFixture();
});
afterAll(() => fixture.close());

const place = { hotline: 'nhth', month: '2016-05' as Month };
const check = 'ab'.repeat(16);

const staged = stagedKey({ ...place, check, language: 'en', name: 'cases.csv' });

/**
 * Checks a file of the exports folder, and returns what was stored by key.
 * @param key of the object that asks for the work
 */
async function checked(text: string, key = staged): Promise<Map<string, Uint8Array>> {
  await fixture.upload('nhth/2016-05/cases.csv', text);
  const path = `${fixture.exports}/nhth/2016-05/cases.csv`;
  const stored = new Map<string, Uint8Array>();
  const stagedUploads = {
    list: async (prefix: string) => [staged].filter((one) => one.startsWith(prefix)),
    size: async () => text.length,
    fetch: async (_: string, to: string) => copyFile(path, to).then(() => ({ sha256: 'cd'.repeat(32) })),
  };
  const store = { putBytes: async (to: string, bytes: Uint8Array) => stored.set(to, bytes) && null };
  const { openReader, clock } = fixture.effects;
  const stores = { stagedUploads, checkResults: store, checkedValues: store };
  await checkUpload({ ...stores, openReader, clock, read: createReadStream }, fixture.definitions, key);
  return stored;
}

const storeOf = (stored: Map<string, Uint8Array>) => ({
  checkResults: {
    exists: async (key: string) => stored.has(key),
    bytes: async (key: string) => stored.get(key) ?? new Uint8Array(),
  },
});

describe('a check in AWS', () => {
  it('stores what it found and the list of problems, and no value of a cell', async () => {
    const stored = await checked(casesCsv(['A1', 'SECRET-CELL'], ['A2', 'SECRET-CELL']));
    const found = await checkResult(storeOf(stored), place, check);
    const counts = found?.tables.flatMap(({ kinds }) => kinds.map(({ count }) => count)) ?? [];
    const list = await checkedList(storeOf(stored), place, check);
    expect(list?.length).toBe(counts.reduce((sum, count) => sum + count, 0));
    expect(list?.length).toBeGreaterThan(1);
    for (const bytes of stored.values()) expect(new TextDecoder().decode(bytes)).not.toContain('SECRET-CELL');
  });

  it('stores no list of more than 20,000 problems, and says so when it is asked for', async () => {
    const rows = Array.from({ length: 20_001 }, (_, index) => [`A${index}`, 'SECRET-CELL'] as const);
    const stored = await checked(casesCsv(...rows));
    expect((await checkResult(storeOf(stored), place, check))?.tables[0]?.status).toBe('rejected');
    await expect(checkedList(storeOf(stored), place, check)).rejects.toThrow(/more than 20000 problems/u);
  });
});

describe('the list of a check with values', () => {
  const of = { ...place, check, language: 'es' as const };

  /** The stores as the portal sees them. */
  const storesOf = (stored: Map<string, Uint8Array>, requests = new Map<string, Uint8Array>()) => ({
    checkedValues: {
      exists: async (key: string) => stored.has(key),
      bytes: async (key: string) => stored.get(key) ?? new Uint8Array(),
    },
    valueRequests: {
      exists: async (key: string) => requests.has(key),
      putBytes: async (key: string, bytes: Uint8Array) => requests.set(key, bytes) && null,
    },
  });

  it('is made from the checked file when it is asked for, in the language of the request', async () => {
    const stored = await checked(casesCsv(['A1', 'SECRET-CELL'], ['A2', '2016-05-02']), valueRequestKey(of));
    expect([...stored.keys()]).toEqual([checkedValuesKey(of)]);
    const csv = await checkedValues(storesOf(stored), of);
    expect(csv).toMatch(/^\uFEFF"fila"/u);
    expect(csv?.match(/SECRET-CELL/gu)).toHaveLength(1);
  });

  it('is requested once, however often it is asked for', async () => {
    const requests = new Map<string, Uint8Array>();
    const stores = storesOf(new Map(), requests);
    expect(await checkedValues(stores, of)).toBeNull();
    requests.set(valueRequestKey(of), new Uint8Array([1]));
    expect(await checkedValues(stores, of)).toBeNull();
    expect(requests).toEqual(new Map([[valueRequestKey(of), new Uint8Array([1])]]));
  });

  it('is not stored if it is too long for an answer, and says so', async () => {
    const rows = Array.from({ length: 15_000 }, (_, index) => [`A${index}`, `SECRET-CELL ${'x'.repeat(200)}`] as const);
    const stored = await checked(casesCsv(...rows), valueRequestKey(of));
    expect(stored.get(checkedValuesKey(of))?.byteLength).toBe(0);
    await expect(checkedValues(storesOf(stored), of)).rejects.toThrow(/too long/u);
  });

  it('is not made of a file that is not there, or for a request of another form', async () => {
    const other = { ...of, check: 'cd'.repeat(16) };
    for (const key of [
      valueRequestKey(other),
      `${valueRequestKey(of)}/more`,
      valueRequestKey(of).replace('/es', '/xx'),
    ])
      expect(await checked(casesCsv(['A1', 'SECRET-CELL']), key)).toEqual(new Map());
  });
});

import { createReadStream } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Month } from '../../src/domain/month.ts';
import { stagedKey } from '../../src/domain/object-keys.ts';
import { checkUpload } from '../../src/steps/check-upload.ts';
import { checkedList, checkResult } from '../../src/steps/offer-upload.ts';
import { casesCsv, openStateFixture, type StateFixture } from './state-fixture.ts';

let fixture: StateFixture;
beforeAll(async () => {
  fixture = await openStateFixture();
});
afterAll(() => fixture.close());

const place = { hotline: 'nhth', month: '2016-05' as Month };
const check = 'ab'.repeat(16);

/** Checks a file of the exports folder, and returns what was stored by key. */
async function checked(text: string): Promise<Map<string, Uint8Array>> {
  await fixture.upload('nhth/2016-05/cases.csv', text);
  const path = `${fixture.exports}/nhth/2016-05/cases.csv`;
  const stored = new Map<string, Uint8Array>();
  const stagedUploads = {
    size: async () => text.length,
    fetch: async (_: string, to: string) => copyFile(path, to).then(() => ({ sha256: 'cd'.repeat(32) })),
  };
  const checkResults = { putBytes: async (key: string, bytes: Uint8Array) => stored.set(key, bytes) && null };
  const { openReader, clock } = fixture.effects;
  const effects = { stagedUploads, checkResults, openReader, clock, read: createReadStream };
  await checkUpload(effects, fixture.definitions, stagedKey({ ...place, check, language: 'en', name: 'cases.csv' }));
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

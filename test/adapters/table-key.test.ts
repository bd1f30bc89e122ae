import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalTable, startTable } from '../../local/state/dynalite-table.ts';
import { bindTableToKey } from '../../src/adapters/aws/table-key.ts';

let folder: string;
let table: LocalTable;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factsheets-key-'));
  table = await startTable(join(folder, 'table'));
});
afterEach(async () => {
  await table.stop();
  await rm(folder, { recursive: true });
});

describe('a table', () => {
  it('is held to the first key, whichever of many functions is first', async () => {
    await Promise.all(Array.from({ length: 8 }, () => bindTableToKey(table, { id: 'one' })));
    await bindTableToKey(table, { id: 'one' });
    await expect(bindTableToKey(table, { id: 'other' })).rejects.toMatchObject({ name: 'KeyMismatch' });
    await expect(bindTableToKey(table, { id: 'other' })).rejects.toThrow(
      'was made with the key one, and this one is other',
    );
  });

  it('is held to one of two keys that come at once', async () => {
    const held = await Promise.allSettled(['one', 'other'].map((id) => bindTableToKey(table, { id })));
    expect(held.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

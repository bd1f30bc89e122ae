import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { watchDrafts } from '../../src/steps/watch-drafts.ts';
import { approvalOf, casesCsv, openStateFixture, type StateFixture } from './state-fixture.ts';

const BROKEN = 'templates/broken/sheet.json';
const DAY_MS = 86_400_000;

let fixture: StateFixture;
beforeEach(async () => {
  fixture = await openStateFixture();
});
afterEach(() => fixture.close());

const many = (count: number, month = '2016-05') =>
  casesCsv(...Array.from({ length: count }, (_, index) => [`${month} ${index}`, `${month}-02`] as const));

/** Computes an edition of a month that counts this many cases and was created this many days ago. */
async function draft(month: string, count: number, daysAgo: number): Promise<void> {
  const path = `nhth/${month}/cases.csv`;
  await fixture.upload(path, many(count, month));
  await fixture.ingest(path);
  await fixture.compute(month, { ...fixture.effects, clock: { now: () => new Date(Date.now() - daysAgo * DAY_MS) } });
}

/** Returns the drafts that have waited for 14 days; checks their events. */
async function watched() {
  const emitted: DomainEvent[] = [];
  const events = { emit: async (event: DomainEvent) => void emitted.push(event) };
  const drafts = await watchDrafts({ ...fixture.effects, events }, fixture.definitions, openDefinitions(), 14);
  expect(emitted.map(({ name }) => name)).toEqual(drafts.map(() => 'DraftWaiting'));
  expect(emitted.map(({ detail }) => detail)).toEqual(drafts);
  return drafts;
}

const decide = (verdict: 'approved' | 'rejected', month: string, revision: number, number: number) =>
  fixture.effects.editions.decide({ ...approvalOf(month, revision, number), verdict });

describe('a draft', () => {
  it('is reported from the fourteenth day without a decision', async () => {
    await draft('2016-05', 20, 14.5);
    expect(await watched()).toMatchObject([
      { sheet: 'us-mexico-border', month: '2016-05', revision: 1, complete: false, days: 14 },
    ]);
  });

  it('is not reported before', async () => {
    await draft('2016-05', 20, 13.9);
    expect(await watched()).toEqual([]);
  });

  it.each(['approved', 'rejected'] as const)('is not reported once it is %s', async (verdict) => {
    await draft('2016-05', 20, 30);
    await decide(verdict, '2016-05', 1, 1);
    expect(await watched()).toEqual([]);
  });

  it('waits since the first undecided revision, however many corrections came', async () => {
    await draft('2016-05', 20, 40);
    await decide('approved', '2016-05', 1, 1);
    await draft('2016-05', 40, 20);
    await draft('2016-05', 60, 1);
    expect(await watched()).toMatchObject([{ revision: 3, days: 20 }]);
  });

  it('is not reported when a newer month has an edition', async () => {
    await draft('2016-05', 20, 40);
    await draft('2016-06', 20, 2);
    expect(await watched()).toEqual([]);
  });

  it('is not reported while the interval between editions keeps it from being approved', async () => {
    await draft('2016-05', 20, 40);
    await decide('approved', '2016-05', 1, 1);
    await draft('2016-07', 20, 30);
    expect(await watched()).toEqual([]);
    await draft('2016-08', 20, 30);
    expect(await watched()).toMatchObject([{ month: '2016-08', days: 30 }]);
  });
});

describe('a broken sheet', () => {
  it('does not hide the drafts of others, and is reported', async () => {
    await draft('2016-05', 20, 20);
    const files = openDefinitions();
    const broken = {
      list: async (folder: string) => {
        const others = folder === 'templates/broken' ? [] : await files.list(folder);
        return folder.startsWith('templates') ? [BROKEN, ...others] : others;
      },
      bytes: async (path: string) => (path === BROKEN ? Buffer.from('{"id":"broken"}') : files.bytes(path)),
    };
    const emitted: DomainEvent[] = [];
    const events = { emit: async (event: DomainEvent) => void emitted.push(event) };
    const watching = watchDrafts({ ...fixture.effects, events }, fixture.definitions, broken, 14);
    await expect(watching).rejects.toMatchObject({ name: 'DefinitionInvalid' });
    expect(emitted).toHaveLength(1);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { loadFamily } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import type { Month } from '../../src/domain/month.ts';
import { computeFamily } from '../../src/steps/compute-figures/compute-family.ts';
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
async function watched(files = openDefinitions()) {
  const emitted: DomainEvent[] = [];
  const events = { emit: async (event: DomainEvent) => void emitted.push(event) };
  const drafts = await watchDrafts({ ...fixture.effects, events }, fixture.definitions, files, 14);
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

describe('a family', () => {
  const SHEET_FILE = 'templates/us-mexico-border/sheet.json';
  const [TEXAS, CALIFORNIA] = ['us-mexico-border--us-tx', 'us-mexico-border--us-ca'];
  const files: DefinitionFiles = {
    list: (folder) => openDefinitions().list(folder),
    async bytes(path) {
      const bytes = await openDefinitions().bytes(path);
      if (path !== SHEET_FILE) return bytes;
      const family = { by: 'state', members: ['US-TX', 'US-CA'] };
      return Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(bytes).toString()), family }));
    },
  };

  it('is one draft, which names the first sheet that waits and how many others do', async () => {
    await fixture.upload('nhth/2016-05/cases.csv', many(40));
    await fixture.ingest('nhth/2016-05/cases.csv');
    const clock = { now: () => new Date(Date.now() - 20 * DAY_MS) };
    const sheets = await loadFamily(files, fixture.definitions, 'us-mexico-border');
    const month = '2016-05' as Month;
    await computeFamily({ ...fixture.effects, clock }, fixture.definitions, { sheets, month });
    expect(await watched(files)).toMatchObject([{ sheet: 'us-mexico-border', month, days: 20, otherSheets: 2 }]);
    await decide('approved', month, 1, 1);
    expect(await watched(files)).toMatchObject([{ otherSheets: 1 }]);
    await fixture.effects.editions.decide({ ...approvalOf(month, 1, 1), sheet: TEXAS });
    expect(await watched(files)).toMatchObject([{ sheet: CALIFORNIA, otherSheets: 0 }]);
    await fixture.effects.editions.decide({ ...approvalOf(month, 1, 1), sheet: CALIFORNIA });
    expect(await watched(files)).toEqual([]);
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

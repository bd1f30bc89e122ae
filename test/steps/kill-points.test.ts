import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Kill, killAtCalls } from '../../conformance/kills/every-call.ts';
import { judged } from '../../conformance/kills/judge.ts';
import type { Verb, VerbEffects } from '../../conformance/kills/verbs.ts';
import { type MemoryFixture, openMemoryFixture } from './memory-fixture.ts';
import { approvalOf } from './state-fixture.ts';

let fixture: MemoryFixture;
let folder: string;
beforeAll(async () => {
  fixture = await openMemoryFixture();
  folder = await mkdtemp(join(tmpdir(), 'factsheets-kill-points-'));
});
afterAll(async () => {
  await fixture.close();
  await rm(folder, { recursive: true, force: true });
});

const MESSAGE = {
  from: 'sheets@example.org',
  replyTo: null,
  to: { name: 'Rosa', address: 'rosa@example.org' },
  subject: '',
  text: '',
  html: '',
  attachments: [],
  unsubscribe: '',
  messageId: 'one@example.org',
  date: new Date(0),
  language: 'es',
  stakeholder: 'rosa',
};

/** Kills the verb at each of its moments, whatever its name. */
const killed = async (run: (effects: VerbEffects) => Promise<unknown>): Promise<readonly Kill[]> => {
  const verb: Verb = { name: 'a faulty verb', run: (_, effects) => run(effects) };
  return killAtCalls(fixture, await mkdtemp(join(folder, 'verb-')), 1000, [verb]);
};
const sum = (kills: readonly Kill[], of: 'lost' | 'twice' | 'changed'): number =>
  kills.flatMap((kill) => kill[of]).length;

it('finds a message that is sent without a claim', async () => {
  const kills = await killed(({ mail }) => mail.send(MESSAGE));
  expect(kills.length).toBe(2);
  expect(sum(kills, 'twice')).toBe(1);
  expect(sum(kills, 'lost') + sum(kills, 'changed')).toBe(0);
});

it('finds a decision that is written once more by the next run', async () => {
  const kills = await killed(async ({ editions }) => {
    const { length } = await editions.decisionsOf('us-mexico-border');
    await editions.decide(approvalOf('2016-05', 1, length + 1));
  });
  expect(sum(kills, 'changed')).toBeGreaterThan(0);
  expect(sum(kills, 'lost') + sum(kills, 'twice')).toBe(0);
});

it('finds an object that is lost because its note is written first', async () => {
  const key = 'reports/us-mexico-border/2016-05/r1/x.pdf';
  const kills = await killed(async ({ editions, reports }) => {
    if ((await editions.decisionsOf('us-mexico-border')).length > 0) return;
    await editions.decide({ ...approvalOf('2016-05', 1), verdict: 'rejected' });
    await reports.putBytes(key, new Uint8Array([1]));
  });
  expect(kills.flatMap(({ lost }) => lost)).toContain(`object ${key}`);
});

it('finds an event that is lost because it is emitted after the record of its emission', async () => {
  const kills = await killed(async ({ editions, events }) => {
    if ((await editions.decisionsOf('us-mexico-border')).length > 0) return;
    await editions.decide({ ...approvalOf('2016-05', 1), verdict: 'rejected' });
    await events.emit({
      name: 'RevisionRejected',
      detail: { sheet: 'us-mexico-border', month: '2016-05', revision: 1, by: 'Ana' },
    });
  });
  expect(kills.flatMap(({ lost }) => lost)).toContainEqual(expect.stringContaining('RevisionRejected'));
});

it('accepts one claim that stays, but not a second one', () => {
  const name = (reader: string) => `item DISPATCH#s#2016-05#000001 STAKEHOLDER#${reader}`;
  const ended = (statuses: Record<string, string>, letters: readonly string[]) => ({
    essence: new Map(Object.entries(statuses).map(([reader, status]) => [name(reader), `{"status":"${status}"}`])),
    unlike: [],
    letters,
    emitted: new Set<string>(),
  });
  const letter = (reader: string) => `${reader} s.2016-05.r1.${reader}@example.org`;
  const whole = ended({ a: 'sent', b: 'sent' }, [letter('a'), letter('b')]);
  const one = judged(whole, ended({ a: 'sending', b: 'sent' }, [letter('b')]));
  expect(one).toEqual({ lost: [], twice: [], changed: [], uncertain: [name('a')] });
  const two = judged(whole, ended({ a: 'sending', b: 'sending' }, []));
  expect(two).toMatchObject({ lost: [letter('b')], changed: [name('b')] });
  expect(judged(whole, ended({ a: 'sent', b: 'sent' }, [letter('b')]))).toMatchObject({ lost: [letter('a')] });
  const late = ended({ a: 'sending', b: 'sent' }, [letter('a'), letter('b')]);
  expect(judged(late, ended({ a: 'sending', b: 'sent' }, [letter('b')]))).toMatchObject({ lost: [], changed: [] });
});

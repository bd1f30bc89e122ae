import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Month } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { decideFamily, type FamilyVerdict } from '../../src/steps/review-edition/decide-family.ts';
import { decideRevision } from '../../src/steps/review-edition/decide-revision.ts';
import { familyRevisions, reviewFamily } from '../../src/steps/review-edition/review-family.ts';
import { familyEffects, familyOf, publishCases } from './family-fixture.ts';
import { type MemoryFixture, openMemoryFixture } from './memory-fixture.ts';
import { MemoryState } from './memory-state.ts';

const MONTH = '2016-05' as Month;
const TEXAS = 'us-mexico-border--us-tx';
const CALIFORNIA = 'us-mexico-border--us-ca';

let fixture: MemoryFixture;
let state: MemoryState;
let sheets: [Sheet, ...Sheet[]];
beforeAll(async () => {
  fixture = await openMemoryFixture();
  sheets = familyOf(fixture.sheet, ['US-TX', 'US-CA']);
});
afterAll(() => fixture.close());
beforeEach(async () => {
  state = new MemoryState();
  await publish(40);
});

const effects = () => familyEffects(fixture, state);

const publish = (cases: number, month = MONTH) => publishCases(fixture, state, sheets, { cases, month });

const decideOn = async (changes: Partial<FamilyVerdict> = {}, used = effects()) =>
  decideFamily(used, sheets, MONTH, {
    ...{ verdict: 'approved', by: 'Ana', caller: null, reason: 'the missing months never had calls', except: [] },
    state: (await familyRevisions(effects(), sheets, MONTH)).state,
    ...changes,
  });

const decide = async (changes: Partial<FamilyVerdict> = {}) => (await decideOn(changes)).decisions;

const decisionsOn = async (sheet: string) => effects().editions.decisionsOf(sheet);

describe('a decision on a family', () => {
  it('stops when its time is over, and continues with the sheets that are left', async () => {
    const made = () => state.emitted.filter(({ name }) => name === 'RevisionApproved').length;
    const until = new Date(1);
    /** It is late after the first decision. */
    const clock = { now: () => new Date(made() === 0 ? 0 : 2) };
    expect(await decideOn({ until }, { ...effects(), clock })).toMatchObject({
      decisions: [{ sheet: 'us-mexico-border' }],
      left: 2,
    });
    const rest = await decideOn({ until: new Date('2100-01-01') });
    // the last decision is made again: the process may have been killed before its event
    const decided = [{ sheet: 'us-mexico-border' }, { sheet: TEXAS }, { sheet: CALIFORNIA }];
    expect(rest).toMatchObject({ decisions: decided, left: 0 });
    expect(state.emitted.map(({ detail }) => 'following' in detail && detail.following).slice(-3)).toEqual([2, 1, 0]);
    for (const { id } of sheets) expect(await decisionsOn(id)).toHaveLength(1);
  });

  it('approves the newest revision of every sheet', async () => {
    const decisions = await decide();
    expect(decisions.map(({ sheet }) => sheet)).toEqual(sheets.map(({ id }) => id));
    for (const decision of decisions)
      expect(decision).toMatchObject({ verdict: 'approved', by: 'Ana', revision: 1, decision: 1 });
    expect(state.emitted.filter(({ name }) => name === 'RevisionApproved')).toHaveLength(3);
  });

  it('leaves out the sheets that the person names', async () => {
    await decide({ except: [TEXAS] });
    expect(await decisionsOn(CALIFORNIA)).toHaveLength(1);
    expect(await decisionsOn(TEXAS)).toEqual([]);
  });

  it('leaves out a member that is named by its code', async () => {
    await decide({ except: ['us-tx'] });
    expect(await decisionsOn(CALIFORNIA)).toHaveLength(1);
    expect(await decisionsOn(TEXAS)).toEqual([]);
  });

  it('is not made twice, and completes one that was interrupted', async () => {
    const verdict = {
      verdict: 'approved',
      by: 'Ana',
      caller: null,
      reason: 'the missing months never had calls',
    } as const;
    await decideRevision(effects(), sheets[0], MONTH, { ...verdict, revision: 1 });
    await decide();
    await decide();
    for (const { id } of sheets) expect(await decisionsOn(id)).toHaveLength(1);
  });

  it('rejects every sheet with one reason', async () => {
    await decide({ verdict: 'rejected', reason: 'the exports of May are wrong' });
    expect(await decisionsOn(TEXAS)).toMatchObject([{ verdict: 'rejected', reason: 'the exports of May are wrong' }]);
  });

  it('is refused for revisions that the person has not seen', async () => {
    const { state: seen } = await familyRevisions(effects(), sheets, MONTH);
    await publish(60);
    await expect(decide({ state: seen })).rejects.toThrow(/the revisions are not those you have seen/u);
    expect(await decisionsOn(sheets[0].id)).toEqual([]);
  });

  it('is refused for the revisions of another month', async () => {
    const { state: seen } = await familyRevisions(effects(), sheets, MONTH);
    const later = '2016-08' as Month;
    await publish(40, later);
    const family = await familyRevisions(effects(), sheets, later);
    expect(family.revisions.map(({ revision }) => revision.revision)).toEqual([1, 1, 1]);
    expect(family.state).not.toBe(seen);
  });

  it('decides on no sheet if the rules refuse one', async () => {
    const refused =
      /^us-mexico-border 2016-05 and its members: 3 sheets \(us-mexico-border, \S+-tx, \S+-ca\) need a reason: it is incomplete$/u;
    await expect(decide({ reason: null })).rejects.toThrow(refused);
    for (const { id } of sheets) expect(await decisionsOn(id)).toEqual([]);
  });

  it('is refused for a name that is not of the family', async () => {
    await expect(decide({ except: ['us-mexico-border--us-xx'] })).rejects.toThrow(
      /no sheet "us-mexico-border--us-xx"/u,
    );
  });
});

describe('the review of a family', () => {
  it('has a review of every sheet and what all together would reveal', async () => {
    const review = await reviewFamily(effects(), sheets, MONTH);
    expect(review.reviews.map(({ revision }) => revision.sheet)).toEqual(sheets.map(({ id }) => id));
    expect(review.exposed).toEqual([]);
    expect(review.state).toMatch(/^[0-9a-f]{12}$/u);
  });

  it('reads the revisions, figures and decisions of a sheet once', async () => {
    const own = effects();
    const reads: string[] = [];
    const counted =
      <Key extends readonly unknown[], Value>(name: string, read: (...key: Key) => Promise<Value>) =>
      (...key: Key): Promise<Value> => {
        reads.push(`${name} ${key.join(' ')}`);
        return read(...key);
      };
    const { newestRevision, figuresOf, decisionsOf } = own.editions;
    const editions = {
      ...own.editions,
      newestRevision: counted('revision', newestRevision),
      figuresOf: counted('figures', figuresOf),
      decisionsOf: counted('decisions', decisionsOf),
    };
    await reviewFamily({ ...own, editions }, sheets, MONTH);
    expect(reads.length).toBe(3 * sheets.length);
    expect(new Set(reads).size).toBe(reads.length);
  });
});

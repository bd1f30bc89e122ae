import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Month } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { decideFamily } from '../../src/steps/review-edition/decide-family.ts';
import { familyRevisions } from '../../src/steps/review-edition/review-family.ts';
import { type FamilyEffects, familyEffects, familyOf, memoryHeads, publishCases } from './family-fixture.ts';
import { type MemoryFixture, openMemoryFixture } from './memory-fixture.ts';
import { MemoryState } from './memory-state.ts';

const MONTHS = ['2016-05', '2016-08'] as Month[];

let fixture: MemoryFixture;
beforeAll(async () => {
  fixture = await openMemoryFixture();
});
afterAll(() => fixture.close());

/** What reaches outside the process. */
const OUTSIDE = ['ledger', 'editions', 'reports', 'approved', 'heads', 'activity', 'events'] as const;

/** Counts the calls of effects, and how often one waits for them: calls begun at the same time are one wait. */
class Counted {
  readonly calls = new Map<string, number>();
  waits = 0;
  #answer: Promise<void> | null = null;

  of(effects: FamilyEffects): FamilyEffects {
    const watched = OUTSIDE.map((name) => [name, this.#watch(name, effects[name])] as const);
    return { ...effects, ...Object.fromEntries(watched) };
  }

  get total(): number {
    return [...this.calls.values()].reduce((total, count) => total + count, 0);
  }

  #watch(name: string, effect: object): object {
    const methods = Object.entries(effect).map(([method, member]: [string, unknown]) => {
      if (typeof member !== 'function' || method === 'all') return [method, member];
      const counted = async (...given: unknown[]): Promise<unknown> => {
        const key = `${name}.${method}`;
        this.calls.set(key, (this.calls.get(key) ?? 0) + 1);
        await this.#wait();
        return member.apply(effect, given);
      };
      return [method, counted];
    });
    return Object.fromEntries(methods);
  }

  #wait(): Promise<void> {
    this.#answer ??= new Promise((resolve) => {
      setImmediate(() => {
        this.waits++;
        this.#answer = null;
        resolve();
      });
    });
    return this.#answer;
  }
}

/** Publishes and approves a family in two months, and counts the second approval. */
async function secondApproval(sheets: [Sheet, ...Sheet[]]): Promise<Counted> {
  const state = new MemoryState();
  const effects = { ...familyEffects(fixture, state), heads: memoryHeads() };
  let counted = new Counted();
  for (const month of MONTHS) {
    await publishCases(fixture, state, sheets, { cases: 40, month });
    counted = new Counted();
    await decideFamily(counted.of(effects), sheets, month, {
      ...{ verdict: 'approved', by: 'Ana', caller: null, reason: 'a test', except: [] },
      state: (await familyRevisions(effects, sheets, month)).state,
    });
  }
  return counted;
}

const CODES = ['US-TX', 'US-CA', 'US-NY', 'US-FL', 'US-AZ', 'US-NM'];

/**
 * Calls for a sheet of the second month, which has 4 files and counts 2 hotlines. 7 before the first decision: its
 * decisions, report, figures of both months, newest revision, and the revision of the first month and the list with it. 23
 * for its decision:
 * - what may have changed: head, newest decision of the family, decisions (for the head and for the review), newest
 *   revision, report, exports, the 4 files;
 * - what is written: 4 copies, the decision twice, head (after reading it and the decisions), activity, event.
 */
const CALLS = 30;
/**
 * How often one waits for answers: for three rounds of reads, the files, their copies, the decision twice, head beside
 * activity, and the event; 9 measured. File reads of the definitions shift a call now and then.
 */
const WAITS = 11;

it('sends few requests for each further sheet of a family, and waits for few of them one after another', async () => {
  const few = await secondApproval(familyOf(fixture.sheet, CODES.slice(0, 2)));
  const many = await secondApproval(familyOf(fixture.sheet, CODES));
  const perSheet = (count: (counted: Counted) => number): number => (count(many) - count(few)) / 4;
  const calls = [...many.calls.keys()].map((name) => [name, perSheet((counted) => counted.calls.get(name) ?? 0)]);
  expect(
    perSheet(({ total }) => total),
    JSON.stringify(Object.fromEntries(calls)),
  ).toBeLessThanOrEqual(CALLS);
  expect(perSheet(({ waits }) => waits)).toBeLessThanOrEqual(WAITS);
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { Decision } from '../../src/domain/decision.ts';
import type { Family } from '../../src/domain/family.ts';
import type { Month } from '../../src/domain/month.ts';
import { FamilyCounts } from '../../src/steps/family-counts.ts';
import { decideNext, decisionsSoFar } from '../../src/steps/review-edition/decide-next.ts';
import { MemoryState, memoryEditions } from './memory-state.ts';
import { approvalOf } from './state-fixture.ts';

const MEMBERS = ['sheet--us-tx', 'sheet--us-ca', 'sheet--us-ny'];
const MAIN = { id: 'sheet', related: MEMBERS.map((id) => ({ id })) as never };
const FAMILY: Family = {
  id: 'sheet',
  by: 'state',
  members: MEMBERS.map((sheet) => ({ key: sheet.slice(7), sheet })),
  unlisted: [],
};
const MAY = '2016-05' as Month;

let state: MemoryState;
let counter: FamilyCounts;
/** The sheets whose decisions were read. */
let read: string[];
beforeEach(() => {
  state = new MemoryState();
  counter = new FamilyCounts();
  read = [];
});

const editions = () => memoryEditions(state);

async function count(): Promise<Record<string, number>> {
  read = [];
  const decisionsOf = (sheet: string) => {
    read.push(sheet);
    return editions().decisionsOf(sheet);
  };
  const counts = await counter.byMonth({ editions: { ...editions(), decisionsOf } }, MAIN, FAMILY);
  return Object.fromEntries([...counts].map(([month, { approved }]) => [month, approved]));
}

const decisionOn = (sheet: string, verdict: Decision['verdict'], month = MAY): Decision => ({
  ...approvalOf(month, 1),
  sheet,
  verdict,
});

async function decide(decision: Decision): Promise<void> {
  await decideNext(editions(), MAIN, await decisionsSoFar(editions(), MAIN), decision);
}

describe('the counts of a family', () => {
  it('read the decisions of a sheet only after something was decided on it', async () => {
    expect(await count()).toEqual({});
    expect(read).toEqual(MEMBERS);
    expect(await count()).toEqual({});
    expect(read).toEqual([]);
    await decide(decisionOn('sheet--us-tx', 'approved'));
    expect(await count()).toEqual({ [MAY]: 1 });
    expect(read).toEqual(['sheet--us-tx']);
  });

  it('read every sheet after several decisions', async () => {
    await count();
    for (const sheet of ['sheet--us-tx', 'sheet--us-ca']) await decide(decisionOn(sheet, 'approved'));
    await decide({ ...decisionOn('sheet--us-ny', 'rejected') });
    expect(await count()).toEqual({ [MAY]: 2 });
    expect(read).toEqual(MEMBERS);
  });

  it('count a decision whose own item is not written yet', async () => {
    await count();
    const decision = decisionOn('sheet--us-tx', 'approved');
    await editions().putNewestDecision('sheet', { generation: 1, decision });
    expect(await count()).toEqual({ [MAY]: 1 });
    await decide(decisionOn('sheet--us-ca', 'approved'));
    expect(await count()).toEqual({ [MAY]: 2 });
  });
});

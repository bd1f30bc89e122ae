import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashOf } from '../../src/domain/activity.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { recordActivity } from '../../src/steps/record-activity.ts';
import { decideFamily } from '../../src/steps/review-edition/decide-family.ts';
import { decideRevision } from '../../src/steps/review-edition/decide-revision.ts';
import { familyRevisions } from '../../src/steps/review-edition/review-family.ts';
import { headOf } from '../../src/steps/state-head.ts';
import { spread } from '../at-length.ts';
import { Crash, crashAt, crashPoints } from './crash-points.ts';
import { type FamilyEffects, familyEffects, familyOf, memoryHeads, publishCases } from './family-fixture.ts';
import { ingestKey, type MemoryFixture, openMemoryFixture } from './memory-fixture.ts';
import { MemoryState } from './memory-state.ts';
import { casesCsv } from './state-fixture.ts';

const MONTH = '2016-05' as Month;
const TEXAS = 'us-mexico-border--us-tx';
const REASON = 'the missing months never had calls';

let fixture: MemoryFixture;
let sheets: [Sheet, ...Sheet[]];
let published: MemoryState;
beforeAll(async () => {
  fixture = await openMemoryFixture();
  sheets = familyOf(fixture.sheet, ['US-TX', 'US-CA']);
  published = new MemoryState();
  await publishCases(fixture, published, sheets, { cases: 40, month: MONTH });
});
afterAll(() => fixture.close());

let state: MemoryState;
let heads: ReturnType<typeof memoryHeads>;
beforeEach(() => {
  state = published.copy();
  heads = memoryHeads();
});

const effects = (of = state): FamilyEffects => ({ ...familyEffects(fixture, of), heads });

const verdict = { verdict: 'approved', by: 'Ana', caller: null, reason: REASON } as const;

const approve = async (used: FamilyEffects, month = MONTH, until?: Date) => {
  const { state: seen } = await familyRevisions(used, sheets, month);
  const asked = { ...verdict, state: seen, except: [], ...(until && { until }) };
  return (await decideFamily(used, sheets, month, asked)).decisions;
};

/** Effects in which something happens once, after the main sheet is decided on and before Texas is. */
function afterFirst(happens: () => Promise<unknown>, used = effects()): FamilyEffects {
  let count = 0;
  const emit: FamilyEffects['events']['emit'] = async (event) => {
    await used.events.emit(event);
    if (count++ === 0) await happens();
  };
  return { ...used, events: { emit } };
}

const decidedOn = async (): Promise<string[]> => [...state.decisions.values()].map(({ sheet, by }) => `${sheet} ${by}`);

const byLuis = (id: string) => async () => {
  const sheet = sheets.find((one) => one.id === id) ?? sheets[0];
  return decideRevision(effects(), sheet, MONTH, { ...verdict, by: 'Luis', revision: 1 });
};

const ingestCases = async (count: number): Promise<void> => {
  const key = 'exports/nhth/2016-05/cases.csv';
  const rows = Array.from({ length: count }, (_, index) => [`C${index}`, '2016-05-02'] as const);
  state.uploads.set(key, new TextEncoder().encode(casesCsv(...rows)));
  await ingestKey(fixture, effects(), key);
};

describe('between two decisions of a family', () => {
  it('finds that someone else has approved a sheet, and does not approve it again', async () => {
    await expect(approve(afterFirst(byLuis(TEXAS)))).rejects.toThrow(/was approved by Luis/u);
    expect(await decidedOn()).toEqual([`${sheets[0].id} Ana`, `${TEXAS} Luis`]);
  });

  it('attacks the pages again, with fresh reads, after someone else has approved one', async () => {
    await approve(effects());
    const later = '2016-08' as Month;
    await publishCases(fixture, state, sheets, { cases: 40, month: later });
    await publishCases(fixture, state, sheets, { cases: 60, month: MONTH });
    const used = effects();
    let reads: string[] = [];
    const revisionsOf: typeof used.editions.revisionsOf = async (sheet, month) => {
      reads.push(`${sheet} ${month}`);
      return used.editions.revisionsOf(sheet, month);
    };
    const texas = sheets.find(({ id }) => id === TEXAS) ?? sheets[0];
    const overtaken = afterFirst(
      async () => {
        await decideRevision(effects(), texas, MONTH, { ...verdict, by: 'Luis', revision: 2 });
        reads = [];
      },
      { ...used, editions: { ...used.editions, revisionsOf } },
    );
    await approve(overtaken, later);
    // the list that was read before Luis approved has no second revision
    expect(reads).toContain(`${TEXAS} ${MONTH}`);
  });

  it('finds that a revision was made, and does not approve the one before', async () => {
    const made = () => publishCases(fixture, state, sheets, { cases: 60, month: MONTH });
    await expect(approve(afterFirst(made))).rejects.toThrow(/is not the newest revision, which is 2/u);
    expect(await decidedOn()).toEqual([`${sheets[0].id} Ana`]);
  });

  it('finds that exports were corrected, and stores that a decision was made behind them', async () => {
    const [first, second] = await approve(afterFirst(() => ingestCases(60)));
    expect(first?.warnings.map(({ kind }) => kind)).not.toContain('behind');
    expect(second?.warnings).toContainEqual({ kind: 'behind', exports: 1 });
  });

  it('finds that a file was changed, and neither approves nor copies it', async () => {
    const damage = async (): Promise<void> => {
      for (const key of state.objects.keys())
        if (key.startsWith(`reports/${TEXAS}/`) && key.endsWith('.en.pdf')) state.objects.set(key, new Uint8Array([1]));
    };
    await expect(approve(afterFirst(damage))).rejects.toMatchObject({ name: 'ReportChanged' });
    expect(await decidedOn()).toEqual([`${sheets[0].id} Ana`]);
    expect([...state.objects.keys()].filter((key) => key.startsWith(`approved/`) && key.includes(TEXAS))).toEqual([]);
  });

  it('finds that messages were changed, and stores what they say now', async () => {
    let isRemoved = false;
    const { definitions } = effects();
    const changing: DefinitionFiles = {
      ...definitions,
      list: async (folder) => (isRemoved && folder.startsWith('templates/') ? [] : definitions.list(folder)),
    };
    const removing = afterFirst(
      async () => {
        isRemoved = true;
      },
      { ...effects(), definitions: changing },
    );
    const decisions = await approve(removing);
    expect(decisions.map(({ message }) => message)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/u), null, null]);
  });

  it('finds that the table is older than a head', async () => {
    const head = { decisions: 3, hash: 'f'.repeat(64), last: null };
    await expect(approve(afterFirst(() => heads.write(TEXAS, head)))).rejects.toMatchObject({ name: 'StateChanged' });
    expect(await decidedOn()).toEqual([`${sheets[0].id} Ana`]);
  });

  it('appends to the activity log after what someone else appended', async () => {
    const about = { sheet: 'another', month: MONTH, revision: 1, language: 'en' } as const;
    await approve(afterFirst(() => recordActivity(effects(), { who: 'Luis', via: 'portal' }, 'pages-opened', about)));
    expect(state.activity.map(({ who, kind }) => `${who} ${kind}`)).toEqual([
      'Ana revision-approved',
      'Luis pages-opened',
      'Ana revision-approved',
      'Ana revision-approved',
    ]);
    for (const [index, { hash, ...entry }] of state.activity.entries()) {
      expect(entry.previous).toBe(state.activity[index - 1]?.hash ?? '');
      expect(hash).toBe(hashOf(entry));
    }
  });
});

/** What a complete approval leaves: one decision per sheet, its copies, head, activity and event. */
const left = () => ({
  decisions: [...state.decisions.values()].map(({ sheet, decision, by }) => [sheet, decision, by]),
  newest: [...state.newest.values()].map(({ generation }) => generation),
  copies: [...state.objects.keys()].filter((key) => key.startsWith('approved/')).toSorted(),
  heads: [...heads.all].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  activity: new Set(state.activity.map(({ kind, about }) => JSON.stringify([kind, about]))),
  emitted: new Set(state.emitted.map((event) => JSON.stringify(event))),
});

describe('an approval of a family that is killed at any call and repeated', () => {
  it.each([
    ['without a limit of time', undefined],
    ['of a request, whose time is limited', new Date('2100-01-01')],
  ])('%s, loses nothing, and decides on no sheet twice', async (_, until) => {
    const undisturbed = crashAt(effects(), null);
    await approve(undisturbed.effects as FamilyEffects, MONTH, until);
    const expected = left();
    for (const sheet of sheets) {
      const decisions = await effects().editions.decisionsOf(sheet.id);
      expect(heads.all.get(sheet.id)).toEqual(headOf(decisions));
    }
    for (const point of spread(crashPoints(undisturbed.calls()), 30)) {
      state = published.copy();
      heads = memoryHeads();
      const killed = approve(crashAt(effects(), point).effects as FamilyEffects, MONTH, until);
      await expect(killed, JSON.stringify(point)).rejects.toBeInstanceOf(Crash);
      await approve(effects(), MONTH, until);
      expect(left(), JSON.stringify(point)).toEqual(expected);
    }
  });
});

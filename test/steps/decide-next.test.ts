import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalEffects } from '../../local/pipeline/local-runtime.ts';
import type { Decision } from '../../src/domain/decision.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { computeFigures } from '../../src/steps/compute-figures/compute-figures.ts';
import { decideFamily } from '../../src/steps/review-edition/decide-family.ts';
import { decideRevision } from '../../src/steps/review-edition/decide-revision.ts';
import { familyRevisions } from '../../src/steps/review-edition/review-family.ts';
import { openStateFixture, type StateFixture, victimsCsv } from './state-fixture.ts';

const MONTH = '2016-05' as Month;
const HEADING =
  'Case Number,Date Opened,Type of Trafficking,Venue/Industry,State(s) of Exploitation,Country of Exploitation,Mexico Nexus,Partner Case Number';

let fixture: StateFixture;
let whole: Sheet;
let part: Sheet;

/** The number of victims of each type, one per case. */
const VICTIMS = { Sex: 40, Labor: 30, 'Sex and Labor': 6, 'Other/Not Specified': 14 };

/**
 * Opens a sheet that hides the 6 victims of one type next to the 14 of another, and a sheet of those 14: with both, a
 * reader can subtract.
 */
beforeEach(async () => {
  fixture = await openStateFixture();
  const figures = fixture.sheet.figures.filter(({ id }) => /^victims(?:-by-type)?$/u.test(id));
  const alone = { ...fixture.sheet, figures };
  const ofOther: Sheet = {
    ...alone,
    id: 'a-part',
    population: { ...alone.population, type: ['other'] },
    figures: figures.filter(({ id }) => id === 'victims'),
  };
  whole = { ...alone, related: [ofOther] };
  part = { ...ofOther, related: [alone] };
  const types = Object.entries(VICTIMS).flatMap(([type, count]) => Array.from({ length: count }, () => type));
  const rows = types.map((type, at) => `C${at},2016-05-02,${type},Agriculture/Farms,Texas,U.S.A.,Yes,`);
  await fixture.upload('nhth/2016-05/cases.csv', [HEADING, ...rows, ''].join('\n'));
  await fixture.upload('nhth/2016-05/victims.csv', victimsCsv(...types.map((_, at) => [`V${at}`, `C${at}`] as const)));
  for (const table of ['cases', 'victims']) await fixture.ingest(`nhth/2016-05/${table}.csv`);
  for (const sheet of [whole, part]) {
    await computeFigures(fixture.effects, fixture.definitions, { sheet, month: MONTH });
    await fixture.effects.editions.recordReport({ sheet: sheet.id, month: MONTH, revision: 1, files: [], at: 'now' });
  }
});
afterEach(() => fixture.close());

/** Sheets of parts have no folder, so they have no messages. */
const withDefinitions = (effects: LocalEffects): LocalEffects => {
  const { definitions } = effects;
  const list = (folder: string) => (/-part$/u.test(folder) ? Promise.resolve([]) : definitions.list(folder));
  return { ...effects, definitions: { ...definitions, list } };
};

const approve = (sheet: Sheet, effects: LocalEffects = fixture.effects): Promise<Decision> =>
  decideRevision(withDefinitions(effects), sheet, MONTH, {
    ...{ revision: 1, verdict: 'approved', by: `who reviews ${sheet.id}`, caller: null, reason: 'a test' },
  });

/** Returns effects in which something happens once, before a method of the editions is called or instead of it. */
function meanwhile(method: 'decide' | 'putNewestDecision', happens: () => Promise<unknown>): LocalEffects {
  const { editions } = fixture.effects;
  const own = editions[method] as (...given: unknown[]) => Promise<boolean>;
  let count = 0;
  const instead = async (...given: unknown[]) => {
    if (count++ === 0) await happens();
    return own.apply(editions, given);
  };
  return { ...fixture.effects, editions: { ...editions, [method]: instead } };
}

const approvals = async (): Promise<string[]> => {
  const both = await Promise.all([whole, part].map(({ id }) => fixture.effects.editions.decisionsOf(id)));
  return both.flat().map(({ sheet }) => sheet);
};

const REFUSED = {
  name: 'DecisionRefused',
  message: expect.stringMatching(/cannot be approved, whatever the reason.*hidden/u),
};

describe('two related sheets, one of which reveals what the other hides', () => {
  it('are not both approved one after the other', async () => {
    await approve(whole);
    await expect(approve(part)).rejects.toMatchObject(REFUSED);
    expect(await approvals()).toEqual([whole.id]);
  });

  it.each(['whole', 'part'])(
    'are not both approved when the other one is decided between review and decision: %s',
    async (first) => {
      const [mine, other] = first === 'whole' ? [whole, part] : [part, whole];
      const overtaken = meanwhile('putNewestDecision', () => approve(other));
      await expect(approve(mine, overtaken)).rejects.toMatchObject(REFUSED);
      expect(await approvals()).toEqual([other.id]);
    },
  );

  it('are not both approved when the other one begins after the decision counts and before it is stored', async () => {
    const refusals: unknown[] = [];
    const overtaken = meanwhile('decide', () => approve(part).catch((error: unknown) => refusals.push(error)));
    expect(await approve(whole, overtaken)).toMatchObject({ sheet: whole.id, decision: 1 });
    expect(refusals).toMatchObject([REFUSED]);
    expect(await approvals()).toEqual([whole.id]);
  });

  it('are not both approved when the process of the first is killed before its decision is stored', async () => {
    const killed = meanwhile('decide', () => Promise.reject(new Error('killed')));
    await expect(approve(whole, killed)).rejects.toThrow('killed');
    expect(await approvals()).toEqual([]);
    await expect(approve(part)).rejects.toMatchObject(REFUSED);
    expect(await approvals()).toEqual([whole.id]);
    expect(await approve(whole)).toMatchObject({ decision: 1 });
  });

  it('are not both approved however the two run side by side', async () => {
    const both = await Promise.allSettled([approve(whole), approve(part)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await approvals()).toHaveLength(1);
  });
});

describe('a family, when someone else approves a sheet that reveals what the next one hides', () => {
  /** A sheet that is harmless with both others, decided on before the one that hides. */
  let first: Sheet;
  beforeEach(async () => {
    const ofLabor = { ...part, id: 'b-part', population: { ...part.population, type: ['labor'] } };
    first = { ...ofLabor, related: [part, { ...whole, related: [] }] };
    whole = { ...whole, related: [...whole.related, ofLabor] };
    part = { ...part, related: [...part.related, ofLabor] };
    await computeFigures(fixture.effects, fixture.definitions, { sheet: first, month: MONTH });
    await fixture.effects.editions.recordReport({ sheet: first.id, month: MONTH, revision: 1, files: [], at: 'now' });
  });

  const approveBoth = async (effects: LocalEffects) => {
    const { state } = await familyRevisions(fixture.effects, [first, whole], MONTH);
    const verdict = { verdict: 'approved', by: 'Ana', caller: null, reason: 'a test', except: [], state } as const;
    return decideFamily(withDefinitions(effects), [first, whole], MONTH, verdict);
  };

  it('is approved if no one does', async () => {
    expect((await approveBoth(fixture.effects)).decisions.map(({ sheet }) => sheet)).toEqual([first.id, whole.id]);
  });

  it.each(['before its review', 'between its review and its decision'])('is not approved: %s', async (when) => {
    const { effects } = fixture;
    let events = 0;
    let puts = 0;
    const emit: LocalEffects['events']['emit'] = async () => {
      if (events++ === 0 && when === 'before its review') await approve(part);
    };
    const putNewestDecision: LocalEffects['editions']['putNewestDecision'] = async (group, newest) => {
      if (puts++ === 1 && when !== 'before its review') await approve(part);
      return effects.editions.putNewestDecision(group, newest);
    };
    const overtaken = { ...effects, events: { emit }, editions: { ...effects.editions, putNewestDecision } };
    await expect(approveBoth(overtaken)).rejects.toMatchObject(REFUSED);
    expect((await effects.editions.decisionsOf(whole.id)).length).toBe(0);
    expect((await effects.editions.decisionsOf(part.id)).length).toBe(1);
  });
});

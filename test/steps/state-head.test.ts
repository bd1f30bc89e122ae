import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportToken } from '../../src/distribution/links/link-token.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Month } from '../../src/domain/month.ts';
import type { StateHead, StateHeads } from '../../src/domain/state-head.ts';
import { acceptHead } from '../../src/steps/accept-head.ts';
import { openReportLink } from '../../src/steps/answer-link/open-report-link.ts';
import { distribute } from '../../src/steps/distribute/distribute.ts';
import { holdSheet } from '../../src/steps/hold-sheet.ts';
import { decideRevision } from '../../src/steps/review-edition/decide-revision.ts';
import { checkHead, headOf } from '../../src/steps/state-head.ts';
import {
  type MailFixture,
  memoryDispatches,
  memoryStakeholders,
  openApprovedMailFixture,
  RUN,
  recordedMail,
  SETTINGS,
} from './mail-fixture.ts';
import { approvalOf, casesCsv } from './state-fixture.ts';

const MONTH = '2016-05' as Month;
const SHEET = 'us-mexico-border';

let place: MailFixture;
beforeEach(async () => {
  place = await openApprovedMailFixture();
});
afterEach(() => place.fixture.close());

/** Creates a draft of more cases without a decision. */
async function draft(): Promise<number> {
  const cases = Array.from({ length: 60 }, (_, index) => [`C${index}`, '2016-05-02'] as const);
  await place.fixture.upload('nhth/2016-05/cases.csv', casesCsv(...cases));
  await place.fixture.ingest('nhth/2016-05/cases.csv');
  return (await place.fixture.compute(MONTH)).revision.revision;
}

/** Heads in memory. */
function memoryHeads(): StateHeads & { head: StateHead | null } {
  const kept: StateHeads & { head: StateHead | null } = {
    head: null,
    read: async () => kept.head,
    write: async (_sheet, head) => {
      kept.head = head;
    },
  };
  return kept;
}

const reject = (heads: StateHeads, revision: number, by = 'A reviewer') => {
  const events = { emit: async (_event: DomainEvent) => undefined };
  const verdict = { revision, verdict: 'rejected', by, caller: null, reason: 'a test' } as const;
  return decideRevision({ ...place.fixture.effects, events, heads }, place.fixture.sheet, MONTH, verdict);
};

/** Returns the editions of a table that was restored to its content after this many decisions. */
function restoredTo(decisions: number) {
  const { editions } = place.fixture.effects;
  const decisionsOf: typeof editions.decisionsOf = async (sheet, month) => {
    const held = (await editions.decisionsOf(sheet)).slice(0, decisions);
    return month === undefined ? held : held.filter((decision) => decision.month === month);
  };
  return { ...editions, decisionsOf };
}

const older = { name: 'StateChanged', message: expect.stringMatching(/^us-mexico-border: the table lacks or changed/) };

describe('the head of a sheet', () => {
  it('follows each decision', async () => {
    const heads = memoryHeads();
    await reject(heads, await draft());
    expect(heads.head).toMatchObject({ decisions: 2, last: { month: MONTH, revision: 2, verdict: 'rejected' } });
    expect(heads.head).toEqual(headOf(await place.fixture.effects.editions.decisionsOf(SHEET)));
  });

  it('is not lowered by a decider who comes late', async () => {
    const heads = memoryHeads();
    const revision = await draft();
    await reject(heads, revision);
    await reject({ ...heads, write: async () => expect.fail('lowered') }, revision);
  });
});

describe('a table that is older than its head', () => {
  it.each([0, 1])('is neither decided on, sent from, nor opened by links, with %i of two decisions', async (left) => {
    const heads = memoryHeads();
    const revision = await place.approve(40);
    heads.head = headOf(await place.fixture.effects.editions.decisionsOf(SHEET));
    const editions = restoredTo(left);
    const { fixture } = place;
    const verdict = { revision, verdict: 'rejected', by: 'A', caller: null, reason: 'a test' } as const;
    const deciding = decideRevision({ ...fixture.effects, editions, heads }, fixture.sheet, MONTH, verdict);
    await expect(deciding).rejects.toMatchObject(older);
    const [mail, dispatches] = [recordedMail(), memoryDispatches()];
    const stakeholders = memoryStakeholders([place.person('Ana')]);
    const effects = place.effects({ dispatches, stakeholders, mail, editions, heads });
    await expect(distribute(effects, fixture.sheet, SETTINGS, RUN)).rejects.toMatchObject(older);
    expect(mail.out).toEqual([]);
    expect(dispatches.all()).toEqual([]);
    await expect(openLink(effects)).rejects.toMatchObject(older);
  });

  it('is recognised when another decision has the number of a lost one', async () => {
    const heads = memoryHeads();
    await reject(heads, await draft());
    const { editions } = place.fixture.effects;
    const [first] = await editions.decisionsOf(SHEET);
    if (!first) throw new Error('there is no decision');
    const other = { ...editions, decisionsOf: async () => [first, { ...approvalOf(MONTH, 1, 2), by: 'Another' }] };
    await expect(checkHead({ heads, editions: other }, SHEET)).rejects.toMatchObject(older);
    await checkHead({ heads, editions }, SHEET);
  });
});

describe('an older table that is accepted', () => {
  it('is decided on and sent from again, once a person has released its sheet', async () => {
    const heads = memoryHeads();
    await place.approve(40);
    heads.head = headOf(await place.fixture.effects.editions.decisionsOf(SHEET));
    const effects = { ...place.fixture.effects, editions: restoredTo(1), heads };
    expect(await acceptHead(effects, SHEET, 'Ana')).toMatchObject({ decisions: 1, known: { decisions: 2 } });
    expect(await acceptHead(effects, SHEET, 'Ana')).toBeNull();
    const [mail, dispatches] = [recordedMail(), memoryDispatches()];
    const stakeholders = memoryStakeholders([place.person('Ana')]);
    const sending = place.effects({ dispatches, stakeholders, mail, editions: effects.editions, heads });
    expect((await distribute(sending, place.fixture.sheet, SETTINGS, RUN)).nothing).toContain('held by Ana');
    await holdSheet(effects, SHEET, { held: false, by: 'Ana', caller: null, reason: null });
    expect((await distribute(sending, place.fixture.sheet, SETTINGS, RUN)).nothing).toBeNull();
    expect(mail.out).toHaveLength(1);
  });

  it.each([0, 2])('may hold %i decisions, have a damaged head, and be held already', async (decisions) => {
    const heads = memoryHeads();
    await place.approve(40);
    const damaged = { ...heads, read: async () => Promise.reject(new Failure('StateChanged', 'damaged')) };
    const effects = { ...place.fixture.effects, editions: restoredTo(decisions), heads: damaged };
    await holdSheet(effects, SHEET, { held: true, by: 'Bo', caller: null, reason: 'a test' });
    expect(await acceptHead(effects, SHEET, 'Ana')).toMatchObject({ decisions });
    expect(heads.head).toMatchObject({ decisions });
    await checkHead({ ...effects, heads }, SHEET);
  });
});

describe('a decider that is stopped between the table and the head', () => {
  const stopped = (heads: StateHeads): StateHeads => ({
    ...heads,
    write: async () => {
      throw new Error('killed');
    },
  });

  it('locks no one out: the same decision can be given again, others can be made, and messages go out', async () => {
    const heads = memoryHeads();
    const revision = await draft();
    await expect(reject(stopped(heads), revision)).rejects.toThrow('killed');
    expect(heads.head).toBeNull();
    expect(await place.fixture.effects.editions.decisionsOf(SHEET)).toHaveLength(2);
    const mail = recordedMail();
    const stakeholders = memoryStakeholders([place.person('Ana')]);
    await distribute(
      place.effects({ dispatches: memoryDispatches(), stakeholders, mail, heads }),
      place.fixture.sheet,
      SETTINGS,
      RUN,
    );
    await reject(heads, revision);
    expect(heads.head).toMatchObject({ decisions: 2 });
    await expect(reject(stopped(heads), revision, 'Another')).rejects.toThrow('killed');
    await reject(heads, revision, 'A third');
    expect(heads.head).toMatchObject({ decisions: 4 });
  });
});

describe('what migrations add to decisions', () => {
  it('leaves the head as it is', async () => {
    const decisions = await place.fixture.effects.editions.decisionsOf(SHEET);
    const migrated = decisions.map((decision) => ({
      ...decision,
      files: [],
      fingerprint: 'another',
      message: 'another',
    }));
    expect(headOf(migrated)).toEqual(headOf(decisions));
  });
});

function openLink(effects: Parameters<typeof distribute>[0]) {
  const secret = new Uint8Array(32);
  const expires = effects.clock.now().getTime() + 60_000;
  const link = {
    sheet: SHEET,
    month: MONTH,
    revision: 1,
    language: 'es',
    stakeholder: 'a',
    listed: 0,
    expires,
  } as const;
  return openReportLink(
    {
      ...effects,
      editions: { ...place.fixture.effects.editions, ...effects.editions },
      dispatches: memoryDispatches(),
      linkSecrets: { accepted: async () => [secret] },
      reportLinks: { read: () => expect.fail('read'), open: () => expect.fail('opened') },
    },
    reportToken(secret, link),
  );
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalEffects } from '../../local/pipeline/local-runtime.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { recordActivity } from '../../src/steps/record-activity.ts';
import { isSamePerson } from '../../src/steps/review-edition/approval-progress.ts';
import { decideRevision, type Verdict } from '../../src/steps/review-edition/decide-revision.ts';
import { mustOpenPages, recordOpened } from '../../src/steps/review-edition/opened-pages.ts';
import { reviewEdition } from '../../src/steps/review-edition/review-edition.ts';
import { casesCsv, openStateFixture, type StateFixture } from './state-fixture.ts';

const MONTH = '2016-05' as Month;
let fixture: StateFixture;
let sheet: Sheet;
let effects: LocalEffects;
let emitted: DomainEvent[];

beforeEach(async () => {
  fixture = await openStateFixture();
  sheet = { ...fixture.sheet, approval: { people: 2, byUploader: true, everyLanguage: false } };
  emitted = [];
  effects = { ...fixture.effects, events: { emit: async (event) => void emitted.push(event) } };
  await compute(40);
});
afterEach(() => fixture.close());

/** Uploads so many cases and makes the next revision, with a report. */
async function compute(cases: number): Promise<number> {
  const rows = Array.from({ length: cases }, (_, at) => [`A${at}`, `${MONTH}-02`] as const);
  await fixture.upload(`nhth/${MONTH}/cases.csv`, casesCsv(...rows));
  await fixture.ingest(`nhth/${MONTH}/cases.csv`);
  const { revision } = await fixture.compute(MONTH);
  await recordReport(revision.revision);
  return revision.revision;
}

const recordReport = (revision: number) =>
  fixture.effects.editions.recordReport({ sheet: sheet.id, month: MONTH, revision, files: [], at: 'now' });

const approve = (by: string, more: Partial<Verdict> = {}) =>
  decideRevision(effects, sheet, MONTH, {
    ...{ revision: 1, verdict: 'approved', by, caller: null, reason: 'a test' },
    ...more,
  });

const progress = async () => (await reviewEdition(effects, sheet, MONTH)).approval;
const verdicts = async () =>
  (await effects.editions.decisionsOf(sheet.id)).map(({ verdict, by }) => `${verdict} ${by}`);

describe('a sheet that two people must approve', () => {
  it('publishes with the second approval alone', async () => {
    expect((await approve('Ana')).verdict).toBe('first-approval');
    expect(emitted).toEqual([]);
    expect((await progress()).first?.by).toBe('Ana');
    const second = await approve('Luis');
    const [first] = await effects.editions.decisionsOf(sheet.id);
    expect(second).toMatchObject({ verdict: 'approved', fingerprint: first?.fingerprint, files: first?.files });
    expect(emitted.map(({ name }) => name)).toEqual(['RevisionApproved']);
    expect((await effects.activity.page({ after: 0, limit: 9 })).map(({ kind, who }) => `${kind} ${who}`)).toEqual([
      'revision-approved-first Ana',
      'revision-approved Luis',
    ]);
  });

  it('is not approved twice by one person, however the name is written', async () => {
    await approve('Ana Reyes');
    for (const by of ['Ana Reyes', 'ana reyes', ' Ana  Reyes ', 'ANA REYES', 'Aná Reyes'])
      expect((await approve(by)).verdict).toBe('first-approval');
    expect(await verdicts()).toEqual(['first-approval Ana Reyes']);
  });

  it('takes one AWS identity for one person, whatever the names', () => {
    const caller = 'arn:aws:iam::1:user/ana';
    expect(isSamePerson({ by: 'Ana', caller }, { by: 'Luis', caller })).toBe(true);
    expect(isSamePerson({ by: 'Ana', caller }, { by: 'Luis', caller: `${caller}2` })).toBe(false);
    expect(isSamePerson({ by: 'Ana', caller: null }, { by: 'Luis', caller: null })).toBe(false);
  });

  it('starts again with a newer revision', async () => {
    await approve('Ana');
    expect(await compute(80)).toBe(2);
    await expect(approve('Luis')).rejects.toMatchObject({ name: 'DecisionRefused' });
    expect((await approve('Luis', { revision: 2 })).verdict).toBe('first-approval');
    expect((await approve('Ana', { revision: 2 })).verdict).toBe('approved');
  });

  it('starts again after a rejection', async () => {
    await approve('Ana');
    await approve('Eva', { verdict: 'rejected' });
    expect((await approve('Luis')).verdict).toBe('first-approval');
    expect((await approve('Eva')).verdict).toBe('approved');
  });

  it('starts again if what messages say has changed since the first approval', async () => {
    await approve('Ana');
    const { definitions } = effects;
    const list = (folder: string) => (/message/u.test(folder) ? Promise.resolve([]) : definitions.list(folder));
    const bytes = (path: string) =>
      /message/u.test(path) ? Promise.resolve(new TextEncoder().encode('{}')) : definitions.bytes(path);
    effects = { ...effects, definitions: { ...definitions, list, bytes } };
    expect((await progress()).first).toBeNull();
    expect((await approve('Luis')).verdict).toBe('first-approval');
  });

  it('cannot be rejected after the second approval', async () => {
    await approve('Ana');
    await approve('Luis');
    await expect(approve('Eva', { verdict: 'rejected' })).rejects.toMatchObject({ name: 'DecisionRefused' });
  });

  it('is published once by two who approve at the same instant', async () => {
    const decided = await Promise.all([approve('Ana'), approve('Luis')]);
    expect(decided.map(({ verdict }) => verdict).toSorted()).toEqual(['approved', 'first-approval']);
    expect(emitted.map(({ name }) => name)).toEqual(['RevisionApproved']);
    expect(await verdicts()).toHaveLength(2);
  });

  it('is published once by three who approve at the same instant', async () => {
    const decided = await Promise.allSettled([approve('Ana'), approve('Luis'), approve('Eva')]);
    expect(decided.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect((await verdicts()).filter((one) => one.startsWith('approved'))).toHaveLength(1);
  });
});

describe('a sheet whose uploaders may not approve', () => {
  const uploaded = async (who: string, hotline = 'nhth') => {
    const [counted] = (await effects.editions.newestRevision(sheet.id, MONTH))?.generatedFrom ?? [];
    const about = { hotline, month: MONTH, file: 'cases.csv', sha256: counted?.sha256 ?? '' };
    await recordActivity(effects, { who, via: 'portal' }, 'file-uploaded', about);
  };

  beforeEach(() => {
    sheet = { ...fixture.sheet, approval: { people: 1, byUploader: false, everyLanguage: false } };
  });

  it('is approved by another person, and rejected by anyone', async () => {
    await uploaded('Ana Reyes');
    expect((await progress()).uploaders).toEqual(['Ana Reyes']);
    for (const by of ['Ana Reyes', 'ana  reyes'])
      await expect(approve(by)).rejects.toMatchObject({
        name: 'DecisionRefused',
        message: expect.stringContaining('uploaded an export that it counts'),
      });
    expect(await verdicts()).toEqual([]);
    expect((await approve('Luis')).verdict).toBe('approved');
  });

  it('does not take an upload of another hotline, or of bytes that it does not count, for one of its own', async () => {
    await uploaded('Ana', 'linea-nacional');
    const about = { hotline: 'nhth', month: MONTH, file: 'cases.csv', sha256: 'a'.repeat(64) };
    await recordActivity(effects, { who: 'Ana', via: 'portal' }, 'file-uploaded', about);
    expect((await approve('Ana')).verdict).toBe('approved');
  });

  it('asks for two others if it asks for two', async () => {
    sheet = { ...sheet, approval: { people: 2, byUploader: false, everyLanguage: false } };
    await uploaded('Ana');
    await approve('Luis');
    await expect(approve('Ana')).rejects.toMatchObject({ name: 'DecisionRefused' });
    expect((await approve('Eva')).verdict).toBe('approved');
  });
});

describe('a sheet whose pages must be opened in every language', () => {
  beforeEach(() => {
    sheet = { ...fixture.sheet, approval: { people: 1, byUploader: true, everyLanguage: true } };
  });
  const open = (who: string, language: 'en' | 'es', revision = 1) =>
    recordOpened(effects, sheet, { month: MONTH, revision, language }, { who, via: 'portal' });
  const openings = async () =>
    (await effects.activity.page({ after: 0, limit: 99 })).filter(({ kind }) => kind === 'pages-opened');

  it('is approved by someone who has opened them, and rejected by anyone', async () => {
    await open('Luis', 'es');
    await open('Ana Reyes', 'en');
    await open('Ana Reyes', 'es', 2);
    await expect(approve('ana  reyes')).rejects.toMatchObject({
      name: 'DecisionRefused',
      message: expect.stringContaining('(es)'),
    });
    await open('Ana Reyes', 'es');
    await open('Ana Reyes', 'es');
    expect(await openings()).toHaveLength(4);
    expect((await approve('Ana Reyes')).verdict).toBe('approved');
  });

  it('is approved on the command line by someone who says so, which is recorded', async () => {
    await open('Ana', 'en');
    await expect(approve('Ana', { opened: ['en'] })).rejects.toMatchObject({ name: 'DecisionRefused' });
    expect(await openings()).toHaveLength(1);
    expect((await approve('Ana', { opened: ['en', 'es'] })).verdict).toBe('approved');
    expect((await openings()).map(({ about, via }) => `${about.language} ${via}`)).toEqual(['en portal', 'es command']);
  });

  it('asks nothing of the members of a family', async () => {
    expect(mustOpenPages(sheet)).toBe(true);
    expect(mustOpenPages({ ...sheet, member: 'US-TX' })).toBe(false);
  });
});

it('a sheet that says nothing of this is approved by one person, who may have uploaded', async () => {
  expect(fixture.sheet.approval).toEqual({ people: 1, byUploader: true, everyLanguage: false });
});

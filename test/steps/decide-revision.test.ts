import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalEffects } from '../../local/pipeline/local-runtime.ts';
import type { ReportFile } from '../../src/domain/edition.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import type { Month } from '../../src/domain/month.ts';
import { approvedKey } from '../../src/domain/object-keys.ts';
import { putReportFile } from '../../src/steps/render-report/report-file.ts';
import { decideRevision, type Verdict } from '../../src/steps/review-edition/decide-revision.ts';
import { reviewEdition } from '../../src/steps/review-edition/review-edition.ts';
import { casesCsv, openStateFixture, type StateFixture, stateFixtures } from './state-fixture.ts';

let fixture: StateFixture;
let emitted: DomainEvent[];
let effects: LocalEffects;
beforeEach(async () => use((await openPublished()).fixture));
afterEach(() => fixture.close());

/** Opens states with a first revision of May 2016: twelve cases. */
const openPublished = stateFixtures(async (first) => {
  use(first);
  await publish(12);
});

function use(next: StateFixture): void {
  fixture = next;
  emitted = [];
  effects = { ...fixture.effects, events: { emit: async (event) => void emitted.push(event) } };
}

/** Replaces the state by an empty one. */
async function useEmpty(): Promise<void> {
  await fixture.close();
  use(await openStateFixture());
}

const many = (count: number): string =>
  casesCsv(...Array.from({ length: count }, (_, at) => [`C${at}`, '2016-05-02'] as const));

const PAGE = 'reports/us-mexico-border/2016-05/r1/page.es.pdf';
const CSV = 'reports/us-mexico-border/2016-05/r1/figures.csv';

/** Creates a revision of this many cases in May 2016 and records its report. */
async function publish(count: number, month = '2016-05', files: readonly ReportFile[] = []): Promise<number> {
  await fixture.upload('nhth/2016-05/cases.csv', many(count));
  await fixture.ingest('nhth/2016-05/cases.csv');
  const { revision } = await fixture.compute(month);
  const report = { sheet: fixture.sheet.id, month: revision.month, revision: revision.revision, files, at: 'now' };
  await effects.editions.recordReport(report);
  return revision.revision;
}

const decide = (revision: number, more: Partial<Verdict> = {}, month = '2016-05') =>
  decideRevision(effects, fixture.sheet, month as Month, {
    revision,
    verdict: 'approved',
    by: 'Ana',
    caller: null,
    reason: 'the missing months never had calls',
    ...more,
  });

describe('deciding on a revision', () => {
  it('stores who, when, why and what the person was shown, and emits an event', async () => {
    const decision = await decide(1);
    expect(decision).toMatchObject({
      decision: 1,
      revision: 1,
      verdict: 'approved',
      by: 'Ana',
      caller: null,
      reason: 'the missing months never had calls',
      warnings: [{ kind: 'incomplete', missing: 71 }],
    });
    expect(await effects.editions.decisionsOf(fixture.sheet.id, '2016-05' as Month)).toEqual([decision]);
    const detail = { sheet: fixture.sheet.id, month: '2016-05', revision: 1, by: 'Ana' };
    expect(emitted).toEqual([{ name: 'RevisionApproved', detail }]);
  });

  it('copies the approved files to where links and the portal open them, also when the approval is repeated', async () => {
    await useEmpty();
    const files = [await putReportFile(effects.reports, PAGE, Buffer.from('%PDF-page'))];
    files.push(await putReportFile(effects.reports, CSV, Buffer.from('figure')));
    await publish(12, '2016-05', files);
    await decide(1);
    expect(Buffer.from(await effects.approved.bytes(approvedKey(PAGE))).toString()).toBe('%PDF-page');
    expect(Buffer.from(await effects.approved.bytes(approvedKey(CSV))).toString()).toBe('figure');
    await fixture.lose(approvedKey(PAGE));
    await decide(1);
    expect(await effects.approved.exists(approvedKey(PAGE))).toBe(true);
  });

  it.each(['approved', 'rejected'] as const)('does not copy pages that are not the ones made (%s)', async (verdict) => {
    await useEmpty();
    const files = [await putReportFile(effects.reports, PAGE, Buffer.from('%PDF-page'))];
    await publish(12, '2016-05', files);
    await effects.reports.putBytes(PAGE, Buffer.from('%PDF-other'));
    const decided = await decide(1, { verdict }).catch((error: unknown) => error);
    if (verdict === 'approved')
      expect(decided).toMatchObject({ name: 'ReportChanged', message: expect.stringContaining('r1/page.es.pdf') });
    expect(await effects.approved.exists(approvedKey(PAGE))).toBe(false);
    expect(await effects.editions.decisionsOf(fixture.sheet.id)).toHaveLength(verdict === 'approved' ? 0 : 1);
  });

  it('shows the reason only to the next reviewer: it may mention exact counts that pages hide', async () => {
    await decide(1, { verdict: 'rejected', reason: 'the 3 minors of July are one family' });
    await decide(1, { reason: 'the 3 minors of July are no family' });
    expect(emitted.map(({ name }) => name)).toEqual(['RevisionRejected', 'RevisionApproved']);
    expect(JSON.stringify(emitted)).not.toContain('minors');
    const { decisions } = await reviewEdition(effects, fixture.sheet, '2016-05' as Month);
    expect(decisions.map(({ reason }) => reason?.slice(0, 12))).toEqual(['the 3 minors', 'the 3 minors']);
  });

  it.each<[string, number, Partial<Verdict>, RegExp]>([
    ['an incomplete one without a reason', 1, { reason: null }, /revision 1 needs a reason: it is incomplete/],
    ['one with a blank reason', 1, { reason: '  ' }, /needs a reason/],
    ['nobody’s', 1, { by: ' ' }, /needs the name of the person who decides/],
    ['one that is not the newest', 7, {}, /revision 7 is not the newest revision, which is 1/],
    ['a rejection without a reason', 1, { verdict: 'rejected', reason: null }, /needs a reason to be rejected/],
  ])('refuses %s', async (_, revision, more, message) => {
    await expect(decide(revision, more)).rejects.toMatchObject({
      name: 'DecisionRefused',
      message: expect.stringMatching(message),
    });
    expect(emitted).toEqual([]);
  });

  it('refuses an older revision once there is a newer one, and one whose pages are incomplete', async () => {
    await publish(30);
    await expect(decide(1)).rejects.toThrow(/not the newest/);
    await fixture.upload('nhth/2016-05/cases.csv', many(50));
    await fixture.ingest('nhth/2016-05/cases.csv');
    await fixture.compute('2016-05');
    await expect(decide(3)).rejects.toThrow(/has an incomplete report; publish the edition again/);
  });
});

describe('two decisions at the same time', () => {
  it('approves once: another person gets an error, the same person’s repeated call emits the event again', async () => {
    const decision = await decide(1);
    await expect(decide(1, { by: 'Bo' })).rejects.toThrow(/was approved by Ana on/);
    expect(await decide(1)).toEqual(decision);
    expect(emitted).toHaveLength(2);
    await expect(decide(1, { verdict: 'rejected', by: 'Bo' })).rejects.toThrow(/was approved by Ana/);
  });

  it('lets one of two who decide at once win', async () => {
    const both = await Promise.allSettled([decide(1, { by: 'Ana' }), decide(1, { by: 'Bo' })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await effects.editions.decisionsOf(fixture.sheet.id, '2016-05' as Month)).toHaveLength(1);
  });

  it('sees an approval of another month at the same instant, and asks the person to look again', async () => {
    await publish(12, '2016-07');
    const { putNewestDecision: keep } = effects.editions;
    let others = 0;
    const overtaken: LocalEffects = {
      ...effects,
      editions: {
        ...effects.editions,
        putNewestDecision: async (...newest) => {
          // between the person's review and their decision
          if (others++ === 0) await decide(1, { by: 'Bo' }, '2016-07');
          return keep(...newest);
        },
      },
    };
    const approve = (of: LocalEffects, verdict: Verdict['verdict']) =>
      decideRevision(of, { ...fixture.sheet, interval: 'advise' }, '2016-05' as Month, {
        revision: 1,
        verdict,
        by: 'Ana',
        caller: null,
        reason: 'the missing months never had calls',
      });
    await expect(approve(overtaken, 'approved')).rejects.toMatchObject({
      name: 'DecisionRefused',
      message: expect.stringMatching(
        /others decided at the same time, .*: it is incomplete; an approved edition is nearer than the sheet allows; review/u,
      ),
    });
    expect(await effects.editions.decisionsOf(fixture.sheet.id)).toMatchObject([{ month: '2016-07', decision: 1 }]);
    const { warnings } = await approve(effects, 'approved');
    expect(warnings).toContainEqual({ kind: 'interval', month: '2016-07', months: 2, least: 3 });
    expect(await effects.editions.decisionsOf(fixture.sheet.id)).toMatchObject([{ decision: 1 }, { decision: 2 }]);
    expect(await effects.editions.decisionsOf(fixture.sheet.id, '2016-05' as Month)).toMatchObject([{ decision: 2 }]);
  });

  it('keeps a rejection though another month is decided at the same instant: it needs no other reason', async () => {
    await publish(12, '2016-07');
    const [one, other] = await Promise.all([
      decide(1, { verdict: 'rejected', reason: 'a typing error' }),
      decide(1, {}, '2016-07'),
    ]);
    expect([one.decision, other.decision].toSorted()).toEqual([1, 2]);
  });
});

describe('warnings before an approval', () => {
  it('warns of an earlier rejection, and approves despite it with a reason', async () => {
    await decide(1, { verdict: 'rejected', reason: 'a typing error on page 2' });
    const decision = await decide(1, { by: 'Bo', reason: 'it was no error' });
    expect(decision.warnings).toContainEqual({ kind: 'rejected', by: 'Ana', at: expect.any(String) });
    expect(decision.decision).toBe(2);
  });

  it('warns of every change below k against every approved revision, in either direction', async () => {
    await useEmpty();
    await publish(30);
    await decide(1);
    await publish(45);
    await decide(2);
    await publish(38);
    const { warnings, smallChanges } = await reviewEdition(effects, fixture.sheet, '2016-05' as Month);
    expect(warnings).toContainEqual(expect.objectContaining({ kind: 'small-changes', revision: 1 }));
    expect(warnings).toContainEqual(expect.objectContaining({ kind: 'small-changes', revision: 2 }));
    const totals = smallChanges.flatMap(({ changes }) =>
      changes.filter(({ figure, cell }) => figure === 'cases' && !cell),
    );
    expect(totals).toMatchObject([
      { before: 30, after: 38 },
      { before: 45, after: 38 },
    ]);
    await expect(decide(3, { reason: null })).rejects.toThrow(
      /incomplete; numbers that approved revisions print too differ by so little/,
    );
  });
});

describe('an approval that would reveal a hidden number', () => {
  it('refuses, whatever the reason, what would reveal a hidden number together with an approved revision, and names the place', async () => {
    await decide(1);
    await fixture.upload(
      'nhth/2016-06/cases.csv',
      casesCsv(...['a', 'b', 'c'].map((id) => [id, '2016-06-02'] as const)),
    );
    await fixture.ingest('nhth/2016-06/cases.csv');
    await publish(12, '2016-06');
    const { exposed } = await reviewEdition(effects, fixture.sheet, '2016-06' as Month);
    expect(exposed).toContainEqual({
      ...{ month: '2016-06', revision: 1, figure: 'cases-by-month', cell: '2016-06' },
      ...{ value: 3, least: 3, most: 3, undecided: false },
    });
    const refusal = decide(1, { reason: 'it is urgent' }, '2016-06');
    await expect(refusal).rejects.toMatchObject({
      name: 'DecisionRefused',
      message: expect.stringMatching(
        /cannot be approved, whatever the reason: .*cases-by-month 2016-06 of 2016-06, revision 1/u,
      ),
    });
    expect(await decide(1, { verdict: 'rejected', reason: 'it must wait' }, '2016-06')).toMatchObject({ decision: 2 });
  });

  it('refuses what would reveal a hidden number together with an approved page of a related sheet, and names that page', async () => {
    const other = { ...fixture.sheet, id: 'other', related: [fixture.sheet] };
    await decide(1);
    await fixture.upload('nhth/2016-04/cases.csv', casesCsv(['D1', '2016-04-02']));
    await fixture.ingest('nhth/2016-04/cases.csv');
    await publish(25);
    await decide(2);
    const { revision } = await fixture.compute('2016-05');
    const now = await effects.editions.figuresOf(fixture.sheet.id, revision.fingerprint);
    const careless = now.map(({ counted, printed }) =>
      counted.id === 'cases-by-month'
        ? { counted, printed: { ...printed, cells: counted.cells } }
        : { counted, printed },
    );
    await effects.editions.putFigures('other', revision.fingerprint, careless);
    await effects.editions.makeCurrent({ ...revision, sheet: 'other', revision: 2 });
    await effects.editions.recordReport({ sheet: 'other', month: revision.month, revision: 2, files: [], at: 'now' });
    const verdict = { revision: 2, verdict: 'approved', by: 'Ana', caller: null, reason: 'it is urgent' } as const;
    await expect(decideRevision(effects, other, '2016-05' as Month, verdict)).rejects.toThrow(
      /cannot be approved, whatever the reason: .*cases-by-month 2016-04 of us-mexico-border 2016-05, revision 2/u,
    );
    const alone = { ...other, related: [] };
    expect((await reviewEdition(effects, alone, '2016-05' as Month)).exposed).toEqual([]);
  });

  it('refuses an edition nearer to an approved one than the sheet allows, whatever the reason', async () => {
    await useEmpty();
    await publish(30);
    await decide(1);
    await publish(30, '2016-07');
    const { warnings, since, tooNear } = await reviewEdition(effects, fixture.sheet, '2016-07' as Month);
    expect(warnings).toContainEqual({ kind: 'interval', month: '2016-05', months: 2, least: 3 });
    expect(tooNear).toEqual([{ month: '2016-05', months: 2, least: 3 }]);
    expect(since).toMatchObject({ month: '2016-05', revision: 1 });
    await expect(decide(1, {}, '2016-07')).rejects.toMatchObject({
      name: 'DecisionRefused',
      message: expect.stringMatching(/too near to what is approved \(2016-05, 2 months away\).*"interval": "advise"/u),
    });
    expect(await decide(1, { verdict: 'rejected' }, '2016-07')).toMatchObject({ verdict: 'rejected' });
    await publish(30, '2016-08');
    expect(await decide(1, {}, '2016-08')).toMatchObject({ verdict: 'approved' });
  });

  it('asks for a reason instead where the sheet says that an interval is advice, and never refuses a correction for it', async () => {
    await useEmpty();
    const advising = { ...fixture.sheet, interval: 'advise' as const };
    await publish(30);
    await decide(1);
    await publish(30, '2016-07');
    const verdict = { revision: 1, verdict: 'approved', by: 'Ana', caller: null } as const;
    const july = (reason: string | null) =>
      decideRevision(effects, advising, '2016-07' as Month, { ...verdict, reason });
    await expect(july(null)).rejects.toThrow(/needs a reason: .*an approved edition is nearer than the sheet allows/u);
    await july('the ministry needs it');
    await fixture.upload(
      'nhth/2016-04/cases.csv',
      casesCsv(...Array.from({ length: 20 }, (_, at) => [`D${at}`, '2016-04-02'] as const)),
    );
    await fixture.ingest('nhth/2016-04/cases.csv');
    await publish(30, '2016-07');
    expect(await decide(2, {}, '2016-07')).toMatchObject({ revision: 2, verdict: 'approved' });
  });
});

describe('exports that changed since a revision', () => {
  it('lists exports that arrived, were corrected or withdrawn since the approved revision', async () => {
    await decide(1);
    await fixture.upload('nhth/2016-04/cases.csv', casesCsv(['D1', '2016-04-02']));
    await fixture.ingest('nhth/2016-04/cases.csv');
    await publish(40);
    const { exports } = await reviewEdition(effects, fixture.sheet, '2016-05' as Month);
    expect(exports.came).toMatchObject([{ month: '2016-04', table: 'cases' }]);
    expect(exports.corrected).toMatchObject([{ month: '2016-05', table: 'cases' }]);
    expect(exports.withdrawn).toEqual([]);
  });

  it('lists exports of its hotlines and months that arrived, were corrected or withdrawn since the revision was made', async () => {
    const { behind } = await reviewEdition(effects, fixture.sheet, '2016-05' as Month);
    expect(behind).toEqual({ came: [], corrected: [], withdrawn: [] });
    for (const month of ['2016-04', '2016-05', '2016-06']) {
      await fixture.upload(`nhth/${month}/cases.csv`, casesCsv(['D1', `${month}-02`]));
      await fixture.ingest(`nhth/${month}/cases.csv`);
    }
    const corrected = await reviewEdition(effects, fixture.sheet, '2016-05' as Month);
    expect(corrected.behind).toMatchObject({
      came: [{ hotline: 'nhth', month: '2016-04', table: 'cases' }],
      corrected: [{ hotline: 'nhth', month: '2016-05', table: 'cases' }],
      withdrawn: [],
    });
    await fixture.remove('nhth/2016-05/cases.csv');
    await fixture.ingest('nhth/2016-05/cases.csv');
    const { behind: now } = await reviewEdition(effects, fixture.sheet, '2016-05' as Month);
    expect(now.withdrawn).toMatchObject([{ hotline: 'nhth', month: '2016-05', table: 'cases' }]);
  });

  it('asks for a reason to approve a revision that is behind the exports, until the edition is published again', async () => {
    await fixture.remove('nhth/2016-05/cases.csv');
    await fixture.ingest('nhth/2016-05/cases.csv');
    const { warnings } = await reviewEdition(effects, fixture.sheet, '2016-05' as Month);
    expect(warnings).toContainEqual({ kind: 'behind', exports: 1 });
    await expect(decide(1, { reason: null })).rejects.toMatchObject({
      name: 'DecisionRefused',
      message: expect.stringMatching(
        /revision 1 needs a reason: exports were added, corrected or withdrawn since it was made, so publish the edition again first/u,
      ),
    });
    expect(emitted).toEqual([]);
    await publish(12); // the same bytes are current again
    expect((await reviewEdition(effects, fixture.sheet, '2016-05' as Month)).warnings).not.toContainEqual(
      expect.objectContaining({ kind: 'behind' }),
    );
  });

  it('lets a person approve with a reason where a correction changed no figure, so that no new revision is made', async () => {
    await fixture.upload('nhth/2016-05/cases.csv', many(12).replaceAll('\nC', '\nD'));
    await fixture.ingest('nhth/2016-05/cases.csv');
    expect(await fixture.compute('2016-05')).toMatchObject({ made: false, revision: { revision: 1 } });
    expect(await decide(1, { reason: 'the figures are the same' })).toMatchObject({
      warnings: expect.arrayContaining([{ kind: 'behind', exports: 1 }]),
    });
  });

  it('rejects a revision that is behind, and says again that one is approved: neither gives readers anything new', async () => {
    const decision = await decide(1);
    await fixture.remove('nhth/2016-05/cases.csv');
    await fixture.ingest('nhth/2016-05/cases.csv');
    expect(await decide(1)).toEqual(decision);
    await publish(30);
    await fixture.remove('nhth/2016-05/cases.csv');
    await fixture.ingest('nhth/2016-05/cases.csv');
    expect(await decide(2, { verdict: 'rejected' })).toMatchObject({ verdict: 'rejected' });
  });
});

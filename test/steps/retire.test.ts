import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Month } from '../../src/domain/month.ts';
import { reportKey } from '../../src/domain/object-keys.ts';
import { recordReport } from '../../src/steps/record-report.ts';
import { putReportFile } from '../../src/steps/render-report/report-file.ts';
import { formerSheets, retireDrafts, retireFacts } from '../../src/steps/retire.ts';
import { verifyState } from '../../src/steps/verify-state/verify-state.ts';
import { approvalOf, casesCsv, openStateFixture, type StateFixture } from './state-fixture.ts';

const MAY = 'nhth/2016-05/cases.csv';
const MONTH = '2016-05' as Month;
const DAY_MS = 86_400_000;

let fixture: StateFixture;
beforeEach(async () => {
  fixture = await openStateFixture();
});
afterEach(() => fixture.close());

const many = (count: number) => Array.from({ length: count }, (_, at) => [`A${at}`, '2016-05-02'] as const);
const deliver = async (count: number) => {
  await fixture.upload(MAY, casesCsv(...many(count)));
  await fixture.ingest(MAY);
};
/** Returns the effects with a clock this many days later. */
const later = (days: number) => ({ ...fixture.effects, clock: { now: () => new Date(Date.now() + days * DAY_MS) } });
const factsNow = async () => {
  const [entry] = await fixture.effects.ledger.entriesOf('nhth', MONTH);
  return entry?.inForce?.facts.map(({ key }) => key) ?? [];
};
const figuresOf = async (revision: number) => {
  const head = (await fixture.effects.editions.revisionsOf(fixture.sheet.id, MONTH)).find(
    (one) => one.revision === revision,
  );
  return fixture.effects.editions.figuresOf(fixture.sheet.id, head?.fingerprint ?? '');
};

describe('facts', () => {
  it('are retired a day after they were superseded, active ones stay, and figures are made as before', async () => {
    await deliver(12);
    const [first = ''] = await factsNow();
    await deliver(13);
    expect(await retireFacts(fixture.effects)).toBe(0);
    expect(await retireFacts(later(2))).toBe(1);
    expect(await fixture.effects.facts.exists(first)).toBe(false);
    for (const key of await factsNow()) expect(await fixture.effects.facts.exists(key)).toBe(true);
    expect(await fixture.totals(MONTH)).toMatchObject({ cases: 13 });
    expect(await retireFacts(later(2))).toBe(0);
  });

  it('of a withdrawn export go, and come back with the export', async () => {
    await deliver(12);
    await fixture.remove(MAY);
    await fixture.ingest(MAY);
    expect(await retireFacts(later(2))).toBe(1);
    await deliver(12);
    expect(await fixture.totals(MONTH)).toMatchObject({ cases: 12 });
    expect(await retireFacts(later(0))).toBe(0);
  });
});

describe('drafts', () => {
  const revisions = async (...counts: readonly number[]) => {
    for (const count of counts) {
      await deliver(count);
      await fixture.compute(MONTH);
    }
  };

  it('that were superseded 90 days ago lose figures and pages; approved ones and the newest do not', async () => {
    await revisions(12, 14, 16);
    await fixture.effects.editions.decide(approvalOf(MONTH, 2));
    for (const revision of [1, 2, 3])
      await fixture.effects.reports.putBytes(
        `reports/${fixture.sheet.id}/${MONTH}/r${revision}/a.pdf`,
        new Uint8Array(1),
      );
    expect(await retireDrafts(later(89), fixture.sheet.id)).toBe(0);
    expect(await figuresOf(1)).not.toEqual([]);
    expect(await retireDrafts(later(91), fixture.sheet.id)).toBe(1);
    expect(await figuresOf(1)).toEqual([]);
    for (const revision of [2, 3]) expect((await figuresOf(revision)).length).toBeGreaterThan(5);
    const left = [1, 2, 3].map((one) =>
      fixture.effects.reports.exists(`reports/${fixture.sheet.id}/${MONTH}/r${one}/a.pdf`),
    );
    expect(await Promise.all(left)).toEqual([false, true, true]);
    expect((await fixture.effects.editions.revision(fixture.sheet.id, MONTH, 1))?.generatedFrom).toHaveLength(1);
  });

  it('of a sheet without a definition are found by their pages', async () => {
    await fixture.effects.reports.putBytes(`reports/former--us-tx/${MONTH}/r1/a.pdf`, new Uint8Array(1));
    await fixture.effects.reports.putBytes(`reports/${fixture.sheet.id}/${MONTH}/r1/a.pdf`, new Uint8Array(1));
    expect(await formerSheets(later(91), [fixture.sheet.id])).toEqual(['former--us-tx']);
    expect(await formerSheets(later(89), [fixture.sheet.id])).toEqual([]);
  });

  it('share figures with a revision that shows them again, which keeps them', async () => {
    await revisions(12, 14, 12);
    await retireDrafts(later(91), fixture.sheet.id);
    expect((await figuresOf(1)).length).toBeGreaterThan(5);
    expect((await figuresOf(3)).length).toBeGreaterThan(5);
    expect(await figuresOf(2)).toEqual([]);
  });

  it('that were retired are no difference to what was recorded; a page that is missing alone is one', async () => {
    const { effects, sheet, texts } = fixture;
    for (const [at, count] of [12, 14, 12].entries()) {
      await deliver(count);
      const { revision } = await fixture.compute(MONTH);
      const page = await putReportFile(effects.reports, reportKey(sheet.id, MONTH, at + 1, 'a.pdf'), new Uint8Array(9));
      await recordReport(effects, texts, revision, [{ language: 'en', pdf: page, draft: page, charts: [] }]);
    }
    const differences = async () => (await verifyState(effects, ['nhth'], [sheet.id])).differences;
    expect(await differences()).toEqual([]);
    await fixture.lose(reportKey(sheet.id, MONTH, 1, 'a.pdf'));
    expect([...new Set(await differences())]).toEqual([expect.stringMatching(/r1\/a\.pdf: is missing/u)]);
    expect(await retireDrafts(later(91), sheet.id)).toBe(2);
    expect(await differences()).toEqual([]);
  });

  it('keep figures that are written again at that very time', async () => {
    await revisions(12, 14);
    const figures = await figuresOf(1);
    const [head] = await fixture.effects.editions.revisionsOf(fixture.sheet.id, MONTH);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const before = new Date();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await fixture.effects.editions.putFigures(fixture.sheet.id, head!.fingerprint, figures);
    await fixture.effects.editions.dropFigures(fixture.sheet.id, head!.fingerprint, before);
    expect(await figuresOf(1)).toEqual(figures);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/domain/failure.ts';
import { memberSheetId } from '../../src/domain/family.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { type FamilyContext, publishFamily } from '../../src/steps/publish-edition/publish-family.ts';
import type { DrawPages } from '../../src/steps/render-report/render-report.ts';
import { effectsOver, ingestKey, type MemoryFixture, openMemoryFixture } from './memory-fixture.ts';
import { MemoryState } from './memory-state.ts';
import { casesCsv } from './state-fixture.ts';

const CASES = 'exports/nhth/2016-05/cases.csv';
const MONTH = '2016-05' as Month;

let fixture: MemoryFixture;
let state: MemoryState;
let drawn: string[];
let broken: string | null;
beforeAll(async () => {
  fixture = await openMemoryFixture();
});
afterAll(() => fixture.close());
beforeEach(async () => {
  state = new MemoryState();
  drawn = [];
  broken = null;
  state.uploads.set(CASES, new TextEncoder().encode(casesCsv(['A1', '2016-05-02'])));
  await ingestKey(fixture, effectsOver(fixture, state), CASES);
});

function familyOf(sheet: Sheet): [Sheet, ...Sheet[]] {
  const members = ['US-TX', 'US-CA'].map((key) => ({ key, sheet: memberSheetId(sheet.id, key) }));
  const main: Sheet = { ...sheet, languages: ['en'], family: { id: sheet.id, by: 'state', members, unlisted: [] } };
  const figures = main.figures.filter(({ counts }) => counts !== 'signals');
  return [main, ...members.map(({ key, sheet: id }) => ({ ...main, id, member: key, figures }))];
}

const drawPages: DrawPages = async ({ sheet }, edition) => {
  expect(edition.sheet).toBe(sheet.id);
  drawn.push(sheet.id);
  if (sheet.id === broken) throw new Failure('TextTooLong', 'the title of a planted page is too long');
  const bytes = new TextEncoder().encode(`pages of ${sheet.id}`);
  return { pdf: bytes, draft: bytes, charts: {} };
};

const context = (changes: Partial<FamilyContext> = {}): FamilyContext => ({
  ...{ definitions: fixture.definitions, sheets: familyOf(fixture.sheet), month: MONTH, isNewest: true },
  ...{ languages: ['en'], last: 'notify-reviewers', restoresPages: false, atATime: 2 },
  effects: { ...effectsOver(fixture, state), drawPages },
  compiled: async (sheet) => ({ ...fixture.compiled, sheet }),
  signal: new AbortController().signal,
  ...changes,
});
const ids = (): string[] => familyOf(fixture.sheet).map(({ id }) => id);
const notices = (): string[] => state.emitted.map(({ name }) => name).filter((name) => name === 'RevisionReady');

describe('publishing a family', () => {
  it('renders and records every sheet, and notifies the reviewers once, of the main', async () => {
    const reports = await publishFamily(context());
    expect(reports.map(({ computed }) => computed.revision.sheet)).toEqual(ids());
    expect(drawn.toSorted()).toEqual(ids().toSorted());
    for (const { files, computed } of reports)
      expect(files?.map(({ key }) => key)).toContain(
        `reports/${computed.revision.sheet}/2016-05/r1/${computed.revision.sheet}-2016-05.figures.json`,
      );
    expect(notices()).toHaveLength(1);
    expect(state.emitted.at(-1)?.detail).toMatchObject({ sheet: 'us-mexico-border' });
  });

  it('does nothing for sheets that are published, and does not notify anyone again', async () => {
    await publishFamily(context());
    drawn = [];
    expect((await publishFamily(context())).map(({ isNew }) => isNew)).toEqual([false, false, false]);
    expect(drawn).toEqual([]);
    expect(notices()).toHaveLength(1);
  });

  it('names a sheet that fails, publishes the others, and later redoes that sheet alone', async () => {
    broken = 'us-mexico-border--us-tx';
    const failure = await publishFamily(context()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'TextTooLong' });
    expect(String(failure)).toMatch(/1 of 3 sheets were not published: us-mexico-border--us-tx: the title/u);
    expect(notices()).toEqual([]);
    expect(new Set(drawn)).toEqual(new Set(ids()));
    [broken, drawn] = [null, []];
    await publishFamily(context());
    expect(drawn).toEqual(['us-mexico-border--us-tx']);
    expect(notices()).toHaveLength(1);
  });

  it('ends between two sheets when it is aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('the process ends');
    const published = publishFamily(
      context({ atATime: 1, signal: controller.signal, computed: async () => controller.abort(reason) }),
    );
    await expect(published).rejects.toBe(reason);
    expect(drawn).toEqual([]);
  });
});

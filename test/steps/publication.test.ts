import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Publication } from '../../src/domain/publication.ts';
import { compileSheet } from '../../src/steps/compile-sheet/compile-sheet.ts';
import { computeFigures } from '../../src/steps/compute-figures/compute-figures.ts';
import { notifyReviewers } from '../../src/steps/notify-reviewers.ts';
import { recordReport } from '../../src/steps/record-report.ts';
import { renderReport } from '../../src/steps/render-report/render-report.ts';
import { startChangedEditions } from '../../src/steps/start-editions.ts';
import { parseDueDays, watchExports } from '../../src/steps/watch-exports.ts';
import { approvalOf, casesCsv, openStateFixture, type StateFixture } from './state-fixture.ts';

let fixture: StateFixture;
let started: Publication[];
let emitted: DomainEvent[];
beforeEach(async () => {
  fixture = await openStateFixture();
  started = [];
  emitted = [];
});
afterEach(() => fixture.close());

const events = { emit: async (event: DomainEvent) => void emitted.push(event) };
const publications = {
  start: async (publication: Publication) => {
    const name = JSON.stringify(publication);
    if (started.some((one) => JSON.stringify(one) === name)) return 'known' as const;
    started.push(publication);
    return 'started' as const;
  },
};
const start = (month: string, hotline: string | null = 'nhth') =>
  startChangedEditions({ ...fixture.effects, publications }, fixture.definitions, openDefinitions(), {
    hotline,
    sheet: null,
    month: month as Month,
  });
const compiled = () => compileSheet(fixture.definitions, openDefinitions(), fixture.sheet);
const put = async (path: string, id: string, day: string) => {
  await fixture.upload(path, casesCsv([id, day]));
  return fixture.ingest(path, { ...fixture.effects, events });
};

describe('starting publications', () => {
  it('publishes the newest month only, and the same state once', async () => {
    await put('nhth/2016-05/cases.csv', 'A1', '2016-05-02');
    await put('nhth/2016-06/cases.csv', 'A2', '2016-06-02');
    await start('2016-05');
    await start('2016-06');
    expect(started.map(({ sheet, month, isNewest }) => [sheet, month, isNewest])).toEqual([
      ['us-mexico-border', '2016-06', true],
    ]);
  });

  it('publishes again when an export changes, and again when it is put back', async () => {
    for (const id of ['A1', 'A2', 'A1']) {
      await put('nhth/2016-05/cases.csv', id, '2016-05-02');
      await start('2016-05');
    }
    expect(new Set(started.map(({ state }) => state)).size).toBe(3);
  });

  it('keeps approved and asked-for editions up to date from the changed month on', async () => {
    for (const month of ['2016-04', '2016-05', '2016-06', '2016-07'])
      await put(`nhth/${month}/cases.csv`, `A${month}`, `${month}-02`);
    await fixture.effects.editions.requestEdition('us-mexico-border', '2016-05' as Month);
    await fixture.compute('2016-04');
    await fixture.effects.editions.decide(approvalOf('2016-04', 1));
    await start('2016-04');
    expect(started.map(({ month }) => month)).toEqual(['2016-04', '2016-05', '2016-07']);
    await start('2016-05');
    expect(started).toHaveLength(3);
    await put('nhth/2016-06/cases.csv', 'A9', '2016-06-03');
    await start('2016-06');
    expect(started.slice(3).map(({ month }) => month)).toEqual(['2016-07']);
  });

  it('keeps an edition up to date that somebody asks for, of a sheet there is', async () => {
    for (const month of ['2016-05', '2016-06']) await put(`nhth/${month}/cases.csv`, `A${month}`, `${month}-02`);
    const ask = (sheet: string) =>
      startChangedEditions({ ...fixture.effects, publications }, fixture.definitions, openDefinitions(), {
        hotline: null,
        sheet,
        month: '2016-05' as Month,
        asked: true,
      });
    expect(await ask('no-such-sheet')).toEqual({ started: [], failed: [] });
    await ask('us-mexico-border');
    expect(started.map(({ month }) => month)).toEqual(['2016-05', '2016-06']);
    expect(await fixture.effects.editions.editionsOf('us-mexico-border')).toEqual([{ month: '2016-05', asked: true }]);
    expect(await fixture.effects.editions.editionsOf('no-such-sheet')).toEqual([]);
  });

  it('refuses to keep up an edition that the sheet cannot have, and leaves one alone that was asked for before', async () => {
    await put('nhth/2016-05/cases.csv', 'A1', '2016-05-02');
    const ask = (month: string) =>
      startChangedEditions({ ...fixture.effects, publications }, fixture.definitions, openDefinitions(), {
        hotline: null,
        sheet: 'us-mexico-border',
        month: month as Month,
        asked: true,
      });
    const refused = async (month: string) => (await ask(month)).failed.map(({ error }) => [error.name, error.message]);
    expect(await refused('2099-01')).toEqual([
      [
        'WrongUsage',
        expect.stringMatching(/^us-mexico-border 2099-01 was requested, but the last month .* is 2016-05; /u),
      ],
    ]);
    expect(await refused('2015-08')).toEqual([['WrongUsage', expect.stringMatching(/its first edition is 2015-09/u)]]);
    expect(await fixture.effects.editions.editionsOf('us-mexico-border')).toEqual([]);
    await fixture.effects.editions.requestEdition('us-mexico-border', '2099-01' as Month);
    await ask('2016-06');
    await start('2016-05');
    expect(started.map(({ month }) => month)).toEqual(['2016-05', '2016-06']);
  });

  it('publishes every sheet that can be, returns each that cannot, and then what was published before', async () => {
    await put('nhth/2016-05/cases.csv', 'A1', '2016-05-02');
    const whole = openDefinitions();
    const [good, first, last] = ['us-mexico-border', 'a-broken-sheet', 'z-broken-sheet'];
    const files = {
      list: async (folder: string) => [
        ...(folder.includes('-broken-') ? [`${folder}/sheet.json`] : await whole.list(folder)),
        ...(folder === 'templates' ? [`templates/${first}/sheet.json`, `templates/${last}/sheet.json`] : []),
      ],
      bytes: async (path: string) => (path.includes('-broken-') ? Buffer.from('{ "id":') : whole.bytes(path)),
    };
    const change = { hotline: 'nhth', sheet: null, month: null };
    const attempt = () =>
      startChangedEditions({ ...fixture.effects, publications }, fixture.definitions, files, change);
    for (const status of ['started', 'known']) {
      const { started: all, failed } = await attempt();
      expect(all.filter(({ publication }) => publication.sheet === good).map((one) => one.status)).toEqual([status]);
      expect(failed.map(({ sheet, error }) => [sheet, error.name])).toEqual([
        [first, 'DefinitionInvalid'],
        [last, 'DefinitionInvalid'],
      ]);
    }
  });

  it('publishes nothing of months before the sheet begins', async () => {
    await put('nhth/2015-08/cases.csv', 'A1', '2015-08-02');
    await start('2015-08');
    expect(started).toEqual([]);
  });

  it('publishes the month before when the newest is withdrawn', async () => {
    for (const month of ['2016-05', '2016-06']) await put(`nhth/${month}/cases.csv`, `A${month}`, `${month}-02`);
    await fixture.remove('nhth/2016-06/cases.csv');
    await fixture.ingest('nhth/2016-06/cases.csv');
    await start('2016-06');
    expect(started.map(({ month, isNewest }) => [month, isNewest])).toEqual([['2016-05', true]]);
  });

  it.each([
    ['of the newest month', ['2016-06']],
    ['of all its months', ['2016-06', '2016-05', '2016-04']],
  ])('publishes an edition that there is again when the exports are withdrawn %s', async (_, withdrawn) => {
    for (const month of ['2016-04', '2016-05', '2016-06'])
      await put(`nhth/${month}/cases.csv`, `A${month}`, `${month}-02`);
    await fixture.compute('2016-06');
    for (const month of withdrawn) {
      await fixture.remove(`nhth/${month}/cases.csv`);
      await fixture.ingest(`nhth/${month}/cases.csv`);
    }
    await start(withdrawn.at(-1) ?? '');
    expect(started.map(({ month, isNewest }) => [month, isNewest])).toContainEqual(['2016-06', false]);
  });

  it('starts nothing for a hotline that no sheet counts', async () => {
    await put('nhth/2016-05/cases.csv', 'A1', '2016-05-02');
    await start('2016-05', 'linea-145');
    expect(started).toEqual([]);
  });

  it('gives an older edition no revision while its figures stay', async () => {
    await put('nhth/2016-05/cases.csv', 'A1', '2016-05-02');
    const first = await fixture.compute('2016-05');
    const otherSheet = { ...fixture.sheet, version: 'f'.repeat(64) };
    const compute = (isNewest: boolean) =>
      computeFigures(fixture.effects, fixture.definitions, { sheet: otherSheet, month: '2016-05' as Month, isNewest });
    expect(await compute(false)).toMatchObject({ made: false, revision: { revision: first.revision.revision } });
    expect(await compute(true)).toMatchObject({ made: true, revision: { revision: 2 } });
  });

  it('gives no edition a revision for exports of other bytes whose figures are the same', async () => {
    await put('nhth/2016-05/cases.csv', 'A1', '2016-05-02');
    await fixture.compute('2016-05');
    await put('nhth/2016-05/cases.csv', 'A2', '2016-05-02');
    for (const isNewest of [true, false]) {
      const computed = computeFigures(fixture.effects, fixture.definitions, {
        sheet: fixture.sheet,
        month: '2016-05' as Month,
        isNewest,
      });
      expect(await computed).toMatchObject({ made: false, revision: { revision: 1 } });
    }
  });
});

describe('the events of a publication', () => {
  it('emits an accepted, a rejected and a withdrawn export, without values', async () => {
    await put('nhth/2016-05/cases.csv', 'A1', '2016-05-02');
    await put('nhth/2016-05/cases.csv', 'A1', 'no day');
    await fixture.remove('nhth/2016-05/cases.csv');
    await fixture.ingest('nhth/2016-05/cases.csv', { ...fixture.effects, events });
    expect(emitted.map(({ name }) => name)).toEqual(['ExportAccepted', 'ExportRejected', 'ExportWithdrawn']);
    expect(emitted[1]).toMatchObject({ detail: { hotline: 'nhth', month: '2016-05', tables: [{ table: 'cases' }] } });
    expect(JSON.stringify(emitted)).not.toContain('no day');
  });

  it('emits again for an export that came twice, because the first event may have been lost', async () => {
    await put('nhth/2016-05/cases.csv', 'A1', '2016-05-02');
    await put('nhth/2016-05/cases.csv', 'A1', '2016-05-02');
    expect(emitted.map(({ name }) => name)).toEqual(['ExportAccepted', 'ExportAccepted']);
  });

  it('refuses an object that is too large without fetching it', async () => {
    await fixture.upload('nhth/2016-05/cases.csv', casesCsv(['A1', '2016-05-02']));
    const exports = {
      ...fixture.effects.exports,
      find: async () => ({
        size: 6 * 1024 ** 3,
        sha256: async () => {
          throw new Error('hashed');
        },
      }),
      fetch: async () => {
        throw new Error('fetched');
      },
    };
    const { status, outcomes } = await fixture.ingest('nhth/2016-05/cases.csv', {
      ...fixture.effects,
      events,
      exports,
    });
    expect(status).toBe('rejected');
    expect(outcomes[0]?.reason).toContain('larger than 2147483648 bytes');
  });

  it('notifies reviewers of a revision once its report is complete, with totals as printed', async () => {
    await put('nhth/2016-05/cases.csv', 'A1', '2016-05-02');
    const { revision } = await fixture.compute('2016-05');
    const notify = () =>
      notifyReviewers({ ...fixture.effects, events }, 'us-mexico-border', '2016-05' as Month, revision.revision);
    await expect(notify()).rejects.toMatchObject({ name: 'StoreConflict' });
    const rendered = await renderReport(fixture.effects, await compiled(), revision, 'en');
    const report = await recordReport(fixture.effects, fixture.texts, revision, [rendered]);
    await notify();
    expect(emitted.at(-1)).toMatchObject({
      name: 'RevisionReady',
      detail: { revision: 1, complete: false, totals: { cases: null }, files: report.files.map(({ key }) => key) },
    });
  });

  it('records that reviewers were notified, and that they were not', async () => {
    await put('nhth/2016-05/cases.csv', 'A1', '2016-05-02');
    const { revision } = await fixture.compute('2016-05');
    await recordReport(fixture.effects, fixture.texts, revision, []);
    const announced = async () =>
      (await fixture.effects.editions.reportOf('us-mexico-border', '2016-05' as Month, 1))?.announcedAt;
    expect(await announced()).toBeUndefined();
    await notifyReviewers({ ...fixture.effects, events }, 'us-mexico-border', '2016-05' as Month, 1);
    expect(await announced()).toEqual(expect.any(String));
  });

  it('renders no revision with a folder that changed since', async () => {
    await put('nhth/2016-05/cases.csv', 'A1', '2016-05-02');
    const { revision } = await fixture.compute('2016-05');
    const changed = { ...(await compiled()), sheet: { ...fixture.sheet, version: 'f'.repeat(64) } };
    await expect(renderReport(fixture.effects, changed, revision, 'en')).rejects.toMatchObject({
      name: 'DefinitionChanged',
    });
  });
});

describe('watching for exports', () => {
  const on = (day: string) => ({ ...fixture.effects, events, clock: { now: () => new Date(`${day}T12:00:00Z`) } });

  it('reports a hotline whose export of last month is not complete on its due day', async () => {
    await put('nhth/2016-05/cases.csv', 'A1', '2016-05-02');
    emitted.length = 0;
    expect(await watchExports(on('2016-06-09'), fixture.definitions, { nhth: 10 })).toEqual([]);
    const overdue = { hotline: 'nhth', month: '2016-05', tables: ['signals', 'victims', 'traffickers'] };
    expect(await watchExports(on('2016-06-10'), fixture.definitions, { nhth: 10 })).toEqual([overdue]);
    expect(emitted).toEqual([{ name: 'ExportOverdue', detail: overdue }]);
  });

  it('looks at December in January', async () => {
    const [overdue] = await watchExports(on('2017-01-28'), fixture.definitions, { nhth: 10 });
    expect(overdue?.month).toBe('2016-12');
  });

  it.each(['{"nhth":0}', '{"nhth":29}', '[]', 'tomorrow', '{"nhth":"10"}'])('refuses %s as due days', (text) => {
    expect(() => parseDueDays(text)).toThrow(expect.objectContaining({ name: 'DefinitionInvalid' }));
  });
});

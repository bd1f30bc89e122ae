import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import type { DomainEvent } from '../../src/domain/event.ts';
import type { Month } from '../../src/domain/month.ts';
import { confirmEmpty } from '../../src/steps/confirm-empty.ts';
import { ingestExport } from '../../src/steps/ingest-export/ingest-export.ts';
import { asInS3, MemoryState, memoryExports, memoryObjects } from './memory-state.ts';
import { casesCsv, openStateFixture, type StateFixture, victimsCsv } from './state-fixture.ts';

let fixture: StateFixture;
beforeEach(async () => {
  fixture = await openStateFixture();
});
afterEach(() => fixture.close());

const MAY = 'nhth/2016-05/cases.csv';
const JUNE = 'nhth/2016-06/cases.csv';
const entries = () => fixture.effects.ledger.entriesOf('nhth');

describe('ingesting an export', () => {
  it('activates its facts and counts them', async () => {
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02'], ['A2', '5/3/2016']));
    await fixture.upload('nhth/2016-05/victims.csv', victimsCsv(['V1', 'A1'], ['V2', 'A1'], ['V3', 'nobody']));
    await fixture.ingest('nhth/2016-05/victims.csv');
    const { status, outcomes } = await fixture.ingest(MAY);
    expect(status).toBe('accepted');
    expect(outcomes).toMatchObject([{ table: 'cases', records: 2, reason: null, problemsKey: null }]);
    expect(await fixture.totals('2016-05')).toMatchObject({ cases: 2, victims: 2 });
  });

  it('changes nothing when the same export comes twice', async () => {
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02']));
    await fixture.ingest(MAY);
    const before = await entries();
    expect((await fixture.ingest(MAY)).status).toBe('unchanged');
    expect(await entries()).toEqual(before);
  });

  it.each([
    ['is not copied where its hash is known', true],
    ['is fetched where its hash is not known, as in S3', false],
  ])('and it %s', async (_, isKnown) => {
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02']));
    await fixture.ingest(MAY);
    const { exports } = fixture.effects;
    let fetched = 0;
    const counting = {
      ...(isKnown ? exports : asInS3(exports)),
      fetch: (...of: Parameters<typeof exports.fetch>) => {
        fetched++;
        return exports.fetch(...of);
      },
    };
    const effects = { ...fixture.effects, exports: counting };
    expect((await ingestExport(effects, fixture.definitions, `exports/${MAY}`)).status).toBe('unchanged');
    expect(fetched).toBe(isKnown ? 0 : 1);
  });

  it.each([
    ['rejected', [casesCsv(['A1', 'soon'])]],
    ['rejected after one that was accepted', [casesCsv(['A1', '2016-05-02']), casesCsv(['A1', 'soon'])]],
  ])('changes nothing when an export that is %s is read again', async (_, contents) => {
    for (const content of contents) {
      await fixture.upload(MAY, content);
      await fixture.ingest(MAY);
    }
    const [ledger, uploads] = [await entries(), await fixture.effects.ledger.uploadsOf('nhth')];
    expect(await fixture.ingest(MAY)).toMatchObject({
      status: 'rejected',
      examples: [expect.stringMatching(/^row 2 \(record 1\), column B \(Date Opened\): /u)],
    });
    expect(await entries()).toEqual(ledger);
    expect(await fixture.effects.ledger.uploadsOf('nhth')).toEqual(uploads);
    await ingestExport(fixture.effects, fixture.definitions, `exports/${MAY}`, { force: true });
    expect((await entries())[0]?.generation).toBe((ledger[0]?.generation ?? 0) + 1);
  });

  it('accepts a first file without records, and lets none replace records until it is confirmed after them', async () => {
    const empty = casesCsv();
    const sha256 = createHash('sha256').update(empty).digest('hex');
    const put = async (content: string) => {
      await fixture.upload(MAY, content);
      return fixture.ingest(MAY);
    };
    const confirm = (file: string, month = '2016-05') =>
      confirmEmpty(fixture.effects, { hotline: 'nhth', month: month as Month, file, sha256 });
    const rejected = {
      status: 'rejected',
      outcomes: [{ problems: [{ code: 'empty-replacement' }], reason: expect.stringContaining('--empty') }],
    };
    expect(await put(empty)).toMatchObject({ status: 'accepted', outcomes: [{ records: 0 }] });
    expect((await put(casesCsv(['A1', '2016-05-02']))).status).toBe('accepted');
    // of another file, of another month, and before the records came: no one meant this
    await confirm('victims.csv');
    await confirm('cases.csv', '2016-06');
    expect(await put(empty)).toMatchObject(rejected);
    expect(await put(empty)).toMatchObject(rejected);
    expect((await entries())[0]?.inForce?.records).toBe(1);
    await confirm('cases.csv');
    expect(await put(empty)).toMatchObject({ status: 'accepted', outcomes: [{ records: 0 }] });
    expect((await entries())[0]?.inForce?.records).toBe(0);
    expect((await put(casesCsv(['A1', '2016-05-02']))).status).toBe('accepted');
    expect(await put(empty)).toMatchObject(rejected);

    await fixture.remove(MAY);
    await fixture.ingest(MAY);
    expect((await put(empty)).status).toBe('accepted');
  });

  it('lets no table of an archive lose its records, and accepts the others', async () => {
    const put = async (files: Readonly<Record<string, string>>) => {
      const zip = new ZipFile();
      for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), `${name}.csv`);
      zip.end();
      await fixture.upload('nhth/2016-05/all.zip', await buffer(zip.outputStream));
      return (await fixture.ingest('nhth/2016-05/all.zip')).outcomes.map(({ table, status }) => `${table} ${status}`);
    };
    await put({ cases: casesCsv(['A1', '2016-05-02']), victims: victimsCsv(['V1', 'A1']) });
    const after = await put({ cases: casesCsv(['A1', '2016-05-02'], ['A2', '2016-05-03']), victims: victimsCsv() });
    expect(after.sort()).toEqual(['cases accepted', 'victims rejected']);
    expect((await entries()).map(({ inForce }) => inForce?.records)).toEqual([2, 1]);
  });

  it('changes nothing when an archive that is accepted in part, and in part a second object, is read again', async () => {
    const zip = new ZipFile();
    const files = { cases: casesCsv(['A1', 'soon']), victims: victimsCsv(['V1', 'A1']), traffickers: 'nothing' };
    for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), `${name}.csv`);
    zip.end();
    await fixture.upload('nhth/2016-05/traffickers.csv', 'Trafficker ID,Case Number,Gender,Age,Nationality\n');
    await fixture.ingest('nhth/2016-05/traffickers.csv');
    await fixture.upload('nhth/2016-05/all.zip', await buffer(zip.outputStream));
    const first = await fixture.ingest('nhth/2016-05/all.zip');
    expect(first.outcomes.map(({ table, status }) => `${table} ${status}`).sort()).toEqual([
      'cases rejected',
      'traffickers rejected',
      'victims accepted',
    ]);
    const before = [await entries(), await fixture.effects.ledger.uploadsOf('nhth')];
    expect(await fixture.ingest('nhth/2016-05/all.zip')).toEqual(first);
    expect([await entries(), await fixture.effects.ledger.uploadsOf('nhth')]).toEqual(before);
    await fixture.remove('nhth/2016-05/traffickers.csv');
    await fixture.ingest('nhth/2016-05/traffickers.csv');
    await fixture.ingest('nhth/2016-05/all.zip');
    expect((await entries()).find(({ table }) => table === 'traffickers')?.claimedBy).toBe(
      'exports/nhth/2016-05/all.zip',
    );
  });

  it('re-reads an export with force, and writes lost facts again', async () => {
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02']));
    await fixture.ingest(MAY);
    const [before] = await entries();
    const key = before?.inForce?.facts[0]?.key ?? '';
    await fixture.lose(key);
    expect((await fixture.ingest(MAY)).status).toBe('unchanged');
    expect(await fixture.effects.facts.exists(key)).toBe(false);
    expect((await ingestExport(fixture.effects, fixture.definitions, `exports/${MAY}`, { force: true })).status).toBe(
      'accepted',
    );
    expect(await fixture.effects.facts.exists(key)).toBe(true);
    const [after] = await entries();
    expect(after?.generation).toEqual((before?.generation ?? 0) + 1);
    expect(after?.inForce?.facts).toEqual(before?.inForce?.facts);
    expect(await fixture.totals('2016-05')).toMatchObject({ cases: 1 });
  });
});

describe('the month of an export', () => {
  it('refuses the export of a month that has not begun, and withdraws one that was taken before', async () => {
    const before = { ...fixture.effects, clock: { now: () => new Date('2016-04-29T12:00:00Z') } };
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02']));
    expect(await fixture.ingest(MAY, before)).toMatchObject({
      status: 'rejected',
      outcomes: [{ problems: [{ code: 'no-such-month' }], reason: expect.stringContaining('2016-05 has not begun') }],
    });
    expect(await entries()).toEqual([]);
    const eve = { ...fixture.effects, clock: { now: () => new Date('2016-04-30T12:00:00Z') } };
    expect((await fixture.ingest(MAY, eve)).status).toBe('accepted');
    await fixture.remove(MAY);
    expect((await fixture.ingest(MAY, before)).status).toBe('withdrawn');
  });
});

describe('an export that is replaced or withdrawn', () => {
  it('replaces an export that is uploaded again', async () => {
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02'], ['A2', '2016-05-03']));
    await fixture.ingest(MAY);
    await fixture.upload(MAY, casesCsv(['A2', '2016-05-03']));
    await fixture.ingest(MAY);
    expect(await fixture.totals('2016-05')).toMatchObject({ cases: 1 });
  });

  it('counts the version of the latest month, in the editions of that month and later', async () => {
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02'], ['A2', '2016-05-03']));
    await fixture.upload(JUNE, casesCsv(['A1', '2016-05-02', 'No']));
    await fixture.ingest(JUNE);
    await fixture.ingest(MAY);
    expect(await fixture.totals('2016-05')).toMatchObject({ cases: 2 });
    expect(await fixture.totals('2016-06')).toMatchObject({ cases: 1 });
  });

  it('withdraws what an object provided when the object is gone', async () => {
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02']));
    await fixture.ingest(MAY);
    await fixture.remove(MAY);
    expect((await fixture.ingest(MAY)).status).toBe('withdrawn');
    expect(await fixture.totals('2016-05')).toMatchObject({ cases: 0 });
  });

  it('knows nothing of an object that never was', async () => {
    expect((await fixture.ingest(MAY)).status).toBe('absent');
  });

  it('leaves the active export active when its replacement is rejected', async () => {
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02']));
    await fixture.ingest(MAY);
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02'], ['A2', 'soon']));
    const { status, outcomes, examples } = await fixture.ingest(MAY);
    expect(status).toBe('rejected');
    expect(outcomes[0]?.reason).toMatch(/^1 row has errors; the table is rejected/);
    expect(examples.join()).toMatch(/row 3 \(record 2\), column B \(Date Opened\)/);
    expect(examples.join()).not.toMatch(/soon/);
    expect(await fixture.totals('2016-05')).toMatchObject({ cases: 1 });
  });

  it('accepts the fixed export after a rejected one', async () => {
    await fixture.upload(MAY, casesCsv(['', '2016-05-02']));
    expect((await fixture.ingest(MAY)).status).toBe('rejected');
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02']));
    expect((await fixture.ingest(MAY)).status).toBe('accepted');
  });
});

describe('a second object for the same table', () => {
  it('rejects a second object for the same table, names the first, and takes it once the first is gone', async () => {
    const second = 'nhth/2016-05/Cases.CSV';
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02']));
    await fixture.upload(second, casesCsv(['A1', '2016-05-02'], ['A2', '2016-05-02']));
    await fixture.ingest(MAY);
    const rejected = await fixture.ingest(second);
    expect(rejected.outcomes).toMatchObject([
      { status: 'rejected', reason: expect.stringContaining(`exports/${MAY}`) },
    ]);
    await fixture.remove(MAY);
    await fixture.ingest(MAY);
    expect((await fixture.ingest(second)).status).toBe('accepted');
    expect(await fixture.totals('2016-05')).toMatchObject({ cases: 2 });
  });

  it('does not keep a deleted object’s table active when another one for it is rejected', async () => {
    const second = 'nhth/2016-05/Cases.CSV';
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02']));
    await fixture.ingest(MAY);
    await fixture.remove(MAY);
    await fixture.upload(second, casesCsv(['', '2016-05-02']));
    expect((await fixture.ingest(second)).status).toBe('rejected');
    await fixture.ingest(MAY);
    expect(await fixture.totals('2016-05')).toMatchObject({ cases: 0 });
  });
});

describe('keys and problems of rejected objects', () => {
  it('records an object whose key is no export’s as rejected, with the reason', async () => {
    await fixture.upload('nhth/May 2016/cases.csv', casesCsv(['A1', '2016-05-02']));
    await fixture.upload('readme.txt', 'hello');
    expect((await fixture.ingest('nhth/May 2016/cases.csv')).outcomes[0]?.reason).toMatch(/YYYY-MM/);
    expect((await fixture.ingest('readme.txt')).status).toBe('rejected');
    expect(await fixture.effects.ledger.uploadsOf('nhth')).toMatchObject([{ file: 'cases.csv', month: 'May 2016' }]);
  });

  it('records the problems of names as long as the store takes, under a key that it takes too', async () => {
    const long = (ending: string, bytes: number) => `${'ñ'.repeat((bytes - ending.length) / 2)}${ending}`;
    const state = new MemoryState();
    const objects = memoryObjects(state);
    const effects = { ...fixture.effects, exports: memoryExports(state), problems: objects };
    const keys = [
      `exports/nhth/2016-05/${long('.csv', 1002)}`,
      `exports/nhth/2016-05/${long('b.xlsx', 1002)}`,
      `exports/${long('', 500)}/${long('', 500)}/a.csv`,
      `exports/${long('.csv', 1016)}`,
    ];
    for (const key of keys) {
      expect(Buffer.byteLength(key)).toBeGreaterThan(1000);
      state.uploads.set(key, Buffer.from('nothing'));
      expect((await ingestExport(effects, fixture.definitions, key)).status).toBe('rejected');
    }
    const problems = [...state.objects.keys()];
    expect(problems).toHaveLength(keys.length);
    for (const key of problems) {
      expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1024);
      expect(key).toMatch(/^problems\/[^/]{1,100}\/[^/]{1,100}\/[^/]{1,100}\/[0-9a-f]{16}\/problems\.csv$/u);
    }
  });

  it('emits no withdrawal for a deleted wrong key: nothing of it was ever active', async () => {
    const emitted: DomainEvent[] = [];
    const effects = { ...fixture.effects, events: { emit: async (event: DomainEvent) => void emitted.push(event) } };
    for (const path of ['nhth/2016-5/cases.csv', 'nhth/May 2016/cases.csv', 'nhth/../cases.csv', 'readme.txt'])
      expect((await fixture.ingest(path, effects)).status).toBe('absent');
    expect(emitted).toEqual([]);
    await fixture.ingest('nhth/2016-05/cases.csv', effects);
    expect(emitted.map(({ name }) => name)).toEqual(['ExportWithdrawn']);
  });

  it('keeps every value of a problem in the problems file alone', async () => {
    await fixture.upload(MAY, casesCsv(['A1', 'SECRET-VALUE'], ['', '2016-05-01']));
    const { outcomes } = await fixture.ingest(MAY);
    const key = outcomes[0]?.problemsKey ?? '';
    expect(await fixture.effects.problems.exists(key)).toBe(true);
    const kept = JSON.stringify([outcomes, await fixture.effects.ledger.uploadsOf('nhth'), await entries()]);
    expect(kept).not.toContain('SECRET-VALUE');
  });
});

describe('two writers at once', () => {
  /** Ingests slowly: something else happens between the read of the object and the write of the ledger. */
  async function ingestSlowly(meanwhile: () => Promise<unknown>) {
    let isOvertaken = false;
    const { exports } = fixture.effects;
    const fetch: typeof exports.fetch = async (key, path) => {
      const object = await exports.fetch(key, path);
      if (!isOvertaken) {
        isOvertaken = true;
        await meanwhile();
      }
      return object;
    };
    return fixture.ingest(MAY, { ...fixture.effects, exports: { ...exports, fetch } });
  }

  it('end with the newer content when a slow ingest of the older one finishes last', async () => {
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02']));
    await ingestSlowly(async () => {
      await fixture.upload(MAY, casesCsv(['A1', '2016-05-02'], ['A2', '2016-05-03'], ['A3', '2016-05-03']));
      await fixture.ingest(MAY);
    });
    expect(await fixture.totals('2016-05')).toMatchObject({ cases: 3 });
  });

  it('leave nothing active when the object is deleted during its first ingest', async () => {
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02']));
    const slow = await ingestSlowly(async () => {
      await fixture.remove(MAY);
      expect(await fixture.ingest(MAY)).toMatchObject({ status: 'absent' });
    });
    expect(slow).toMatchObject({ status: 'withdrawn' });
    expect((await entries()).filter(({ inForce }) => inForce)).toEqual([]);
  });

  it('leave the rejection of a newer content recorded when a slow ingest of the older one finishes last', async () => {
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02']));
    const slow = await ingestSlowly(async () => {
      await fixture.upload(MAY, casesCsv(['A1', 'no day']));
      expect(await fixture.ingest(MAY)).toMatchObject({ status: 'rejected' });
    });
    expect(slow).toMatchObject({ status: 'rejected' });
    const [record] = await fixture.effects.ledger.uploadsOf('nhth');
    expect(record?.outcomes).toMatchObject([{ status: 'rejected' }]);
  });

  it('activate one export and make one revision', async () => {
    await fixture.upload(MAY, casesCsv(['A1', '2016-05-02']));
    await Promise.all([fixture.ingest(MAY), fixture.ingest(MAY), fixture.ingest(MAY)]);
    await Promise.all([fixture.compute('2016-05'), fixture.compute('2016-05'), fixture.compute('2016-05')]);
    const revisions = await fixture.effects.editions.revisionsOf('us-mexico-border', '2016-05' as Month);
    expect(revisions.map(({ revision }) => revision)).toEqual([1]);
    expect(await fixture.totals('2016-05')).toMatchObject({ cases: 1 });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenReaderFor, ReadingFailed } from '../../src/steps/ingest-export/upload-reader.ts';
import { casesCsv, openStateFixture, type StateFixture } from './state-fixture.ts';

const PATH = 'nhth/2016-05/cases.csv';
const KEY = `exports/${PATH}`;

let fixture: StateFixture;
beforeEach(async () => {
  fixture = await openStateFixture();
  await fixture.upload(PATH, casesCsv(['A1', '2016-05-02']));
});
afterEach(() => fixture.close());

/** Returns readers whose reading ends in this way, and the number of times one was called. */
function failing(error: unknown, isIsolated = true): { readonly effects: StateFixture['effects']; readings(): number } {
  let readings = 0;
  const openReader: OpenReaderFor = async (bytes) => {
    const reader = await fixture.effects.openReader(bytes);
    const read = async (): Promise<never> => {
      readings++;
      throw error;
    };
    return { folder: reader.folder, isIsolated, read, close: reader.close };
  };
  return { effects: { ...fixture.effects, openReader }, readings: () => readings };
}

const TOO_LARGE = new ReadingFailed('too-large-or-slow');

describe('an upload whose reading fails', () => {
  it('is rejected with the reason, and what was active before stays so', async () => {
    await fixture.ingest(PATH);
    const before = await fixture.compute('2016-05');
    await fixture.upload(PATH, 'other bytes');
    const { effects } = failing(TOO_LARGE);
    const ingested = await fixture.ingest(PATH, effects);
    expect(ingested).toMatchObject({ key: KEY, status: 'rejected', outcomes: [{ table: null, status: 'rejected' }] });
    expect(ingested.outcomes[0]?.reason).toMatch(/too large or made to be slow/u);
    expect((await fixture.compute('2016-05')).revision.fingerprint).toBe(before.revision.fingerprint);
  });

  it('is left alone after three failures, until it changes', async () => {
    const { effects, readings } = failing(TOO_LARGE);
    for (let time = 0; time < 5; time++)
      expect(await fixture.ingest(PATH, effects)).toMatchObject({ status: 'rejected' });
    expect(readings()).toBe(3);
    const last = await fixture.ingest(PATH, effects);
    expect(last.outcomes[0]?.reason).toMatch(/tried 3 times; it is not read again until it changes/u);
    expect(await fixture.ingest(PATH)).toMatchObject({ status: 'rejected' });
    await fixture.upload(PATH, casesCsv(['A1', '2016-05-02'], ['A2', '2016-05-03']));
    expect(await fixture.ingest(PATH)).toMatchObject({ status: 'accepted', outcomes: [{ records: 2 }] });
  });

  it('is accepted when a later reading of the same bytes does not fail', async () => {
    const { effects } = failing(TOO_LARGE);
    await fixture.ingest(PATH, effects);
    await fixture.ingest(PATH, effects);
    expect(await fixture.ingest(PATH)).toMatchObject({
      status: 'accepted',
      outcomes: [{ table: 'cases', records: 1 }],
    });
    expect(await fixture.ingest(PATH)).toMatchObject({ status: 'unchanged' });
  });

  it('is not rejected for a fault of the system, which is tried again', async () => {
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write', path: '/x' });
    for (const isIsolated of [true, false]) {
      const { effects, readings } = failing(full, isIsolated);
      for (let time = 0; time < 4; time++) await expect(fixture.ingest(PATH, effects)).rejects.toBe(full);
      expect(readings()).toBe(4);
    }
    expect(await fixture.ingest(PATH)).toMatchObject({ status: 'accepted' });
  });

  it('is counted where the reading takes the process of the step with it', async () => {
    let readings = 0;
    const dying: OpenReaderFor = async (bytes) => {
      const reader = await fixture.effects.openReader(bytes);
      const read = (): Promise<never> => {
        readings++;
        return new Promise(() => undefined); // the process has ended
      };
      return { folder: reader.folder, isIsolated: false, read, close: reader.close };
    };
    for (let time = 1; time <= 3; time++) {
      void fixture.ingest(PATH, { ...fixture.effects, openReader: dying });
      while (readings < time) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const settled = await fixture.ingest(PATH, { ...fixture.effects, openReader: dying });
    expect(readings).toBe(3);
    expect(settled).toMatchObject({ status: 'rejected', outcomes: [{ table: null }] });
  });
});

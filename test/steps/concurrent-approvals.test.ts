import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LocalEffects } from '../../local/pipeline/local-runtime.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Editions } from '../../src/domain/revision.ts';
import { decideRevision } from '../../src/steps/review-edition/decide-revision.ts';
import { tries } from '../at-length.ts';
import { casesCsv, openStateFixture, type StateFixture } from './state-fixture.ts';

const PATH = 'nhth/2016-05/cases.csv';
const MONTHS = [
  '2016-05',
  '2016-06',
  '2016-07',
  '2016-08',
  '2016-09',
  '2016-10',
  '2016-11',
  '2016-12',
  '2017-01',
  '2017-02',
];
const many = (count: number): string =>
  casesCsv(...Array.from({ length: count }, (_, at) => [`C${at}`, '2016-05-02'] as const));

/** Returns the ledger's entry of the only export. */
const entryOf = async (fixture: StateFixture): Promise<LedgerEntry> => {
  const [entry] = await fixture.effects.ledger.entriesOf('nhth');
  if (!entry) throw new Error('nothing is in force');
  return entry;
};

/** Ingests two exports in advance, so that a correction is one write of the ledger. */
async function twoExports(fixture: StateFixture) {
  const inForce = [];
  for (const count of [12, 40]) {
    await fixture.upload(PATH, many(count));
    await fixture.ingest(PATH);
    inForce.push((await entryOf(fixture)).inForce);
  }
  return inForce;
}

/** Delays every call of the editions and the ledger until the scheduler releases it. */
function interleaved(effects: LocalEffects, scheduler: fc.Scheduler): LocalEffects {
  const turns = <Of extends object>(of: Of): Of =>
    new Proxy(of, {
      get: (target, name) => {
        const method = Reflect.get(target, name);
        return typeof method === 'function' ? scheduler.scheduleFunction(method.bind(target)) : method;
      },
    });
  const report = { sheet: '', month: '2016-05' as Month, revision: 1, files: [], at: '' };
  const editions: Editions = { ...effects.editions, reportOf: async () => report };
  return { ...effects, editions: turns(editions), ledger: turns({ ...effects.ledger }) };
}

it('whatever comes between approvals and recomputations, the newest revision shows the last state and says what it corrects', async () => {
  const fixture = await openStateFixture();
  const exports = await twoExports(fixture);
  const correct = async (): Promise<void> => {
    const entry = await entryOf(fixture);
    const other = exports.find((one) => one?.sha256 !== entry.inForce?.sha256) ?? null;
    await fixture.effects.ledger.put({ ...entry, generation: entry.generation + 1, inForce: other });
  };
  let run = 0;
  const actors = fc.array(fc.constantFrom('correct', 'approve', 'compute'), { minLength: 2, maxLength: 4 });
  try {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), actors, async (scheduler, acts) => {
        const month = (MONTHS[run++] ?? '2017-03') as Month;
        const effects = interleaved(fixture.effects, scheduler);
        await fixture.compute(month);
        const act = async (what: string): Promise<void> => {
          if (what === 'correct') await scheduler.schedule(Promise.resolve()).then(correct);
          if (what === 'approve') await approveNewest(effects, fixture, month);
          await fixture.compute(month, effects);
        };
        await scheduler.waitFor(Promise.all(acts.map(act)));
        await expectTruth(fixture, month);
      }),
      { numRuns: tries(3, MONTHS.length), seed: 11, endOnFailure: true },
    );
  } finally {
    await fixture.close();
  }
});

async function approveNewest(effects: LocalEffects, fixture: StateFixture, month: Month): Promise<void> {
  const newest = await effects.editions.newestRevision(fixture.sheet.id, month);
  const verdict = {
    revision: newest?.revision ?? 0,
    verdict: 'approved',
    by: 'Ana',
    caller: null,
    reason: 'a test',
  } as const;
  await decideRevision(effects, fixture.sheet, month, verdict).catch((error: unknown) => {
    if (!(error instanceof Failure && error.name === 'DecisionRefused')) throw error; // a newer decision came first
  });
}

async function expectTruth(fixture: StateFixture, month: Month): Promise<void> {
  const { editions } = fixture.effects;
  const newest = await editions.newestRevision(fixture.sheet.id, month);
  const approval = (await editions.decisionsOf(fixture.sheet.id, month)).at(-1);
  const { inForce } = await entryOf(fixture);
  expect(newest?.generatedFrom).toMatchObject([{ sha256: inForce?.sha256 }]);
  if (!approval || newest?.revision === approval.revision) return;
  const approved = await editions.revision(fixture.sheet.id, month, approval.revision);
  const differs = approved?.generatedFrom[0]?.sha256 !== inForce?.sha256;
  expect(newest?.corrects?.revision).toBe(differs ? approval.revision : undefined);
}

it('checks again after a revision is made: the ledger was restored meanwhile, and another run found nothing to do', async () => {
  const fixture = await openStateFixture();
  try {
    const [small, large] = await twoExports(fixture);
    const put = async (inForce: LedgerEntry['inForce']): Promise<void> => {
      const entry = await entryOf(fixture);
      await fixture.effects.ledger.put({ ...entry, generation: entry.generation + 1, inForce });
    };
    await put(small ?? null);
    const { revision: first } = await fixture.compute('2016-05');
    await put(large ?? null);
    const slow: Editions = {
      ...fixture.effects.editions,
      makeCurrent: async (revision) => {
        await put(small ?? null);
        expect(await fixture.compute('2016-05')).toMatchObject({ made: false, revision: { revision: 1 } });
        slow.makeCurrent = fixture.effects.editions.makeCurrent;
        return fixture.effects.editions.makeCurrent(revision);
      },
    };
    const { revision, made } = await fixture.compute('2016-05', { ...fixture.effects, editions: slow });
    expect({ made, fingerprint: revision.fingerprint }).toEqual({ made: true, fingerprint: first.fingerprint });
    expect(revision.revision).toBe(3);
  } finally {
    await fixture.close();
  }
});

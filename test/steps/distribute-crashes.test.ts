import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTable } from '../../local/state/dynalite-table.ts';
import { dynamoDispatches } from '../../src/adapters/aws/dynamo-dispatches.ts';
import type { Dispatches } from '../../src/domain/dispatch.ts';
import type { MailMessage, MailOutcome } from '../../src/domain/mail.ts';
import type { Month } from '../../src/domain/month.ts';
import type { RevisionRun } from '../../src/domain/run-report.ts';
import { distribute } from '../../src/steps/distribute/distribute.ts';
import type { DistributeEffects } from '../../src/steps/distribute/mail-run.ts';
import { spread, tries } from '../at-length.ts';
import { crashing, orCrash, remembered } from './crashing.ts';
import {
  type MailFixture,
  memoryDispatches,
  memoryStakeholders,
  openApprovedMailFixture,
  recordedMail,
  SETTINGS,
} from './mail-fixture.ts';

const NAMES = ['Ana', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus'];
const OUTCOMES: Record<string, MailOutcome[]> = {
  Bo: [{ status: 'refused', code: 'TooManyRequestsException', passing: true }],
  Cy: [{ status: 'uncertain', code: 'TimeoutError' }],
  Di: [{ status: 'refused', code: 'MessageRejected', passing: false }],
};

let place: MailFixture;
let still: Pick<DistributeEffects, 'editions' | 'definitions' | 'reports'>;
beforeAll(async () => {
  place = await openApprovedMailFixture();
  const { editions, definitions, reports } = place.fixture.effects;
  still = { editions: remembered(editions), definitions: remembered(definitions), reports: remembered(reports) };
});
afterAll(() => place.fixture.close());

function fresh(dispatches: Dispatches) {
  const mail = recordedMail(OUTCOMES);
  const people = [...NAMES.map((name) => place.person(name)), place.person('Pau', { status: 'paused' })];
  const effects = place.effects({ ...still, dispatches, stakeholders: memoryStakeholders(people), mail });
  return { mail, effects };
}

const run = (effects: DistributeEffects, name: string) =>
  distribute(effects, place.fixture.sheet, SETTINGS, {
    run: name,
    month: '2016-05' as Month,
    toEveryone: false,
    only: null,
    dryRun: false,
    until: null,
  });

const TOTAL = NAMES.length + 1;
const total = ({ sent, already, paused, suspended, failed, waiting, uncertain }: RevisionRun): number =>
  sent + already + paused + suspended + failed + waiting + uncertain;

/**
 * Checks that each person got at most one message and is in exactly one state, that every message reported as sent went
 * out, and that no message that went out is denied.
 */
async function expectAccounted(out: readonly MailMessage[], effects: DistributeEffects): Promise<void> {
  const names = out.map(({ to }) => to.name);
  expect(new Set(names).size).toBe(names.length);
  const { revisions } = await run(effects, 'the last');
  expect(revisions.map(total)).toEqual([TOTAL]);
  expect(revisions[0]?.waiting).toBe(0);
  expect(revisions[0]?.paused).toBe(1);
  const kept = await effects.dispatches.list(place.fixture.sheet.id, '2016-05' as Month, 1);
  const stateOf = (name: string) => kept.find(({ stakeholder }) => stakeholder === place.person(name).id)?.status;
  for (const name of NAMES)
    expect(names.includes(name) ? ['sent', 'sending'] : ['failed', 'sending']).toContain(stateOf(name));
  // Cy's, and one from the crash
  expect(kept.filter(({ status }) => status === 'sending').length).toBeLessThanOrEqual(2);
  expect(stateOf('Pau')).toBeUndefined();
}

it('a crash before or after any call, with the schedule repeated, mails no one twice and misses no one', async () => {
  const whole = crashing(fresh(memoryDispatches()).effects, Number.POSITIVE_INFINITY, 'before');
  await run(whole.effects, 'June');
  let points = 0;
  for (let at = 1; at <= whole.calls(); at += tries(4, 1))
    for (const when of ['before', 'after'] as const) {
      const { mail, effects } = fresh(memoryDispatches());
      await orCrash(run(crashing(effects, at, when).effects, 'June'));
      await run(effects, 'June');
      await run(effects, 'June again');
      await expectAccounted(mail.out, effects);
      points++;
    }
  console.log(`${points} crash points`);
  expect(points).toBeGreaterThan(tries(15, 60));
});

it('two concurrent runs of one schedule, one of them crashing, mail no one twice', async () => {
  const whole = crashing(fresh(memoryDispatches()).effects, Number.POSITIVE_INFINITY, 'before');
  await run(whole.effects, 'June');
  for (let at = 1; at <= whole.calls(); at += tries(9, 3)) {
    const { mail, effects } = fresh(memoryDispatches());
    await Promise.all([orCrash(run(crashing(effects, at, 'after').effects, 'June')), run(effects, 'June')]);
    await run(effects, 'June');
    await expectAccounted(mail.out, effects);
  }
});

it('the same holds in DynamoDB', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-dispatches-'));
  try {
    for (const at of spread([12, 20, 28, 30, 32, 34, 36, 40, 44], 2)) {
      const table = await startTable(join(folder, String(at)));
      try {
        const { mail, effects } = fresh(dynamoDispatches(table));
        await Promise.all([orCrash(run(crashing(effects, at, 'after').effects, 'June')), run(effects, 'June')]);
        await run(effects, 'June');
        await expectAccounted(mail.out, effects);
      } finally {
        await table.stop();
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

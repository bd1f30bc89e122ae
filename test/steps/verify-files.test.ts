import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Decision } from '../../src/domain/decision.ts';
import type { ReportFile } from '../../src/domain/edition.ts';
import type { Month } from '../../src/domain/month.ts';
import { distribute } from '../../src/steps/distribute/distribute.ts';
import type { DistributeEffects } from '../../src/steps/distribute/mail-run.ts';
import {
  type MailFixture,
  memoryDispatches,
  memoryStakeholders,
  openApprovedMailFixture,
  RUN,
  recordedMail,
  SETTINGS,
} from './mail-fixture.ts';

let place: MailFixture;
let kept: ReadonlyMap<string, Uint8Array>;
let approval: Decision;
const fileOf = (language: string): ReportFile => approval.files.find(({ key }) => key.endsWith(`.${language}.pdf`))!;

beforeAll(async () => {
  place = await openApprovedMailFixture();
  const { editions, reports } = place.fixture.effects;
  approval = (await editions.decisionsOf(place.fixture.sheet.id)).at(-1)!;
  kept = new Map(await Promise.all(approval.files.map(async ({ key }) => [key, await reports.bytes(key)] as const)));
});
beforeEach(async () => {
  for (const [key, bytes] of kept) await place.fixture.effects.reports.putBytes(key, bytes);
});
afterAll(() => place.fixture.close());

/** Sends to two people, one by attachment and one by link, and expects that nothing goes out to either. */
async function expectRefused(message: RegExp, more: Partial<DistributeEffects> = {}): Promise<void> {
  const [mail, dispatches] = [recordedMail(), memoryDispatches()];
  const people = [place.person('Ana'), place.person('Bo', { language: 'en', delivery: 'link' })];
  const effects = place.effects({ dispatches, stakeholders: memoryStakeholders(people), mail, ...more });
  for (const dryRun of [true, false])
    await expect(distribute(effects, place.fixture.sheet, SETTINGS, { ...RUN, dryRun })).rejects.toMatchObject({
      name: 'ReportChanged',
      message: expect.stringMatching(message),
    });
  expect(mail.out).toEqual([]);
  expect(dispatches.all()).toEqual([]);
}

const put = (key: string, bytes: Uint8Array) => place.fixture.effects.reports.putBytes(key, bytes);

describe('what is sent', () => {
  it.each([
    ['empty', 'es', async ({ key }: ReportFile) => put(key, new Uint8Array()), / is empty; nothing was sent/],
    ['another byte', 'es', async ({ key }: ReportFile) => put(key, changed(kept.get(key)!)), / is not the file/],
    [
      'a byte longer',
      'en',
      async ({ key }: ReportFile) => put(key, Buffer.concat([kept.get(key)!, Buffer.of(0)])),
      / is not the file/,
    ],
    [
      'the other language’s',
      'es',
      async ({ key }: ReportFile) => put(key, kept.get(fileOf('en').key)!),
      / is not the file/,
    ],
    ['missing', 'en', async ({ key }: ReportFile) => place.fixture.lose(key), / is missing;/],
  ])('is nothing when a page is %s, whoever gets it', async (_how, language, change, message) => {
    await change(fileOf(language));
    await expectRefused(message);
  });

  it('is nothing when a figure of the table is not the approved one', async () => {
    const { editions } = place.fixture.effects;
    const figuresOf: typeof editions.figuresOf = async (sheet, fingerprint) => {
      const [first, ...rest] = await editions.figuresOf(sheet, fingerprint);
      return [{ ...first!, printed: { ...first!.printed, total: 999_999 } }, ...rest];
    };
    await expectRefused(/its figures are not those that were approved/, { editions: { ...editions, figuresOf } });
  });

  it.each(['files', 'fingerprint'] as const)('is nothing when the decision names no %s', async (name) => {
    const { editions } = place.fixture.effects;
    const bare = {
      ...approval,
      files: name === 'files' ? [] : approval.files,
      ...(name === 'fingerprint' && { fingerprint: '' }),
    };
    await expectRefused(/nothing was sent/, { editions: { ...editions, decisionsOf: async () => [bare] } });
  });

  it('is the file that the decision names, whatever the record of the report names', async () => {
    const forged = changed(kept.get(fileOf('es').key)!);
    await put('reports/us-mexico-border/2016-05/r1/forged.es.pdf', forged);
    const { editions } = place.fixture.effects;
    const mail = recordedMail();
    const effects = place.effects({
      dispatches: memoryDispatches(),
      stakeholders: memoryStakeholders([place.person('Ana')]),
      mail,
      editions: { ...editions, reportOf: async () => null } as typeof editions,
    });
    await distribute(effects, place.fixture.sheet, SETTINGS, { ...RUN, month: '2016-05' as Month });
    expect(mail.out[0]?.attachments[0]?.content).toEqual(kept.get(fileOf('es').key));
  });
});

function changed(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFamily } from '../../src/definitions/load-definitions.ts';
import { sheetTitle } from '../../src/definitions/sheet-title.ts';
import type { Hold } from '../../src/domain/hold.ts';
import type { Month } from '../../src/domain/month.ts';
import { computeFamily } from '../../src/steps/compute-figures/compute-family.ts';
import { distributeDue } from '../../src/steps/distribute/distribute-due.ts';
import { availableSheets } from '../../src/steps/stakeholders/keep-stakeholders.ts';
import { changedFiles } from '../definitions/changed-files.ts';
import {
  type MailFixture,
  memoryDispatches,
  memoryStakeholders,
  openMailFixture,
  recordedMail,
} from './mail-fixture.ts';
import { approvalOf, casesCsv } from './state-fixture.ts';

const WHOLE = 'us-mexico-border';
const TEXAS = `${WHOLE}--us-tx`;
const MONTH = '2016-05' as Month;
const FILES = changedFiles({
  [`templates/${WHOLE}/sheet.json`]: (json) => ({ ...json, family: { by: 'state', members: ['US-TX', 'US-CA'] } }),
});

let place: MailFixture;
beforeAll(async () => {
  place = await openMailFixture();
  const { effects, definitions, upload, ingest } = place.fixture;
  const cases = Array.from({ length: 30 }, (_, at) => [`C${at}`, '2016-05-02'] as const);
  await upload('nhth/2016-05/cases.csv', casesCsv(...cases));
  await ingest('nhth/2016-05/cases.csv');
  const sheets = await loadFamily(FILES, definitions, WHOLE);
  for (const { revision } of await computeFamily(effects, definitions, { sheets, month: MONTH })) {
    const { sheet, fingerprint } = revision;
    const key = `reports/${sheet}/${MONTH}/r1/${sheet}-${MONTH}.es.pdf`;
    const bytes = new TextEncoder().encode(`%PDF-1.7 ${sheet}`);
    await effects.reports.putBytes(key, bytes);
    const files = [{ key, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.byteLength }];
    await effects.editions.recordReport({ sheet, month: MONTH, revision: 1, files, at: '2016-06-10T00:00:00.000Z' });
    await effects.editions.decide({ ...approvalOf(MONTH, 1), sheet, files, fingerprint });
  }
});
afterAll(() => place.fixture.close());

/** Sends what the schedule of the whole would send to a person with these sheets. */
async function send(sheets: readonly string[], holds: readonly Hold[] = []) {
  const mail = recordedMail();
  const effects = place.effects({
    mail,
    dispatches: memoryDispatches(),
    stakeholders: memoryStakeholders([place.person('Ana', { sheets })]),
    definitions: FILES,
    holds: { list: async (sheet) => holds.filter((one) => one.sheet === sheet) },
    events: { emit: async () => undefined },
  });
  const configuration = { sender: 'Sheets <sheets@example.org>', linkUrl: null, schedules: [] };
  const how = { due: { sheet: WHOLE, asked: { month: null, at: 'now' } }, until: null };
  const report = await distributeDue(effects, place.fixture.definitions, configuration, how);
  return { report, messages: mail.out };
}

describe('distributing a family', () => {
  it('sends the whole and the members that a person chose, and nothing else', async () => {
    const { report, messages } = await send([WHOLE, TEXAS]);
    expect(messages.map(({ attachments }) => attachments[0]?.filename)).toEqual([
      `${WHOLE}-${MONTH}.es.pdf`,
      `${TEXAS}-${MONTH}.es.pdf`,
    ]);
    expect(messages[1]?.subject).toContain('en Texas');
    expect(report?.revisions.map(({ sheet, sent }) => [sheet, sent])).toEqual([
      [WHOLE, 1],
      [TEXAS, 1],
    ]);
  });

  it('sends a member alone to those who chose only it', async () => {
    const { report, messages } = await send([TEXAS]);
    expect(messages.map(({ attachments }) => attachments[0]?.filename)).toEqual([`${TEXAS}-${MONTH}.es.pdf`]);
    expect(report?.nothing).toBeNull();
  });

  it('sends no member while the whole is held', async () => {
    const hold: Hold = {
      sheet: WHOLE,
      number: 1,
      held: true,
      by: 'Ana',
      caller: null,
      at: '2016-06-10T00:00:00.000Z',
      reason: 'a test',
    };
    const { report, messages } = await send([TEXAS], [hold]);
    expect(messages).toEqual([]);
    expect(report?.why).toBe('held');
  });

  it('lets people choose members, by titles that name them', async () => {
    const known = await availableSheets(FILES, place.fixture.definitions);
    expect([...known.keys()]).toEqual(expect.arrayContaining([WHOLE, TEXAS, `${WHOLE}--us-ca`, 'linea-145']));
    expect(await sheetTitle(FILES, TEXAS, 'es')).toMatch(/: Texas$/u);
    expect(await sheetTitle(FILES, `${WHOLE}--us-ca`, 'en')).toMatch(/Border: California$/u);
  });
});

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFamily } from '../../src/definitions/load-definitions.ts';
import { sheetTitle } from '../../src/definitions/sheet-title.ts';
import { readReportToken } from '../../src/distribution/links/link-token.ts';
import type { Hold } from '../../src/domain/hold.ts';
import type { Month } from '../../src/domain/month.ts';
import type { RevisionRun } from '../../src/domain/run-report.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { computeFamily } from '../../src/steps/compute-figures/compute-family.ts';
import { distributeFamily } from '../../src/steps/distribute/distribute.ts';
import { distributeDue } from '../../src/steps/distribute/distribute-due.ts';
import type { DistributeEffects } from '../../src/steps/distribute/mail-run.ts';
import { previewRun } from '../../src/steps/distribute/preview-run.ts';
import { availableSheets } from '../../src/steps/stakeholders/change-stakeholders.ts';
import { changedFiles } from '../definitions/changed-files.ts';
import { smallUnzip } from '../exports/fuzz/small-packed.ts';
import { crashing, orCrash, remembered } from './crashing.ts';
import {
  type MailFixture,
  memoryDispatches,
  memoryStakeholders,
  openMailFixture,
  RUN,
  recordedMail,
  SETTINGS,
} from './mail-fixture.ts';
import { approvalOf, casesCsv } from './state-fixture.ts';

const WHOLE = 'us-mexico-border';
const [TEXAS, CALIFORNIA, JALISCO, PUEBLA] = ['us-tx', 'us-ca', 'mx-jal', 'mx-pue'].map(
  (code) => `${WHOLE}--${code}`,
) as [string, string, string, string];
const ALL = `${WHOLE}--*`;
const MONTH = '2016-05' as Month;
const members = ['US-TX', 'US-CA', 'MX-JAL', 'MX-PUE'];
const FILES = changedFiles({
  [`templates/${WHOLE}/sheet.json`]: (json) => ({ ...json, family: { by: 'state', members } }),
});

let place: MailFixture;
let sheets: readonly [Sheet, ...Sheet[]];
beforeAll(async () => {
  place = await openMailFixture();
  sheets = await loadFamily(FILES, place.fixture.definitions, WHOLE);
  await publish(30);
  for (const { id } of sheets) if (id !== PUEBLA) await approve(id, 1);
});
afterAll(() => place.fixture.close());

/** Computes the family of a month with this many cases. */
async function publish(count: number): Promise<void> {
  const { effects, definitions, upload, ingest } = place.fixture;
  const cases = Array.from({ length: count }, (_, at) => [`C${at}`, '2016-05-02'] as const);
  await upload('nhth/2016-05/cases.csv', casesCsv(...cases));
  await ingest('nhth/2016-05/cases.csv');
  await computeFamily(effects, definitions, { sheets, month: MONTH });
}

async function approve(sheet: string, number: number): Promise<void> {
  const { effects } = place.fixture;
  const revision = await effects.editions.newestRevision(sheet, MONTH);
  if (!revision) throw new Error(`${sheet} has no revision`);
  const files = await Promise.all(
    ['en', 'es'].map(async (language) => {
      const key = `reports/${sheet}/${MONTH}/r${revision.revision}/${sheet}-${MONTH}.${language}.pdf`;
      const bytes = new TextEncoder().encode(`%PDF-1.7 ${sheet} ${language} ${revision.revision}`);
      await effects.reports.putBytes(key, bytes);
      return { key, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.byteLength };
    }),
  );
  const of = { sheet, month: MONTH, revision: revision.revision };
  await effects.editions.recordReport({ ...of, files, at: '2016-06-10T00:00:00.000Z' });
  const approval = approvalOf(MONTH, revision.revision, number);
  await effects.editions.decide({ ...approval, sheet, files, fingerprint: revision.fingerprint });
}

/** Opens a list of people, named by what they chose, with its own store of dispatches and mail service. */
function open(people: Readonly<Record<string, readonly string[]>>, parts: Partial<DistributeEffects> = {}) {
  const mail = recordedMail();
  const dispatches = memoryDispatches();
  const list = Object.entries(people).map(([name, chosen]) => place.person(name, { sheets: chosen }));
  const events = { emit: async () => undefined };
  const effects = place.effects({
    ...{ mail, dispatches, events, definitions: FILES, stakeholders: memoryStakeholders(list) },
    ...parts,
  });
  const configuration = { sender: 'Sheets <sheets@example.org>', linkUrl: SETTINGS.linkUrl, schedules: [] };
  const run = (at = 'now', more: Partial<DistributeEffects> = {}) =>
    distributeDue({ ...effects, ...more }, place.fixture.definitions, configuration, {
      due: { sheet: WHOLE, asked: { month: null, at } },
      until: null,
    });
  return { run, mail, dispatches, effects };
}

const holdOf = (sheet: string): Pick<DistributeEffects, 'holds'> => {
  const hold: Hold = {
    ...{ sheet, number: 1, held: true, by: 'Ana', caller: null },
    ...{ at: '2016-06-10T00:00:00.000Z', reason: 'a test' },
  };
  return { holds: { list: async (id) => (id === sheet ? [hold] : []) } };
};

const names = (message: { readonly attachments: readonly { readonly filename: string }[] } | undefined) =>
  message?.attachments.map(({ filename }) => filename);

describe('distributing a family', () => {
  it('sends what a person chose in one message, with the names of the sheets', async () => {
    const { run, mail } = open({ Ana: [WHOLE, TEXAS, JALISCO], Bo: [TEXAS] });
    const report = await run();
    expect(mail.out.map(({ to }) => to.name)).toEqual(['Ana', 'Bo']);
    const [ana, bo] = mail.out;
    expect(names(ana)).toEqual([
      'Combatir la trata a ambos lados de la frontera México-Estados Unidos 2016-05.pdf',
      'Texas 2016-05.pdf',
      'Jalisco 2016-05.pdf',
    ]);
    expect(ana?.subject).toMatch(/: hoja principal, Texas y Jalisco, mayo de 2016$/u);
    expect(ana?.text).toContain('- Texas\n- Jalisco\n');
    expect(ana?.html).toContain('>Jalisco</li>');
    expect(names(bo)).toEqual([`${TEXAS}-${MONTH}.es.pdf`]);
    expect(bo?.subject).toContain('en Texas');
    const sent = (sheet: string) => report?.revisions.find((one) => one.sheet === sheet)?.sent;
    expect([WHOLE, TEXAS, JALISCO, CALIFORNIA].map(sent)).toEqual([1, 2, 1, undefined]);
  });

  it('shows no figures where only members are sent, because each is on its page', async () => {
    const { run, mail } = open({ Ana: [TEXAS, JALISCO] });
    await run();
    expect(mail.out[0]?.subject).toMatch(/: Texas y Jalisco, mayo de 2016$/u);
    expect(mail.out[0]?.html).not.toContain('<caption');
    expect(mail.out[0]?.text).not.toMatch(/\d{2} {2}(casos|víctimas)/u);
  });

  it('attaches more than three pages as one zip file, and says what is not approved yet', async () => {
    const { run, mail } = open({ Ana: [WHOLE, ALL] });
    await run();
    const [message] = mail.out;
    expect(names(message)).toEqual([
      'Combatir la trata a ambos lados de la frontera México-Estados Unidos 2016-05.zip',
    ]);
    const entries = smallUnzip(Buffer.from(message?.attachments[0]?.content ?? [])) ?? [];
    const files = new Map(entries.map(({ name, contents }) => [String(name), String(contents)]));
    expect([...files.keys()].slice(1)).toEqual(['California 2016-05.pdf', 'Texas 2016-05.pdf', 'Jalisco 2016-05.pdf']);
    expect(files.get('Texas 2016-05.pdf')).toBe(`%PDF-1.7 ${TEXAS} es 1`);
    expect(message?.text).toContain('No van en este mensaje: Puebla.');
  });

  it('attaches as many pages on their own as the schedule of the sheet says', async () => {
    const sendTo = async (chosen: readonly string[], zipAbove: number) => {
      const { effects, mail } = open({ Ana: chosen });
      await distributeFamily(effects, sheets, { ...SETTINGS, zipAbove }, RUN);
      return names(mail.out[0]);
    };
    expect(await sendTo([TEXAS, JALISCO], 1)).toEqual([expect.stringMatching(/\.zip$/u)]);
    const each = await sendTo([WHOLE, ALL], 4);
    expect(each).toHaveLength(4);
    expect(each).toContain('Texas 2016-05.pdf');
  });

  it('has a link for each page if the message would be too large', async () => {
    const { effects, mail } = open({ Ana: [TEXAS, JALISCO] });
    await distributeFamily(effects, sheets, { ...SETTINGS, sizeLimitMb: 0.00001 }, RUN);
    const tokens = [...(mail.out[0]?.text ?? '').matchAll(/\/report\/(\S+)/gu)].map(([, token = '']) => token);
    const secrets = await effects.linkSecrets.newest();
    expect(tokens.map((token) => readReportToken([secrets], token)?.sheet)).toEqual([TEXAS, JALISCO]);
    expect(names(mail.out[0])).toEqual([]);
  });

  it('sends nothing twice, and a sheet that is approved or released later alone', async () => {
    const { run, mail } = open({ Ana: [TEXAS, JALISCO, CALIFORNIA] });
    const report = await run('first', holdOf(JALISCO));
    expect(report?.held).toEqual([JALISCO]);
    expect(mail.out[0]?.text).toContain('No van en este mensaje: Jalisco.');
    expect((await run('second', holdOf(JALISCO)))?.why).toBe('held');
    await run('third');
    expect((await run('fourth'))?.why).toBe('everyone-has-it');
    expect(mail.out.map(names)).toEqual([
      ['California 2016-05.pdf', 'Texas 2016-05.pdf'],
      [`${JALISCO}-${MONTH}.es.pdf`],
    ]);
  });

  it('sends no member while the main sheet is held', async () => {
    const { run, mail } = open({ Ana: [TEXAS] });
    expect((await run('now', holdOf(WHOLE)))?.why).toBe('held');
    expect(mail.out).toEqual([]);
  });

  it('previews for each person which sheets they get, and which later', async () => {
    const { effects } = open({ Ana: [ALL], Bo: [TEXAS] });
    const plan = await previewRun(effects, sheets, SETTINGS, null);
    expect(plan.messages.map(({ person, sheets: sent, later }) => [person.name, sent.length, later])).toEqual([
      ['Ana', 3, [PUEBLA]],
      ['Bo', 1, []],
    ]);
  });

  it('previews what is held as left out, and of a held main sheet what is sent once it is released', async () => {
    const { effects } = open({ Ana: [TEXAS, JALISCO] });
    const plan = await previewRun({ ...effects, ...holdOf(JALISCO) }, sheets, SETTINGS, null);
    expect(plan.messages.map((message) => message.sheets.map(({ sheet }) => sheet))).toEqual([[TEXAS]]);
    expect(plan.messages[0]?.later).toEqual([JALISCO]);
    expect(plan.report.held).toEqual([JALISCO]);
    const released = await previewRun({ ...effects, ...holdOf(WHOLE) }, sheets, SETTINGS, null);
    expect(released.messages.map((message) => message.sheets.length)).toEqual([2]);
  });

  it('after a crash before or after any call that matters, mails no sheet twice and misses none', async () => {
    const { editions, reports } = place.fixture.effects;
    const still = { editions: remembered(editions), reports: remembered(reports), definitions: remembered(FILES) };
    const started = () => open({ Ana: [TEXAS, JALISCO], Bo: [TEXAS] }, still);
    const touched = ['dispatches', 'mail', 'stakeholders'] as const;
    const undisturbed = crashing(started().effects, Number.POSITIVE_INFINITY, 'before', touched);
    await started().run('June', undisturbed.effects);
    expect(undisturbed.calls()).toBeGreaterThan(12);
    for (let at = 1; at <= undisturbed.calls(); at++) {
      const { run, mail, effects, dispatches } = started();
      await orCrash(run('June', crashing(effects, at, at % 2 === 0 ? 'after' : 'before', touched).effects));
      await run('June');
      const report = await run('June again');
      const sent = mail.out.flatMap((one) => (names(one) ?? []).map((file) => `${one.to.name} ${sheetOf(file)}`));
      expect(new Set(sent).size).toBe(sent.length);
      expect(report?.revisions.map(total)).toEqual([0, 2, 1]);
      const states = dispatches.all().map(({ status }) => status);
      expect(states).toHaveLength(3);
      expect(states.every((status) => status === 'sent' || status === 'sending')).toBe(true);
      expect(sent.length).toBeGreaterThanOrEqual(states.filter((status) => status === 'sent').length);
    }
  });

  it('lets people choose members, by titles that name them', async () => {
    const known = await availableSheets(FILES, place.fixture.definitions);
    expect([...known.keys()]).toEqual(expect.arrayContaining([WHOLE, TEXAS, CALIFORNIA, 'linea-145']));
    expect(await sheetTitle(FILES, TEXAS, 'es')).toMatch(/: Texas$/u);
    expect(await sheetTitle(FILES, CALIFORNIA, 'en')).toMatch(/Border: California$/u);
  });

  it('sends corrections to those who have the sheet, and says what changed in which', async () => {
    const { run, mail } = open({ Ana: [WHOLE, TEXAS], Bo: [TEXAS] });
    await run('June');
    await publish(52);
    for (const id of [WHOLE, TEXAS]) await approve(id, 2);
    await run('July');
    const report = await run('August');
    expect(mail.out.map(({ to }) => to.name)).toEqual(['Ana', 'Bo', 'Ana', 'Bo']);
    expect(mail.out[2]?.subject).toMatch(/^Corrección: /u);
    const text = mail.out[2]?.text.replaceAll(/\s+/gu, ' ');
    expect(text).toMatch(/corregidas en este mensaje: .+ y Texas\./u);
    expect(text).toContain('- Texas: casos vinculados con México: antes 30, ahora 52');
    expect(text).toContain('- Texas (corregida)');
    expect(report?.why).toBe('everyone-has-it');
  });
});

/** Returns the sheet of a page's file: alone it has its stored name. */
const sheetOf = (file: string): string => (/^Texas|us-tx/u.test(file) ? TEXAS : JALISCO);

const total = ({ sent, already, paused, suspended, failed, waiting, uncertain }: RevisionRun): number =>
  sent + already + paused + suspended + failed + waiting + uncertain;

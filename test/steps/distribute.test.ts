import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVENT_SCHEMAS } from '../../src/definitions/event-schemas.ts';
import type { Month } from '../../src/domain/month.ts';
import type { FormerStakeholder, Stakeholder } from '../../src/domain/stakeholder.ts';
import { distribute } from '../../src/steps/distribute/distribute.ts';
import { resolveDispatches } from '../../src/steps/distribute/resolve-dispatches.ts';
import type { RunOptions } from '../../src/steps/distribute/run-options.ts';
import {
  type MailFixture,
  memoryStakeholders,
  openApprovedMailFixture,
  openRun,
  RUN,
  recordedMail,
  SETTINGS,
} from './mail-fixture.ts';

const PASSING = { status: 'refused', code: 'TooManyRequestsException', passing: true } as const;
const REFUSED = { status: 'refused', code: 'MessageRejected', passing: false } as const;
const UNCERTAIN = { status: 'uncertain', code: 'TimeoutError' } as const;

let place: MailFixture;
beforeAll(async () => {
  place = await openApprovedMailFixture();
});
afterAll(() => place.fixture.close());

describe('a distribution', () => {
  it('sends each stakeholder of the sheet the report in their language, once', async () => {
    const { person } = place;
    const { run, mail, emitted } = openRun(place, [
      person('Ana'),
      person('Bo', { language: 'en' }),
      person('Cy', { sheets: ['linea-145'] }),
    ]);
    const report = await run();
    expect(report.revisions).toEqual([
      {
        sheet: 'us-mexico-border',
        month: '2016-05',
        revision: 1,
        sent: 2,
        already: 0,
        paused: 0,
        suspended: 0,
        failed: 0,
        waiting: 0,
        uncertain: 0,
      },
    ]);
    expect(mail.out.map(({ to, attachments }) => [to.name, attachments[0]?.filename])).toEqual([
      ['Ana', 'us-mexico-border-2016-05.es.pdf'],
      ['Bo', 'us-mexico-border-2016-05.en.pdf'],
    ]);
    expect(emitted.map(({ name }) => name)).toEqual(['DistributionFinished']);
    expect(await run({ run: 'July' })).toMatchObject({
      nothing: expect.stringMatching(/revision 1 was sent to everyone/),
    });
    expect(mail.out).toHaveLength(2);
    expect(emitted.map(({ name }) => name)).toEqual(['DistributionFinished', 'NothingToDistribute']);
    for (const { name, detail } of emitted) expect(EVENT_SCHEMAS[name].parse(detail)).toEqual(detail);
  });

  it('goes on past refusals, and accounts for each stakeholder', async () => {
    const { person } = place;
    const mail = recordedMail({ Bo: [REFUSED], Cy: [UNCERTAIN], Di: [PASSING], Ed: [PASSING, PASSING, PASSING] });
    const suspended = person('Fay', { status: 'suspended', suspendedFor: 'bounce' });
    const people = ['Ana', 'Bo', 'Cy', 'Di', 'Ed', 'Gus'].map((name) => person(name));
    const { run, dispatches, pauses } = openRun(place, [...people, suspended, person('Hal', { status: 'paused' })], {
      mail,
    });
    const [counts] = (await run()).revisions;
    expect(counts).toMatchObject({ sent: 3, failed: 1, uncertain: 1, waiting: 1, suspended: 1, paused: 1, already: 0 });
    expect(pauses).toEqual([1000, 1000, 4000]);
    expect(dispatches.all().map(({ status, code }) => [status, code])).toEqual([
      ['sent', null],
      ['failed', 'MessageRejected'],
      ['sending', null],
      ['sent', null],
      ['released', 'TooManyRequestsException'],
      ['sent', null],
    ]);
    const [next] = (await run({ run: 'July' })).revisions;
    expect(next).toMatchObject({ sent: 1, already: 3, failed: 1, uncertain: 1, waiting: 0 });
  });

  it('stops asking a mail service that takes nothing more, and leaves the rest for the next run', async () => {
    const people = Array.from({ length: 8 }, (_, at) => place.person(`P${at}`));
    const mail = recordedMail(Object.fromEntries(people.map(({ name }) => [name, [PASSING, PASSING, PASSING]])));
    const { run } = openRun(place, people, { mail });
    expect(await run()).toMatchObject({ unreached: 3, revisions: [{ waiting: 8 }] });
    expect(await run()).toMatchObject({ unreached: 0, revisions: [{ sent: 5, waiting: 3 }] });
    expect(await run()).toMatchObject({ revisions: [{ sent: 8, waiting: 0 }] });
  });

  it('ends when its time is over, and goes on later', async () => {
    const { run, mail } = openRun(place, [place.person('Ana')]);
    expect(await run({ until: new Date('2016-06-15T14:00:00Z') })).toMatchObject({ unreached: 1 });
    expect(mail.out).toEqual([]);
    expect(await run()).toMatchObject({ revisions: [{ sent: 1 }] });
  });

  it('keeps to the rate of the mail service', async () => {
    const people = ['Ana', 'Bo', 'Cy'].map((name) => place.person(name));
    const { run, pauses } = openRun(place, people, { mail: recordedMail({}, 4) });
    await run();
    expect(pauses).toEqual([250, 500]); // the clock of this test does not move
  });

  it('composes everything and sends nothing when it is a trial', async () => {
    const { run, mail, emitted, dispatches } = openRun(place, [place.person('Ana')]);
    expect(await run({ dryRun: true })).toMatchObject({ revisions: [{ waiting: 1, sent: 0 }] });
    expect(mail.out).toEqual([]);
    expect(emitted).toEqual([]);
    expect(dispatches.all()).toEqual([]);
  });

  it('sends to one stakeholder when asked, and to the others later', async () => {
    const [ana, bo] = [place.person('Ana'), place.person('Bo')];
    const { run, mail } = openRun(place, [ana, bo]);
    await run({ only: bo.id });
    expect(mail.out.map(({ to }) => to.name)).toEqual(['Bo']);
    expect((await run({ run: 'July' })).revisions).toMatchObject([{ sent: 1, already: 1 }]);
  });

  it('names the reason when the list has no one, and when no revision is approved', async () => {
    const { run, emitted } = openRun(place, []);
    expect((await run()).nothing).toBe('us-mexico-border 2016-05: no one on the list gets this sheet');
    expect((await run({ month: '2016-04' as Month })).nothing).toBe(
      'us-mexico-border 2016-04: no revision is approved',
    );
    expect(emitted).toHaveLength(2);
  });

  it('calls nothing uncertain that another run has settled by its end', async () => {
    const people = ['Ana', 'Bo'].map((name) => place.person(name));
    const { effects, dispatches, mail, run } = openRun(place, people);
    const [of, put] = [dispatches.list, dispatches.put];
    const claim = {
      sheet: 'us-mexico-border',
      month: '2016-05' as Month,
      revision: 1,
      stakeholder: people[0]?.id ?? '',
    };
    const rest = { run: 'May', at: '', messageId: null, code: null, revoked: false };
    await put({ ...claim, ...rest, generation: 1, status: 'sending' });
    const slow = {
      ...dispatches,
      put: async (one: Parameters<typeof put>[0]) => {
        if (one.status === 'sending') await put({ ...claim, ...rest, generation: 2, status: 'sent' });
        return put(one);
      },
    };
    const report = await distribute(
      { ...effects, dispatches: { ...slow, list: of } },
      place.fixture.sheet,
      SETTINGS,
      RUN,
    );
    expect(report.revisions).toMatchObject([{ sent: 1, already: 1, uncertain: 0 }]);
    expect(mail.out.map(({ to }) => to.name)).toEqual(['Bo']);
    expect(await run({ run: 'July' })).toMatchObject({ nothing: expect.any(String) });
  });

  it('lets a person say that an uncertain message was sent, or send it again', async () => {
    const { run, effects, mail } = openRun(place, [place.person('Ana'), place.person('Bo')], {
      mail: recordedMail({ Ana: [UNCERTAIN], Bo: [UNCERTAIN] }),
    });
    expect((await run()).revisions).toMatchObject([{ uncertain: 2 }]);
    const month = '2016-05' as Month;
    expect(
      await resolveDispatches(effects, place.fixture.sheet, month, {
        resolution: 'sent',
        only: { stakeholder: place.person('Ana').id, seen: null },
      }),
    ).toBe(1);
    expect(await resolveDispatches(effects, place.fixture.sheet, month, { resolution: 'resend', only: null })).toBe(1);
    expect((await run({ run: 'July' })).revisions).toMatchObject([{ sent: 1, already: 1, uncertain: 0 }]);
    expect(mail.out.map(({ to }) => to.name)).toEqual(['Ana', 'Bo', 'Bo']);
  });
});

describe('a correction', () => {
  it('goes to whoever has the earlier revision as a notice of what changed, and to others as the sheet', async () => {
    const { person } = place;
    const people = [person('Ana', { language: 'en' })];
    const { run, mail, dispatches, effects } = openRun(place, people);
    await run();
    const revision = await place.approve(52);
    const later = place.effects({
      ...effects,
      dispatches,
      stakeholders: memoryStakeholders([...people, person('Bo', { language: 'en' })]),
    });
    const report = await distribute(later, place.fixture.sheet, SETTINGS, { ...RUN, run: 'July' });
    expect(report.revisions).toMatchObject([{ revision, sent: 2 }]);
    const [ana, bo] = mail.out.slice(1);
    expect(ana?.subject).toMatch(/^Corrected: /u);
    expect(ana?.text).toContain('- cases with a Mexico nexus: 30 before, 52 now');
    expect(bo?.subject).not.toMatch(/Corrected/u);
    expect(bo?.text).not.toContain('before');
  });

  it('never spells a small change out', async () => {
    const { run, mail } = openRun(place, [place.person('Ana', { language: 'en' })]);
    await run();
    await place.approve(56);
    await run({ run: 'August' });
    const text = mail.out[1]?.text ?? '';
    expect(text).toContain('Other figures changed as well');
    expect(text).not.toMatch(/52 before/u);
  });

  it('of an older edition goes to whoever has it, unless a person sends it to everyone', async () => {
    const { person } = place;
    const { run, mail, dispatches, effects } = openRun(place, [person('Ana')]);
    await run();
    await place.approve(80);
    await place.approve(80, '2016-09');
    const list = memoryStakeholders([person('Ana'), person('Bo')]);
    const later = place.effects({ ...effects, dispatches, stakeholders: list });
    const month = '2016-05' as Month;
    const runMay = (more: Partial<RunOptions>) =>
      distribute(later, place.fixture.sheet, SETTINGS, { ...RUN, month, run: 'late', ...more });
    expect(await runMay({})).toMatchObject({ revisions: [{ month, sent: 1 }] });
    expect(mail.out.map(({ to }) => to.name)).toEqual(['Ana', 'Ana']);
    expect(await runMay({ toEveryone: true, run: 'by hand' })).toMatchObject({ revisions: [{ sent: 1, already: 1 }] });
    expect(mail.out.at(-1)?.to.name).toBe('Bo');
  });
});

describe('a list that changes while a run is under way', () => {
  const leaving = ({ id, generation }: Stakeholder): FormerStakeholder => ({
    id,
    generation: generation + 1,
    status: 'left',
    changedAt: '2016-06-15T14:00:00.000Z',
  });

  it('is looked at again before each message: who left or is paused gets none, who changed gets what they want now', async () => {
    const people = ['Ana', 'Bo', 'Cy', 'Di', 'Ed'].map((name) => place.person(name));
    const [, bo, cy, di, ed] = people as [Stakeholder, Stakeholder, Stakeholder, Stakeholder, Stakeholder];
    const { run, mail, list, dispatches, emitted } = openRun(place, people);
    const { send } = mail;
    mail.send = async (message) => {
      if (message.to.name === 'Ana') {
        await list.put(leaving(bo));
        await list.put({ ...cy, generation: 2, status: 'paused' });
        await list.put({ ...di, generation: 2, sheets: [] });
        await list.put({ ...ed, generation: 2, language: 'en' });
      }
      return send(message);
    };
    const [counts] = (await run()).revisions;
    expect(mail.out.map(({ to, language }) => `${to.name} ${language}`)).toEqual(['Ana es-MX', 'Ed en-US']);
    const none = { already: 0, suspended: 0, failed: 0, waiting: 0, uncertain: 0 };
    expect(counts).toMatchObject({ ...none, sent: 2, paused: 1 });
    expect(emitted).toMatchObject([{ name: 'DistributionFinished', detail: { ...none, sent: 2, paused: 1 } }]);
    expect(dispatches.all().map(({ stakeholder }) => stakeholder)).toEqual([people[0]?.id, ed.id]);
  });

  it('is looked at again before a message that was refused is handed over a second time', async () => {
    const ana = place.person('Ana');
    const { run, mail, list, effects, dispatches } = openRun(place, [ana], { mail: recordedMail({ Ana: [PASSING] }) });
    const pause = async () => void (await list.put(leaving(ana)));
    const report = await distribute({ ...effects, pause }, place.fixture.sheet, SETTINGS, RUN);
    expect(report.revisions).toMatchObject([{ sent: 0, waiting: 0 }]);
    expect(mail.out).toEqual([]);
    expect(dispatches.all()).toMatchObject([{ status: 'released' }]);
    expect((await run({ run: 'July' })).nothing).toMatch(/no one on the list gets this sheet/u);
  });
});

describe('what a person says of a message while a run sends it', () => {
  const MAY = { month: '2016-05' as Month, toEveryone: true };
  const during = async (resolution: 'resend' | 'sent' | 'revoke') => {
    const mail = recordedMail();
    const { effects, dispatches, run } = openRun(place, [place.person('Ana')], { mail });
    const send = mail.send;
    mail.send = async (message) => {
      await resolveDispatches(effects, place.fixture.sheet, MAY.month, { resolution, only: null });
      return send(message);
    };
    const { revisions } = await run(MAY);
    mail.send = send;
    return { mail, run, revisions, kept: () => dispatches.all() };
  };

  it.each(['resend', 'sent', 'revoke'] as const)('%s: it went out, and is not sent again', async (resolution) => {
    const { mail, run, revisions, kept } = await during(resolution);
    expect(revisions).toMatchObject([{ sent: 1 }]);
    await run({ ...MAY, run: 'July' });
    expect(mail.out).toHaveLength(1);
    expect(kept()).toMatchObject([{ status: 'sent', messageId: 'id-0', revoked: resolution === 'revoke' }]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stakeholder } from '../../src/domain/stakeholder.ts';
import { leaveList, readLeaveLink } from '../../src/steps/answer-link/leave-list.ts';
import { distribute } from '../../src/steps/distribute/distribute.ts';
import { type MailFixture, memoryStakeholders, openMailFixture, RUN, recordedMail, SETTINGS } from './mail-fixture.ts';

const UNCERTAIN = { status: 'uncertain', code: 'TimeoutError' } as const;
const FIRST = Date.parse('2016-06-15T14:00:00Z');

let place: MailFixture;
let ana: Stakeholder;
let tokens: string[];
beforeEach(async () => {
  place = await openMailFixture();
  ana = place.person('Ana');
  tokens = [];
});
afterEach(() => place.fixture.close());

const clockAt = (days: number) => ({ now: () => new Date(FIRST + days * 86_400_000) });

/** Sends a revision of this many cases, this many days after the first message. */
async function send(cases: number, days: number, mail = recordedMail()): Promise<void> {
  await place.approve(cases);
  const stakeholders = memoryStakeholders([ana]);
  const { dispatches } = place.fixture.effects;
  const effects = place.effects({ dispatches, stakeholders, mail, clock: clockAt(days) });
  await distribute(effects, place.fixture.sheet, SETTINGS, { ...RUN, run: `day ${days}` });
  for (const { unsubscribe } of mail.out) tokens.push(unsubscribe.split('/').at(-1) ?? '');
}

/** Returns what the link of the first message does this many days later, for a person on the list. */
function leavingAt(days: number, person = ana) {
  const { dispatches, linkSecrets, log } = place.fixture.effects;
  const effects = { dispatches, linkSecrets, log, clock: clockAt(days), stakeholders: memoryStakeholders([person]) };
  return { read: readLeaveLink(effects, tokens[0] ?? ''), leave: leaveList(effects, tokens[0] ?? '') };
}

describe('the link to leave', () => {
  it('ends a year after its message when that was the last one', async () => {
    await send(30, 0);
    expect(await leavingAt(365).leave).toBe('left');
    const { read, leave } = leavingAt(367);
    expect(await read).toBe('ended');
    expect(await leave).toBe('ended');
  });

  it('of the first message works until a year after the last one', async () => {
    await send(30, 0);
    await send(50, 300);
    expect(tokens).toHaveLength(2);
    const { read, leave } = leavingAt(660);
    expect(await read).toBe('leave');
    expect(await leave).toBe('left');
    expect(await leavingAt(667).leave).toBe('ended');
  });

  it('works after a message that may or may not have been sent', async () => {
    await send(30, 0);
    await send(50, 300, recordedMail({ Ana: [UNCERTAIN] }));
    expect(await leavingAt(660).leave).toBe('left');
  });

  it('ends no earlier because a message of before is recorded late', async () => {
    await send(30, 0);
    const { dispatches } = place.fixture.effects;
    await dispatches.recordMessage(ana.id, clockAt(300).now().toISOString());
    await dispatches.recordMessage(ana.id, clockAt(100).now().toISOString());
    expect(await leavingAt(660).leave).toBe('left');
  });

  it('is ended for who left and came back, whatever they got since', async () => {
    await send(30, 0);
    await send(50, 300);
    expect(await leavingAt(310, { ...ana, addedAt: '2016-07-01T00:00:00.000Z' }).leave).toBe('ended');
  });
});

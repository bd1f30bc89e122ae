import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Month } from '../../src/domain/month.ts';
import { afterApproval } from '../../src/portal/after-approval.ts';
import type { PortalContext } from '../../src/portal/portal-options.ts';
import { holdSheet } from '../../src/steps/hold-sheet.ts';
import { CANARIES, openPortalFixture, type PortalFixture, SHEET, WAITING } from './portal-fixture.ts';

let fixture: PortalFixture;
beforeAll(async () => {
  fixture = await openPortalFixture();
});
afterAll(() => fixture.close());

const PAGE = `/editions/${SHEET}/${WAITING}?lang=en`;
const page = async (grant: 'approver' | 'reviewer'): Promise<string> => (await fixture.ask(grant, PAGE)).text();

const outcome = (change: Partial<PortalContext>, month: Month = WAITING) =>
  fixture.options.use(async (context) => afterApproval({ ...context, ...change }, SHEET, month));

describe('what an approval leads to', () => {
  it('is on the page next to the choice: to how many, and when, without a name', async () => {
    const html = await page('approver');
    expect(html).toMatch(/It will be sent to 1 stakeholder on \w+ 15, \d{4}, 09:00 \(Mexico City\)/u);
    expect(html).toContain(`href="/distribution/${SHEET}"`);
    expect(html).not.toContain(CANARIES.address);
    expect(await page('reviewer')).not.toContain('It will be sent');
  });

  it('names no number where the list may not be read, as in AWS', async () => {
    expect(await outcome({ countRecipients: null })).toMatchObject({ when: 'scheduled', people: null });
  });

  it('is sent at once if the schedule sends late approvals and the moment of the edition has passed', async () => {
    const [schedule] = await fixture.options.use(async ({ schedules }) => schedules);
    if (!schedule) throw new Error('the fixture has no schedule');
    const schedules = [{ ...schedule, lateApproval: 'send' as const }];
    expect(await outcome({ schedules })).toEqual({ when: 'at-once', people: 1 });
    expect(await outcome({ schedules }, '2999-01' as Month)).toMatchObject({ when: 'scheduled' });
  });

  it('is sent by hand without a schedule', async () => {
    expect(await outcome({ schedules: [] })).toEqual({ when: 'by-hand', people: 1 });
  });

  it('sends nothing while the sheet is held', async () => {
    const asked = { held: true, by: 'Ana Reyes', caller: null, reason: 'A number is checked', via: 'portal' } as const;
    await holdSheet(fixture.fixture.effects, SHEET, asked);
    expect(await outcome({})).toEqual({ when: 'held' });
    expect(await page('approver')).toContain('This sheet is held: nothing is sent until someone releases it.');
  });
});

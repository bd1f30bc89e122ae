import { afterAll, beforeAll, expect, it } from 'vitest';
import { distribute } from '../../src/steps/distribute/distribute.ts';
import { holdSheet } from '../../src/steps/hold-sheet.ts';
import { answerReview, parseReviewRequest } from '../../src/steps/review-edition/answer-review.ts';
import { type MailFixture, openApprovedMailFixture, openRun, RUN, SETTINGS } from './mail-fixture.ts';

const SHEET = 'us-mexico-border';
const HOLD = { held: true, by: 'Ana', caller: null, reason: 'a wrong figure' };

let place: MailFixture;
beforeAll(async () => {
  place = await openApprovedMailFixture();
});
afterAll(() => place.fixture.close());

const openThree = () =>
  openRun(
    place,
    ['Ana', 'Bo', 'Cy'].map((name) => place.person(name)),
  );
const release = () => holdSheet(place.fixture.effects, SHEET, { ...HOLD, held: false, reason: null });

it('sends nothing of a sheet that is held, says who holds it and never why, and sends after it is released', async () => {
  const { run, mail, emitted } = openThree();
  await holdSheet(place.fixture.effects, SHEET, HOLD);
  const held = await run();
  expect(held.nothing).toMatch(/us-mexico-border 2016-05: held by Ana since \d{4}-\d\d-\d\d \d\d:\d\d UTC/u);
  expect(mail.out).toEqual([]);
  expect(JSON.stringify(emitted)).toEqual(expect.not.stringContaining('wrong figure'));
  await release();
  expect((await run({ run: 'later' })).revisions).toMatchObject([{ sent: 3 }]);
});

it('stops in the middle of a run, and leaves those it did not reach for the next', async () => {
  const { effects, mail } = openThree();
  const stopping = {
    ...effects,
    mail: {
      ...mail,
      send: async (message: Parameters<typeof mail.send>[0]) => {
        await holdSheet(place.fixture.effects, SHEET, HOLD);
        return mail.send(message);
      },
    },
  };
  const report = await distribute(stopping, place.fixture.sheet, SETTINGS, RUN);
  expect(report).toMatchObject({ unreached: 2, revisions: [{ sent: 1, waiting: 2 }] });
  await release();
});

it('is held and released by turns, with a name, and a reason to hold it', async () => {
  await expect(holdSheet(place.fixture.effects, SHEET, { ...HOLD, by: ' ' })).rejects.toThrow(/needs the name/u);
  await expect(holdSheet(place.fixture.effects, SHEET, { ...HOLD, reason: ' ' })).rejects.toThrow(/needs a reason/u);
  for (const reason of ['a\u001b[2Kb', 'x'.repeat(1001)])
    await expect(holdSheet(place.fixture.effects, SHEET, { ...HOLD, reason })).rejects.toThrow(/at most 1000 char/u);
  await expect(release()).rejects.toThrow(/is not held/u);
  await holdSheet(place.fixture.effects, SHEET, HOLD);
  await expect(holdSheet(place.fixture.effects, SHEET, HOLD)).rejects.toThrow(/is held by Ana since/u);
  await release();
  const all = await place.fixture.effects.holds.list(SHEET);
  expect(all.at(-1)).toMatchObject({ held: false, number: all.length });
});

it('is held, released and sent now from afar; not sent while it is held', async () => {
  const { effects, emitted } = openThree();
  const all = { ...place.fixture.effects, events: effects.events, clock: effects.clock };
  const ask = (request: object) =>
    answerReview(all, [place.fixture.sheet], parseReviewRequest(JSON.stringify(request)), 'arn:aws:iam::1:user/ana');
  await ask({ ask: 'hold', sheet: SHEET, by: 'Ana', reason: 'a wrong figure' });
  expect((await place.fixture.effects.holds.list(SHEET)).at(-1)).toMatchObject({ caller: 'arn:aws:iam::1:user/ana' });
  const now = { ask: 'distribute', sheet: SHEET, month: null, by: 'Ana' };
  await expect(ask(now)).rejects.toThrow(/is held by Ana since .*; release it first/u);
  await ask({ ask: 'release', sheet: SHEET, by: 'Ana', reason: null });
  await ask(now);
  expect(emitted).toMatchObject([
    { name: 'SheetHeld', detail: { sheet: SHEET, by: 'Ana' } },
    { name: 'SheetReleased', detail: { sheet: SHEET, by: 'Ana' } },
    { name: 'DistributionAsked', detail: { sheet: SHEET, month: null, by: 'Ana' } },
  ]);
});

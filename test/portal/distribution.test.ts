import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { distributionRuns } from '../../local/portal/distribution-runs.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Grant } from '../../src/domain/person.ts';
import { portal as createPortal } from '../../src/portal/portal.ts';
import { wordsIn } from '../../src/portal/words/portal-words.ts';
import { addPerson, changePerson } from '../../src/steps/stakeholders/change-person.ts';
import { APPROVED, CANARIES, HOST, ORIGIN, openPortalFixture, type PortalFixture, SHEET } from './portal-fixture.ts';

let portal: PortalFixture;
beforeEach(async () => {
  portal = await openPortalFixture();
});
afterEach(() => portal.close());

const KNOWN = new Map([[SHEET, { languages: ['en', 'es'] as const }]]);
const PLACE = `/distribution/${SHEET}`;
const API = `/api/v1/sheets/${SHEET}`;

const send = (path: string, fields: Record<string, string>, grant: Grant = 'sender') =>
  portal.ask(grant, path, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
const json = (path: string, body: unknown, headers = {}, grant: Grant = 'sender') =>
  portal.ask(grant, `${API}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
const page = async (path: string, grant: Grant = 'sender') => (await portal.ask(grant, path)).text();
const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`, 'u').exec(html)?.[1] ?? '';
const add = async (name: string): Promise<string> => {
  const email = `${name.toLowerCase()}@hotline.mx`;
  const written = { name, email, organisation: '', language: 'en', sheets: SHEET, delivery: 'attachment' };
  const added = await addPerson(portal.fixture.effects, written, KNOWN, false);
  if (added.status !== 'added') throw new Error(added.status);
  return added.person.id;
};
const pause = (id: string) =>
  changePerson(portal.fixture.effects, { id, generation: 1, change: { act: 'pause' } }, KNOWN);
type Counts = Record<string, number>;
const counts = async (): Promise<Counts> => {
  const data = (await (await portal.ask('sender', `${API}/dispatches/${APPROVED}`)).json()) as { counts: Counts };
  return Object.fromEntries(Object.entries(data.counts).filter(([, count]) => count > 0));
};
/** Starts a run and waits until it is over. */
const run = async (key: string): Promise<Record<string, unknown>> => {
  const started = await json('/runs', {}, { 'idempotency-key': key });
  expect((await json('/runs', { month: APPROVED }, { 'idempotency-key': key })).status).toBe(422);
  expect(started.status).toBe(202);
  for (;;) {
    const status = (await (await portal.ask('sender', `${API}/runs/${key}`)).json()) as Record<string, unknown>;
    if (status.state !== 'running') return status;
    await setTimeout(20);
  }
};

describe('the page of a sheet', () => {
  it('says when it is sent next, in the zone of the schedule and in UTC, in both languages', async () => {
    const english = await page(`${PLACE}?lang=en`);
    expect(english).toContain('day 15 of each month');
    expect(english).toMatch(/09:00<\/b><br\/>Mexico City; \w+ 15, \d{4}, 15:00 UTC/u);
    expect(await page(`${PLACE}?lang=es`)).toContain('el día 15 de cada mes');
  });

  it('shows counts, and no one, to reviewers', async () => {
    for (const path of [PLACE, `${PLACE}/editions/${APPROVED}`]) {
      const html = await page(path, 'reviewer');
      expect(html).toContain('1 person on the list');
      expect(html).not.toContain('Canary');
    }
    expect(await (await portal.ask('operator', `${API}/dispatches/${APPROVED}`)).json()).toMatchObject({
      counts: { waiting: 1 },
      deliveries: null,
    });
  });

  it('answers 404 for a sheet or an edition that is not there', async () => {
    for (const path of ['/distribution/nothing', `${PLACE}/editions/2001-01`, `${PLACE}/runs/no-such-run`])
      expect([path, (await portal.ask('sender', path)).status]).toEqual([path, 404]);
  });
});

describe('holding a sheet', () => {
  it('asks for a reason on a page of its own, and records who held it', async () => {
    const html = await page(`${PLACE}/hold`);
    expect(html).toContain('Hold this sheet?');
    expect((await send(`${PLACE}/hold`, { held: 'yes', seen: '0', reason: ' ' })).status).toBe(422);
    const held = await send(`${PLACE}/hold`, { held: 'yes', seen: '0', reason: 'A figure\r\nis wrong' }, 'approver');
    expect(held.headers.get('location')).toBe(PLACE);
    expect(await page(PLACE)).toContain('Held by Person approver');
    expect(await portal.fixture.effects.activity.newest()).toMatchObject({ kind: 'sheet-held', via: 'portal' });
    expect(await page(`${PLACE}/run`)).not.toContain('name="key"');
    expect(await page(PLACE)).not.toContain('15:00 UTC');
  });

  it('changes nothing for whoever saw an older state, and keeps what they typed', async () => {
    await send(`${PLACE}/hold`, { held: 'yes', seen: '0', reason: 'first' });
    const late = await send(`${PLACE}/hold`, { held: 'yes', seen: '0', reason: 'typed meanwhile' });
    expect([late.status, (await late.text()).includes('typed meanwhile')]).toEqual([412, true]);
    expect((await portal.fixture.effects.holds.list(SHEET)).length).toBe(1);
  });

  it('works by API with the ETag of the schedule', async () => {
    const etag = async () => (await portal.ask('sender', `${API}/schedule`)).headers.get('etag') ?? '';
    const seen = await etag();
    expect((await json('/holds', { held: true, reason: 'x' })).status).toBe(428);
    expect((await json('/holds', { held: true }, { 'if-match': seen })).status).toBe(422);
    expect((await json('/holds', { held: true, reason: 'x' }, { 'if-match': seen })).status).toBe(201);
    expect((await json('/holds', { held: false }, { 'if-match': seen })).status).toBe(412);
    expect((await json('/holds', { held: false }, { 'if-match': await etag() })).status).toBe(201);
    expect((await json('/holds', { held: false }, { 'if-match': await etag() })).status).toBe(409);
  });
});

describe('a run', () => {
  it('is previewed: who gets what, and who gets nothing and why; nothing is sent or recorded', async () => {
    await pause(await add('Bo'));
    const html = await page(`${PLACE}/run`);
    expect(html).toContain('A run would send 1 message');
    expect(html).toContain(CANARIES.address);
    expect(html).toContain('1 person would get nothing');
    expect(portal.sent).toEqual([]);
    expect(await counts()).toEqual({ waiting: 1, paused: 1 });
  });

  it('sends to each person once, and a second request with its key is the same run', async () => {
    await add('Bo');
    const html = await page(`${PLACE}/run`);
    const key = hidden(html, 'key');
    const [first, second] = await Promise.all([send(`${PLACE}/run`, { key }), send(`${PLACE}/run`, { key })]);
    expect([first.headers.get('location'), second.headers.get('location')]).toEqual([
      `${PLACE}/runs/${key}`,
      `${PLACE}/runs/${key}`,
    ]);
    expect(await run(key)).toMatchObject({ state: 'finished', by: 'Person sender', counts: { sent: 2 } });
    await add('Caro');
    expect(await run(key)).toMatchObject({ state: 'finished', counts: { sent: 2, waiting: 1 } });
    expect(portal.sent.map(({ to }) => to.name).sort()).toEqual(['Bo', 'Canary']);
    expect(await page(`${PLACE}/runs/${key}`)).toContain('The run is finished');
    expect(await portal.fixture.effects.activity.newest()).toMatchObject({
      kind: 'run-started',
      who: 'Person sender',
      about: { sent: 2, failed: 0 },
    });
    await run('to-the-last');
    expect(await page(`${PLACE}/run?lang=es`)).toContain(wordsIn('es').distribution.whyNothing['everyone-has-it']);
    expect(await run('nothing-left')).toMatchObject({ report: { why: 'everyone-has-it' } });
    expect(await page(`${PLACE}/runs/nothing-left?lang=es`)).toContain(
      wordsIn('es').distribution.whyNothing['everyone-has-it'],
    );
  });

  it('that fails says why in the language of the page, with the failure’s own message as a detail', async () => {
    const runs = distributionRuns({
      folder: join(portal.fixture.exports, '..', 'failing-runs'),
      now: () => new Date(),
      send: async () => {
        throw new Failure('ReportChanged', 'a page is missing');
      },
      failed: () => undefined,
    });
    const app = createPortal({ ...portal.options, runs });
    await runs.start({ sheet: SHEET, month: null, key: 'failing-run', by: { who: 'Ana', via: 'portal' } });
    while ((await runs.find(SHEET, 'failing-run'))?.state === 'running') await setTimeout(10);
    const headers = { host: HOST, cookie: 'factsheets-8787=sender' };
    const shown = await app.request(`${ORIGIN}${PLACE}/runs/failing-run?lang=es`, { headers });
    const html = await shown.text();
    expect(html).toContain(`<p class="lead">${wordsIn('es').failures.ReportChanged}</p>`);
    expect(html).toContain('<span lang="en">a page is missing</span>');
  });

  it('is shown while it runs, and no other run of the sheet begins meanwhile', async () => {
    let answer: (outcome: { status: 'sent'; messageId: string }) => void = () => undefined;
    portal.outcomes.push(new Promise((resolve) => (answer = resolve)));
    await json('/runs', {}, { 'idempotency-key': 'first-run' });
    const html = await page(`${PLACE}/runs/first-run`);
    expect(html).toContain('The run is in progress');
    expect(html).toContain('data-waiting');
    expect((await json('/runs', {}, { 'idempotency-key': 'second-run' })).status).toBe(409);
    expect((await send(`${PLACE}/run`, { key: 'second-run' })).status).toBe(409);
    while (portal.sent.length === 0) await setTimeout(5); // then the counts do not change until the mail service answers
    const etag = (await portal.ask('sender', `${API}/runs/first-run`)).headers.get('etag') ?? '';
    const same = await portal.ask('sender', `${API}/runs/first-run`, { headers: { 'if-none-match': etag } });
    expect(same.status).toBe(304);
    answer({ status: 'sent', messageId: 'x' });
    expect(await run('first-run')).toMatchObject({ state: 'finished' });
  });

  it('needs a key', async () => {
    expect((await json('/runs', {})).status).toBe(422);
    expect((await json('/runs', {}, { 'idempotency-key': '../../x' })).status).toBe(422);
    expect((await send(`${PLACE}/run`, {})).status).toBe(422);
  });
});

describe('the delivery of an edition', () => {
  it('has everyone in exactly one state, and the numbers add up to the list', async () => {
    const ids = [];
    for (const name of ['Bo', 'Caro', 'Di', 'Eva', 'Fe', 'Gil']) ids.push(await add(name));
    await pause(ids[0] ?? '');
    portal.outcomes.push(
      { status: 'refused', code: 'MessageRejected', passing: false },
      { status: 'uncertain', code: 'timeout' },
    );
    await run('a-first-run');
    const states = await counts();
    expect(states).toEqual({ sent: 4, paused: 1, refused: 1, uncertain: 1 });
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(7);
    const { deliveries } = (await (await portal.ask('sender', `${API}/dispatches/${APPROVED}`)).json()) as {
      deliveries: { stakeholder: string; state: string }[];
    };
    const [sent, other] = deliveries.filter(({ state }) => state === 'sent');
    const change = (id = '', act: 'remove' | 'bounce') =>
      changePerson(
        portal.fixture.effects,
        { id, generation: 1, change: act === 'remove' ? { act } : { act: 'suspend', reason: 'bounced' } },
        KNOWN,
      );
    await change(sent?.stakeholder, 'remove');
    await change(other?.stakeholder, 'bounce');
    expect(await counts()).toEqual({ sent: 2, paused: 1, refused: 1, uncertain: 1, bounced: 1, left: 1 });
    const html = await page(`${PLACE}/editions/${APPROVED}`);
    expect(html).toContain('6 people on the list, 1 left it');
    expect(html).toMatch(/Sent to \d of 6 stakeholders\./u);
    expect(html).toContain('Someone who left');
  });

  it('asks about a message that was not confirmed, and records the answer once', async () => {
    portal.outcomes.push({ status: 'uncertain', code: 'timeout' });
    await run('a-first-run');
    const html = await page(PLACE);
    expect(html).toContain('Was the message to Canary sent?');
    const fields = {
      stakeholder: hidden(html, 'stakeholder'),
      revision: hidden(html, 'revision'),
      generation: hidden(html, 'generation'),
    };
    const resolve = (resolution: string) => send(`${PLACE}/editions/${APPROVED}`, { ...fields, resolution });
    expect((await resolve('resend')).headers.get('location')).toBe(`${PLACE}/editions/${APPROVED}?changed=1`);
    expect(await counts()).toEqual({ waiting: 1 });
    portal.outcomes.push({ status: 'uncertain', code: 'timeout' });
    await run('a-second-run');
    // the page that was shown before asks about the first message, not about this one
    const late = await resolve('sent');
    expect([late.status, (await late.text()).includes('was first')]).toEqual([409, true]);
    expect(await counts()).toEqual({ uncertain: 1 });
    expect(await portal.fixture.effects.activity.newest()).toMatchObject({ kind: 'run-started' });
  });

  it('revokes links only after a page that says what that does', async () => {
    await run('a-first-run');
    expect(await page(`${PLACE}/editions/${APPROVED}/revocation`)).toContain('This cannot be undone.');
    const revoke = () => send(`${PLACE}/editions/${APPROVED}`, { resolution: 'revoke' });
    expect((await revoke()).status).toBe(303);
    expect((await portal.fixture.effects.dispatches.list(SHEET, APPROVED, 1)).map(({ revoked }) => revoked)).toEqual([
      true,
    ]);
    expect((await revoke()).status).toBe(409);
    expect(await portal.fixture.effects.activity.newest()).toMatchObject({
      kind: 'links-revoked',
      about: { links: 1 },
    });
  });

  it('is paged by API, and resolved with the generation that was seen', async () => {
    for (const name of ['Bo', 'Caro']) await add(name);
    portal.outcomes.push({ status: 'uncertain', code: 'x' }, { status: 'uncertain', code: 'x' });
    await run('a-first-run');
    const seen: { stakeholder: string; generation: number; state: string }[] = [];
    let next: string | undefined = `${API}/dispatches/${APPROVED}?limit=2`;
    while (next !== undefined) {
      const answer = await portal.ask('sender', next);
      seen.push(...((await answer.json()) as { deliveries: typeof seen }).deliveries);
      next = /<([^>]+)>; rel="next"/u.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(seen.length).toBe(3);
    const uncertain = seen.find(({ state }) => state === 'uncertain');
    const body = { resolution: 'sent', stakeholder: uncertain?.stakeholder, revision: 1 };
    const resolve = (generation: number | undefined) =>
      json(`/dispatches/${APPROVED}/resolutions`, { ...body, generation });
    expect((await resolve(undefined)).status).toBe(422);
    expect((await resolve(99)).status).toBe(409);
    expect(await (await resolve(uncertain?.generation)).json()).toEqual({ changed: 1 });
    expect(await counts()).toEqual({ sent: 2, uncertain: 1 });
  });
});

describe('the message', () => {
  it.each(['en', 'es'])(
    'is shown in each language as text, with a sample name and no address (%s)',
    async (language) => {
      const html = await page(`${PLACE}/message?in=${language}`, 'reviewer');
      expect(html).toContain(language === 'en' ? 'Sample Name' : 'Sample Name');
      expect(html).toContain(`${SHEET}-${APPROVED}.${language}.pdf`);
      const data = (await (await portal.ask('reviewer', `${API}/messages/${language}`)).json()) as Record<
        string,
        string
      >;
      expect(Object.keys(data)).toEqual(['language', 'subject', 'text', 'html', 'attachments']);
      expect(JSON.stringify(data)).not.toContain(CANARIES.address);
      expect((await portal.ask('reviewer', `${API}/messages/fr`)).status).toBe(404);
      const frame = await portal.ask('reviewer', `${PLACE}/message/${language}`);
      expect(frame.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[^ ;]+' 'sha256-[^ ;]+'; base-uri 'none'; frame-ancestors 'self'; sandbox$/u,
      );
      const framed = await frame.text();
      expect(framed).toContain(`<html lang="${data.html?.match(/lang="([^"]*)"/u)?.[1]}"`);
      expect(framed).not.toMatch(/ style=|mailto:canary/u);
    },
  );

  it('is sent as a test to one address, marked, and recorded as no delivery', async () => {
    expect((await send(`${PLACE}/message?in=es`, { address: 'not an address' })).status).toBe(422);
    const answer = await send(`${PLACE}/message?in=es`, { address: 'me@hotline.mx' });
    expect(await answer.text()).toContain('The test message was sent.');
    expect(portal.sent).toMatchObject([
      { to: { address: 'me@hotline.mx' }, subject: expect.stringMatching(/^\[TEST\] /u) },
    ]);
    expect(await counts()).toEqual({ waiting: 1 });
    expect(await portal.fixture.effects.activity.newest()).toMatchObject({ kind: 'test-message-sent' });
    expect((await json('/test-messages', { address: 'me@hotline.mx', language: 'en' })).status).toBe(200);
    expect((await json('/test-messages', { address: 'me', language: 'en' })).status).toBe(422);
  });
});

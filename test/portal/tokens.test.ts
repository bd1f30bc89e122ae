import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Grant } from '../../src/domain/person.ts';
import type { Token } from '../../src/domain/token.ts';
import { limitedAttempts } from '../../src/portal/attempts.ts';
import { makeToken, tokenOf } from '../../src/steps/issue-token.ts';
import { HOST, ORIGIN, openPortalFixture, type PortalFixture, SHEET, WAITING } from './portal-fixture.ts';

let fixture: PortalFixture;
/** The people as configured now, by name. */
let people: Map<string, readonly Grant[]>;

beforeAll(async () => {
  fixture = await openPortalFixture({
    personOf: async ({ person: name }) => {
      const grants = people.get(name);
      return grants ? { name, grants } : null;
    },
  });
});
afterAll(() => fixture.close());
afterEach(() => void vi.useRealTimers());

const grantsFor = (name: string, ...grants: Grant[]) => {
  people = new Map([[name, grants]]);
  return { name, grants };
};

const made = async (name: string, scopes: readonly Grant[], days = 30) =>
  makeToken(fixture.fixture.effects, grantsFor(name, ...scopes), { name: 'a program', scopes, days });

const send = (path: string, authorization: string, init: RequestInit = {}) =>
  fixture.app.request(`${ORIGIN}${path}`, { ...init, headers: { host: HOST, authorization, ...init.headers } });

const meOf = async (text: string) => (await send('/api/v1/me', `Bearer ${text}`)).status;

describe('a token', () => {
  it('acts for its person with its scopes, without a cookie or an origin', async () => {
    const { text } = await made('Ana Reyes', ['analyst:nhth', 'viewer']);
    const answer = await send('/api/v1/me', `Bearer ${text}`);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { name: 'Ana Reyes', roles: ['analyst', 'viewer'], grants: ['analyst:nhth', 'viewer'] },
    ]);
    const body = 'x';
    const init = { method: 'POST', body, headers: { 'content-length': '1' } };
    const path = `/api/v1/hotlines/nhth/months/${WAITING}/checks/cases.csv`;
    expect((await send(path, `Bearer ${text}`, init)).status).toBe(200);
    expect((await send(path.replace('nhth', 'linea-nacional'), `Bearer ${text}`, init)).status).toBe(404);
    expect((await send(`/api/v1/sheets/${SHEET}/editions/${WAITING}/review`, `Bearer ${text}`)).status).toBe(403);
  });

  it('is recorded as used by its id, never by its text', async () => {
    const { text, token } = await made('Ana Reyes', ['analyst:nhth']);
    const init = { method: 'POST', body: 'x', headers: { 'content-length': '1' } };
    await send(`/api/v1/hotlines/nhth/months/${WAITING}/checks/cases.csv`, `Bearer ${text}`, init);
    const log = await (await fixture.ask('operator', '/activity.jsonl')).text();
    expect(log).toContain(`"via":"token:${token.id}"`);
    expect(log).not.toContain(text.slice(-43));
    const stored = JSON.stringify(await fixture.fixture.effects.tokens.byId(token.id));
    expect(stored).not.toContain(text.slice(-43));
    expect(await fixture.fixture.effects.tokens.usedAt(token.id)).toMatch(/^\d{4}-/u);
  });

  it('loses a role with its person, and works for no one who is not listed any more', async () => {
    const { text } = await made('Ana Reyes', ['approver', 'viewer']);
    const review = () => send(`/api/v1/sheets/${SHEET}/editions/${WAITING}/review`, `Bearer ${text}`);
    expect((await review()).status).toBe(200);
    grantsFor('Ana Reyes', 'viewer');
    expect((await review()).status).toBe(403);
    grantsFor('Ana Reyes', 'viewer', 'operator');
    expect((await send('/activity.csv', `Bearer ${text}`)).status).toBe(401);
    expect((await send('/api/v1/activity', `Bearer ${text}`)).status).toBe(403);
    people = new Map();
    expect(await meOf(text)).toBe(401);
  });

  it('ends when it is over or revoked', async () => {
    const { text, token } = await made('Ana Reyes', ['viewer'], 1);
    expect(await meOf(text)).toBe(200);
    const { effects } = fixture.fixture;
    const later = { ...effects, clock: { now: () => new Date(Date.parse(token.until)) } };
    expect(await tokenOf(later, text)).toBeNull();
    const current = await effects.tokens.byId(token.id);
    await effects.tokens.put({ ...(current as Token), revokedAt: 'now', generation: (current?.generation ?? 0) + 1 });
    expect(await meOf(text)).toBe(401);
  });

  it.each(['', 'fsk_', `fsk_${'0'.repeat(16)}_${'a'.repeat(43)}`, 'approver', 'fsk_../../x_y'])(
    'that was never made is refused: "%s"',
    async (text) => {
      expect(await meOf(text)).toBe(401);
    },
  );

  it('with another secret than its own is refused', async () => {
    const { text } = await made('Ana Reyes', ['viewer']);
    expect(await meOf(`${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`)).toBe(401);
  });

  it('that is wrong is not made up for by a cookie', async () => {
    const headers = { host: HOST, cookie: 'factsheets-8787=approver' };
    for (const authorization of ['Bearer x', 'Basic eDp5', '', 'Bearer'])
      expect(
        (await fixture.app.request(`${ORIGIN}/api/v1/me`, { headers: { ...headers, authorization } })).status,
      ).toBe(authorization === '' ? 401 : 401);
  });

  it('opens no page and makes no token', async () => {
    const { text } = await made('Ana Reyes', ['viewer']);
    expect((await send('/', `Bearer ${text}`)).status).toBe(401);
    const body = JSON.stringify({ name: 'x', scopes: ['viewer'], days: 90 });
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
    expect((await send('/api/v1/tokens', `Bearer ${text}`, init)).status).toBe(403);
  });
});

describe('making a token', () => {
  const ask = (grant: Grant, body: object) =>
    fixture.ask(grant, '/api/v1/tokens', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });

  it('answers with its text once, and lists it without', async () => {
    const answer = await ask('viewer', { name: 'reader', scopes: ['viewer'], days: 7 });
    const { token, id } = (await answer.json()) as { token: string; id: string };
    expect([answer.status, token]).toEqual([201, expect.stringMatching(/^fsk_[0-9a-f]{16}_[\w-]{43}$/u)]);
    const list = await (await fixture.ask('viewer', '/api/v1/tokens')).text();
    expect([list.includes(id), list.includes(token.slice(-43)), list.includes('hash')]).toEqual([true, false, false]);
    expect(await (await fixture.ask('sender', '/api/v1/tokens')).text()).not.toContain(id);
    expect(await (await fixture.ask('operator', '/api/v1/tokens')).text()).toContain(id);
  });

  it.each([
    [{ scopes: ['approver'] }],
    [{ scopes: [] }],
    [{ scopes: ['analyst:nhth'] }],
    [{ days: 91 }],
    [{ days: 0 }],
    [{ days: 1.5 }],
    [{ name: ' ' }],
    [{ name: 'x'.repeat(101) }],
    [{ more: 1 }],
  ])('is refused with %j', async (wrong) => {
    expect((await ask('viewer', { name: 'x', scopes: ['viewer'], days: 7, ...wrong })).status).toBe(422);
  });

  it('gives an analyst of one hotline no token for every hotline', async () => {
    expect((await ask('analyst:nhth', { name: 'x', scopes: ['analyst:*'], days: 7 })).status).toBe(422);
    expect((await ask('analyst:nhth', { name: 'x', scopes: ['analyst:nhth'], days: 7 })).status).toBe(201);
  });
});

describe('the page of tokens', () => {
  const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
  const submit = (body: string) => fixture.ask('viewer', '/tokens', { method: 'POST', body, headers: FORM });

  it('chooses no role beforehand, and offers only one’s own', async () => {
    const text = await (await fixture.ask('viewer', '/tokens')).text();
    expect([text.includes('checked'), text.includes('value="viewer"'), text.includes('value="approver"')]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('shows a new token once, and asks before it revokes one', async () => {
    const answer = await submit('name=reader&scopes=viewer&days=7');
    const [text = '', id = ''] = /fsk_([0-9a-f]{16})_[\w-]{43}/u.exec(await answer.text()) ?? [];
    expect([answer.status, await meAs(text)]).toEqual([201, 200]);
    expect(await (await fixture.ask('viewer', '/tokens')).text()).not.toContain(text);
    expect(await (await fixture.ask('viewer', `/tokens/${id}/revoke`)).text()).toContain('Revoke “reader”?');
    expect(await meAs(text)).toBe(200);
    const revoke = (grant: Grant) => fixture.ask(grant, `/tokens/${id}/revoke`, { method: 'POST', headers: FORM });
    expect((await revoke('sender')).status).toBe(404);
    expect((await revoke('viewer')).status).toBe(303);
    expect(await meAs(text)).toBe(401);
  });

  it('keeps what was typed, and says what is wrong', async () => {
    const answer = await submit('name=My+program&days=91&scopes=viewer');
    const text = await answer.text();
    expect([answer.status, text.includes('My program'), text.includes('value="91"')]).toEqual([422, true, true]);
    expect(text).toContain('1 to 90 days');
  });

  async function meAs(text: string): Promise<number> {
    people = new Map([['Person viewer', ['viewer']]]);
    return meOf(text);
  }
});

describe('attempts to sign in', () => {
  it('are refused for a minute after too many failed, and then accepted again', () => {
    let now = 0;
    const attempts = limitedAttempts(3, () => now);
    for (let index = 0; index < 3; index++) {
      attempts.assertFree();
      attempts.count();
      now += 1000;
    }
    expect(() => attempts.assertFree()).toThrowError(
      expect.objectContaining({ refusal: expect.objectContaining({ status: 429, retryAfter: 57 }) }),
    );
    now = 60_000;
    expect(() => attempts.assertFree()).not.toThrow();
  });

  it('answer 429 with the time to wait', async () => {
    const strict = await openPortalFixture({ attempts: limitedAttempts(1, Date.now) });
    const form = {
      method: 'POST',
      body: 'name=Ana+Reyes',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    expect((await strict.ask(null, '/in/bad', form)).status).toBe(403);
    const answer = await strict.ask(null, '/in/good', form);
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true]);
    await strict.close();
  });
});

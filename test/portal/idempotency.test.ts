import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestFiles } from '../../local/portal/request-files.ts';
import { type LocalTable, startTable } from '../../local/state/dynalite-table.ts';
import { dynamoRequests } from '../../src/adapters/aws/dynamo-requests.ts';
import { KEYED_ROUTES, type KeyedRequest, type KeyedRequests } from '../../src/domain/keyed-request.ts';
import type { PortalRoute } from '../../src/domain/portal-route.ts';
import { PORTAL_ROUTES, type RouteName } from '../../src/domain/portal-routes.ts';
import { idempotent } from '../../src/portal/idempotency.ts';
import type { PortalEnv } from '../../src/portal/portal-env.ts';
import { Refused } from '../../src/portal/problem-document.ts';
import { ATTEMPT_MS, STORED_MS } from '../../src/steps/answer-once.ts';
import { openPortalFixture, SHEET } from './portal-fixture.ts';

let folder: string;
let table: LocalTable;
let now: number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factsheets-requests-'));
  table = await startTable(join(folder, 'table'));
});
beforeEach(() => {
  now = Date.parse('2017-08-09T17:06:00Z');
});
afterAll(async () => {
  await table.stop();
  await rm(folder, { recursive: true });
});

const clock = { now: () => new Date(now) };
let stores = 0;
const STORES: Readonly<Record<string, () => () => KeyedRequests>> = {
  // each call is another process on the same state
  'files of one machine': () => {
    const own = join(folder, `store-${stores++}`);
    return () => requestFiles(own, clock.now);
  },
  'the table of AWS': () => () => dynamoRequests(table),
};

type Work = (done: number) => Promise<Response> | Response;

/** Returns processes that count what they do, for people named in a header. Their keys are of this test alone. */
function counting(open: () => KeyedRequests, work: Work, route: RouteName = 'decide') {
  const done = { count: 0 };
  const reported: unknown[] = [];
  const test = `${stores++}-`;
  const start = () => {
    const app = new Hono<PortalEnv>();
    app.onError((error, c) => c.text(error.message, error instanceof Refused ? error.refusal.status : 500));
    app.use(async (c, next) => {
      c.set('person', { name: c.req.header('who') ?? 'Ana', grants: [] });
      await next();
    });
    const effects = { requests: open(), clock };
    app.on(
      ['POST', 'DELETE'],
      '/*',
      idempotent(route, effects, (_, error) => reported.push(error)),
      () => work(++done.count),
    );
    return async (key: string | null, body = '{}', more: { who?: string; path?: string; method?: string } = {}) => {
      const headers = { ...(key !== null && { 'idempotency-key': `${test}${key}` }), who: more.who ?? 'Ana' };
      return app.request(more.path ?? '/a', { method: more.method ?? 'POST', body, headers });
    };
  };
  const ask = start();
  const post = async (...asked: Parameters<typeof ask>) => {
    const answer = await ask(...asked);
    return [answer.status, await answer.text()] as const;
  };
  return { post, ask, start, done, reported };
}

const made: Work = (done) => new Response(`made ${done}`, { status: 201, headers: { location: '/it', etag: '"1"' } });

describe.each(Object.entries(STORES))('a request with an idempotency key, in %s', (_, openStore) => {
  it('is done once, and answered the same whenever it is sent again, also after a restart', async () => {
    const { post, start, done } = counting(openStore(), made);
    for (let sent = 0; sent < 2; sent++) expect(await post('k')).toEqual([201, 'made 1']);
    const later = await start()('k');
    expect([later.status, await later.text(), later.headers.get('idempotent-replayed')]).toEqual([
      201,
      'made 1',
      'true',
    ]);
    expect([later.headers.get('location'), later.headers.get('etag')]).toEqual(['/it', '"1"']);
    expect(done.count).toBe(1);
  });

  it('is refused while the first one runs, in this process or another', async () => {
    let finish = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { ask, start, done } = counting(openStore(), async (count) => {
      await gate;
      return new Response(`made ${count}`);
    });
    const first = ask('k');
    while (done.count === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    expect([(await ask('k')).status, (await start()('k')).status]).toEqual([409, 409]);
    finish();
    expect(await (await first).text()).toBe('made 1');
    expect(await (await ask('k')).text()).toBe('made 1');
    expect(done.count).toBe(1);
  });

  it('is done once if it is sent many times at once', async () => {
    const store = openStore()();
    const { ask, start, done } = counting(() => store, made);
    const other = start();
    const answers = await Promise.all([ask('k'), other('k'), ask('k'), other('k')]);
    for (const { status } of answers) expect([201, 409]).toContain(status);
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    expect(done.count).toBe(1);
  });

  it('is refused with another body or query', async () => {
    const { post, done } = counting(openStore(), made);
    await post('k', '{"a":1}');
    expect((await post('k', '{"a":2}'))[0]).toBe(422);
    expect((await post('k', '{"a":1}', { path: '/a?dryRun=true' }))[0]).toBe(422);
    expect(done.count).toBe(1);
  });

  it('is another one with another key, person, address or method, and without a key', async () => {
    const { post, done } = counting(openStore(), made);
    await post('k');
    await post('l');
    await post('k', '{}', { who: 'Luis' });
    await post('k', '{}', { path: '/b' });
    await post('k', '{}', { method: 'DELETE' });
    await post(null);
    await post(null);
    expect(done.count).toBe(7);
  });

  it.each([
    ['the program failed', () => new Response('', { status: 500 })],
    ['the request was refused', () => new Response('', { status: 409 })],
    ['a handler threw', () => Promise.reject(new Error('broken'))],
  ])('is done when it is sent again after %s', async (_, refused) => {
    const { post } = counting(openStore(), (done) => (done === 1 ? refused() : made(done)));
    expect((await post('k'))[0]).toBeGreaterThanOrEqual(400);
    expect(await post('k')).toEqual([201, 'made 2']);
  });

  it('is done again if the first attempt was killed, after five minutes', async () => {
    const { post, ask, start, done } = counting(openStore(), (count) =>
      count === 1 ? new Promise(() => undefined) : made(count),
    );
    void ask('k');
    while (done.count === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    now += ATTEMPT_MS - 1;
    expect((await start()('k')).status).toBe(409);
    now += 1;
    expect(await post('k')).toEqual([201, 'made 2']);
  });

  it('is forgotten after a day', async () => {
    const { post } = counting(openStore(), made);
    await post('k');
    now += STORED_MS - 1;
    expect(await post('k')).toEqual([201, 'made 1']);
    now += 1;
    expect(await post('k', 'another body')).toEqual([201, 'made 2']);
  });

  it('is answered with the address if the body is large, or names a person', async () => {
    const large = counting(openStore(), () => new Response('x'.repeat(17_000)));
    await large.post('k');
    const again = await large.ask('k');
    expect([again.status, again.headers.get('location'), await again.text()]).toEqual([200, '/a', '']);
    const named = counting(openStore(), made, 'addStakeholder');
    expect(await named.post('k')).toEqual([201, 'made 1']);
    const repeated = await named.ask('k');
    expect([repeated.status, repeated.headers.get('location'), await repeated.text()]).toEqual([201, '/it', '']);
  });

  it('is answered if its answer cannot be stored', async () => {
    const store = openStore()();
    const failing = {
      ...store,
      put: (one: KeyedRequest) => (one.answer ? Promise.reject(new Error('full')) : store.put(one)),
    };
    const { post, reported } = counting(() => failing, made);
    expect(await post('k')).toEqual([201, 'made 1']);
    expect(reported).toEqual([new Error('full')]);
  });
});

describe('an idempotency key', () => {
  it.each(['', 'a b', '\u00fc', 'x'.repeat(201)])('is refused if it is "%s"', async (key) => {
    const app = new Hono<PortalEnv>();
    app.onError((error, c) => c.text('', error instanceof Refused ? error.refusal.status : 500));
    app.post(
      '/',
      idempotent('decide', { requests: dynamoRequests(table), clock }, () => undefined),
      () => made(1),
    );
    expect((await app.request('/', { method: 'POST', headers: { 'idempotency-key': key } })).status).toBe(422);
  });

  it('is obeyed by every route of the API that changes something, except where the same request is the same work', () => {
    const routes: [string, PortalRoute][] = Object.entries(PORTAL_ROUTES);
    const changing = routes.filter(([, { method, path }]) => method !== 'GET' && path.startsWith('/api/'));
    const without = changing.map(([name]) => name).filter((name) => !Object.hasOwn(KEYED_ROUTES, name));
    expect(without.sort()).toEqual([
      'check',
      'checkValues',
      'offerCheck',
      'offerUpload',
      'offeredValues',
      'startRun',
      'upload',
      'uploadValues',
    ]);
  });
});

describe('the files of requests', () => {
  it('are removed when they are forgotten, and hold neither the key nor who sent it', async () => {
    const own = join(folder, 'swept');
    const { post } = counting(() => requestFiles(own, clock.now), made);
    await post('first', '{}', { who: 'Luis Ortega' });
    const [file = ''] = await readdir(own);
    expect(await readFile(join(own, file), 'utf8')).not.toMatch(/Luis|first/u);
    now += STORED_MS + 1;
    await post('second');
    expect(await readdir(own)).not.toContain(file);
  });
});

describe('the portal', () => {
  it('reads an imported list as it was sent, adds a person once, and stores nothing of the person', async () => {
    const fixture = await openPortalFixture();
    try {
      const body = Buffer.from(
        'name,email,language,sheets\nJos\u00e9,jose@example.org,es,us-mexico-border\n',
        'latin1',
      );
      const headers = { 'content-type': 'text/csv' };
      const asked = (more: Record<string, string>) =>
        fixture.ask('sender', '/api/v1/stakeholders/imports?dryRun=true', {
          ...{ method: 'POST', body, headers: { ...headers, ...more } },
        });
      const plain = await (await asked({})).json();
      expect(await (await asked({ 'idempotency-key': 'list' })).json()).toEqual(plain);
      const person = { name: 'Luz', address: 'luz@example.org', language: 'es', sheets: [SHEET] };
      const add = () =>
        fixture.ask('sender', '/api/v1/stakeholders', {
          ...{ method: 'POST', body: JSON.stringify(person) },
          headers: { 'content-type': 'application/json', 'idempotency-key': 'luz' },
        });
      const [first, second] = [await add(), await add()];
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(second.headers.get('location')).toBe(first.headers.get('location'));
      const stored = join(fixture.fixture.exports, '..', 'requests');
      for (const name of await readdir(stored)) expect(await readFile(join(stored, name), 'utf8')).not.toMatch(/luz/iu);
    } finally {
      await fixture.close();
    }
  });
});

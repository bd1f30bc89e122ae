import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { withEncodedPath } from '../../lambdas/portal-event.ts';
import { DEPLOYED_PARTS } from '../../src/domain/function-steps.ts';
import type { Grant } from '../../src/domain/person.ts';
import type { PortalRoute } from '../../src/domain/portal-route.ts';
import { access, PORTAL_ROUTES } from '../../src/domain/portal-routes.ts';
import { uploadKey } from '../../src/domain/table-keys.ts';
import { WORDS } from '../../src/words/words.ts';
import {
  answerAccounts,
  bus,
  dynamo,
  makeTaskRoot,
  ORIGIN,
  openPart,
  resetStores,
  s3,
  sessionItem,
  TOKEN_TEXT,
  tokenItem,
} from './portal-fixture.ts';

let items: Map<string, Record<string, unknown>>;
beforeAll(makeTaskRoot);
beforeEach(() => {
  items = resetStores();
});

afterEach(() => void vi.unstubAllGlobals());

const putItem = (item: Record<string, unknown>): void => void items.set(`${item.PK} ${item.SK}`, item);
const signIn = (secret: string, ...grants: Grant[]): void => putItem(sessionItem(secret, ...grants));
const GRANTS_TRIED: Grant[] = ['analyst:nhth', 'reviewer', 'approver', 'sender', 'viewer', 'operator'];
const ALL: Grant[] = ['analyst:*', 'reviewer', 'approver', 'sender', 'viewer', 'operator'];
const ROUTES: [string, PortalRoute][] = Object.entries(PORTAL_ROUTES);

/** Returns a path of a route, with values that fit its parameters. */
const pathOf = ({ path }: PortalRoute): string =>
  path
    .replace('{sheet}', 'us-mexico-border')
    .replace('{month}', '2017-07')
    .replace('{hotline}', 'nhth')
    .replace('{revision}', '1')
    .replace('{name}', 'cases.csv')
    .replace('{check}', 'ab'.repeat(16))
    .replaceAll(/\{\w+\}/gu, 'x');

describe('the function for viewing', () => {
  it('answers a recorded request with a page that may talk to the portal and the store alone', async () => {
    const ask = await openPart('view');
    signIn('the-secret', 'viewer');
    const { statusCode, headers, body, isBase64Encoded } = await ask({ path: '/' });
    expect({ statusCode, isBase64Encoded }).toEqual({ statusCode: 200, isBase64Encoded: false });
    expect(body).toMatch(/^<!doctype html>[\s\S]*Ana Reyes/u);
    expect(headers['content-security-policy']).toContain(
      "connect-src 'self' https://the-exports.s3.us-east-1.amazonaws.com;",
    );
    expect(headers['content-security-policy']).toContain("form-action 'self' https://people.example.org;");
    expect(headers['cache-control']).toBe('no-store');
  });

  it('sends the files of pages compressed, with the header that says so', async () => {
    const ask = await openPart('view');
    signIn('the-secret', 'viewer');
    const path = /href="(\/assets\/portal-\w+\.css)"/u.exec((await ask({ path: '/' })).body)?.[1] ?? '';
    const { statusCode, headers, body, isBase64Encoded } = await ask({ path, secret: null });
    expect(statusCode).toBe(200);
    expect(isBase64Encoded).toBe(true);
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(Buffer.from(body, 'base64')).toString()).toContain('@font-face');
  });

  it('refuses who is not signed in, other hosts, and requests from other sites', async () => {
    const ask = await openPart('view');
    signIn('the-secret', 'viewer');
    const nobody = await ask({ path: '/editions', query: 'months=all', secret: null });
    expect(nobody.statusCode).toBe(401);
    expect(nobody.body).toEqual(expect.stringContaining('/sign-in?then=%2Feditions%3Fmonths%3Dall'));
    expect((await ask({ path: '/', secret: 'another' })).statusCode).toBe(401);
    const execute = { host: 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com' };
    expect((await ask({ path: '/', headers: execute })).statusCode).toBe(421);
    const cross = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await ask({ method: 'POST', path: '/sign-out', headers: cross })).statusCode).toBe(403);
  });

  it('ends the session at the portal, and sends the browser to end it at the identity provider', async () => {
    const ask = await openPart('view');
    signIn('the-secret', 'viewer');
    const answer = await ask({ method: 'POST', path: '/sign-out', body: '' });
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      `https://people.example.org/logout?client_id=the-client&logout_uri=${ORIGIN}/`,
    ]);
    expect(answer.cookies).toEqual([
      expect.stringMatching(/^__Host-factsheets=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax$/u),
    ]);
    expect((await ask({ path: '/' })).statusCode).toBe(401);
  });

  it('sends reviewers elsewhere for a draft, and answers others that there is none', async () => {
    const ask = await openPart('view');
    signIn('the-secret', 'reviewer');
    const path = '/api/v1/sheets/us-mexico-border/editions/2017-07/revisions/1/files/charts/map.en.svg';
    const answer = await ask({ path });
    expect(answer.statusCode).toBe(307);
    expect(answer.headers.location).toEqual(path.replace('files', 'drafts'));
    signIn('the-secret', 'viewer');
    expect((await ask({ path })).statusCode).toBe(404);
  });
});

/** Returns a request of a program. */
const byToken = (route: PortalRoute) => ({
  ...{ method: route.method, path: pathOf(route), secret: null },
  headers: { authorization: `Bearer ${TOKEN_TEXT}`, 'content-type': 'application/json' },
  ...(route.method !== 'GET' && { body: '{}' }),
});

/** Returns the status of a program's request with one role; a token cannot make another. */
function expectedOf(name: string, route: PortalRoute, grant: Grant): 403 | 404 | 'answered' {
  const person = { name: 'Ana Reyes', grants: [grant] };
  const allowed = access(route, person, route.path.includes('{hotline}') ? 'nhth' : null);
  if (allowed === 'forbidden' || name === 'makeToken') return 403;
  return allowed === 'hidden' ? 404 : 'answered';
}

describe('each part', () => {
  it.each(DEPLOYED_PARTS)(
    '%s answers 404 for the routes of others, to whoever is signed in with every role',
    async (part) => {
      const ask = await openPart(part);
      signIn('the-secret', ...ALL);
      const others = ROUTES.filter(([, route]) => route.part !== part);
      expect(others.length).toBeGreaterThan(5);
      for (const [name, route] of others) {
        const { statusCode } = await ask({
          method: route.method,
          path: pathOf(route),
          ...(route.method !== 'GET' && { body: '{}' }),
        });
        expect(statusCode, name).toBe(404);
      }
      expect(dynamo.commandCalls(PutCommand)).toEqual([]);
    },
  );

  it.each(DEPLOYED_PARTS)('%s accepts a token as it accepts a session of the same roles', async (part) => {
    const ask = await openPart(part);
    answerAccounts(['analyst-nhth', 'reviewer', 'approver', 'sender', 'viewer', 'operator']);
    const routes = ROUTES.filter(([, { path, ...route }]) => route.part === part && path.startsWith('/api/v1/'));
    expect(routes.length).toBeGreaterThan(2);
    for (const grant of GRANTS_TRIED) {
      putItem(tokenItem(grant));
      for (const [name, route] of routes) {
        const { statusCode } = await ask(byToken(route));
        const expected = expectedOf(name, route, grant);
        if (expected === 'answered')
          expect([grant, name, [401, 403, 500].includes(statusCode)]).toEqual([grant, name, false]);
        else expect([grant, name, statusCode]).toEqual([grant, name, expected]);
      }
    }
  });

  it('accepts a token for the API alone, with the roles that its person has now, and records its use', async () => {
    const ask = await openPart('view', { isNew: true });
    answerAccounts(['viewer']);
    putItem(tokenItem('viewer', 'operator'));
    const me = (authorization: string, path = '/api/v1/me') => ask({ path, secret: null, headers: { authorization } });
    const answer = await me(`Bearer ${TOKEN_TEXT}`);
    expect(JSON.parse(answer.body)).toEqual({ name: 'Ana Reyes', roles: ['viewer'], grants: ['viewer'] });
    expect(items.get('TOKEN-USES TOKEN#0123456789abcdef')?.at).toMatch(/^\d{4}-/u);
    expect((await me(`Bearer ${TOKEN_TEXT}`, '/')).statusCode).toBe(401);
    expect((await me(`Bearer ${TOKEN_TEXT.replace(/A$/u, 'B')}`)).statusCode).toBe(401);
  });

  it.each([
    ['was revoked', { revokedAt: '2020-01-01T00:00:00.000Z' }, ['viewer']],
    ['has expired', { until: '2020-01-01T00:00:00.000Z' }, ['viewer']],
    ['is of a person whose account was deleted', {}, null],
    ['was made on one machine, where a name is the id', { subject: null }, ['viewer']],
  ])('refuses a token that %s', async (_, more, groups) => {
    const ask = await openPart('view', { isNew: true });
    answerAccounts(groups);
    putItem({ ...tokenItem('viewer'), ...more });
    const headers = { authorization: `Bearer ${TOKEN_TEXT}` };
    expect((await ask({ path: '/api/v1/me', secret: null, headers })).statusCode).toBe(401);
  });

  it('serves every route of the table in one part, or on one machine alone', () => {
    for (const [name, { part }] of ROUTES)
      expect([...DEPLOYED_PARTS, 'machine'], name).toEqual(expect.arrayContaining([part]));
  });
});

describe('the function for tokens', () => {
  it('makes, lists and revokes tokens of the person who is signed in, and stores only a hash', async () => {
    const ask = await openPart('tokens');
    signIn('the-secret', 'viewer', 'analyst:nhth');
    putItem({ ...tokenItem('viewer'), ...{ PK: 'TOKENS', SK: 'TOKEN#other', id: 'other', subject: 'another-ana' } });
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'monthly upload', scopes: ['analyst:nhth'], days: 30 });
    const made = await ask({ method: 'POST', path: '/api/v1/tokens', headers, body });
    expect(made.statusCode).toBe(201);
    const { id, token } = JSON.parse(made.body);
    expect(JSON.stringify([...items.values()])).not.toContain(token);
    const listed = async () => JSON.parse((await ask({ path: '/api/v1/tokens' })).body).tokens;
    expect(await listed()).toEqual([
      expect.objectContaining({ id, person: 'Ana Reyes', revokedAt: null, usedAt: null }),
    ]);
    expect((await ask({ path: '/tokens' })).body).toContain('monthly upload');
    expect((await ask({ method: 'POST', path: '/api/v1/tokens/other/revocation', body: '' })).statusCode).toBe(404);
    expect((await ask({ method: 'POST', path: `/api/v1/tokens/${id}/revocation`, body: '' })).statusCode).toBe(200);
    expect(await listed()).toEqual([expect.objectContaining({ id, revokedAt: expect.stringMatching(/^\d{4}-/u) })]);
    expect(recordedKinds().map((one) => (one as unknown[])[0])).toEqual(['token-made', 'token-revoked']);
  });

  it('makes no token with a role that the person does not have', async () => {
    const ask = await openPart('tokens');
    signIn('the-secret', 'viewer');
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'x', scopes: ['operator'], days: 30 });
    expect((await ask({ method: 'POST', path: '/api/v1/tokens', headers, body })).statusCode).toBe(422);
  });
});

describe('the function for messages', () => {
  const RUNS = '/api/v1/sheets/us-mexico-border/runs';
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'first-run' };

  it('asks for a run by an event, once for each key, and shows how far it is', async () => {
    const ask = await openPart('mail');
    signIn('the-secret', 'sender');
    const asked = { method: 'POST', path: RUNS, headers, body: '{}' } as const;
    const first = await ask(asked);
    expect([first.statusCode, JSON.parse(first.body)]).toEqual([
      202,
      expect.objectContaining({ key: 'first-run', state: 'running', by: 'Ana Reyes' }),
    ]);
    expect((await ask(asked)).statusCode).toBe(202);
    const emitted = bus.commandCalls(PutEventsCommand).flatMap(({ args }) => args[0].input.Entries ?? []);
    expect(emitted.map(({ DetailType, Detail }) => [DetailType, JSON.parse(Detail ?? '').run])).toEqual([
      ['DistributionAsked', 'first-run'],
    ]);
    expect((await ask({ ...asked, headers: { ...headers, 'idempotency-key': 'second-run' } })).statusCode).toBe(409);
    expect(JSON.parse((await ask({ path: `${RUNS}/first-run` })).body).state).toBe('running');
    const page = await ask({ path: '/distribution/us-mexico-border/runs/first-run' });
    expect([page.statusCode, page.body.includes('Ana Reyes')]).toEqual([200, true]);
    expect((await ask({ path: `${RUNS}/other-run` })).statusCode).toBe(404);
  });

  it('previews a run, and sends no test message where nothing is approved or the address is not one', async () => {
    const ask = await openPart('mail');
    signIn('the-secret', 'sender');
    const plan = await ask({ path: '/api/v1/sheets/us-mexico-border/planned-run' });
    expect([plan.statusCode, JSON.parse(plan.body)]).toEqual([
      200,
      expect.objectContaining({
        isSent: true,
        messages: [],
        nothing: expect.stringContaining('no revision is approved'),
      }),
    ]);
    const send = (address: string) =>
      ask({
        ...{ method: 'POST', path: '/api/v1/sheets/us-mexico-border/test-messages' },
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ address, language: 'es' }),
      });
    expect((await send('ana@example.org')).statusCode).toBe(409);
    expect((await send('ana')).statusCode).toBe(422);
  });
});

describe('the function for exports', () => {
  const NAME = 'víctimas de julio #2 (100%).csv';
  const place = '/api/v1/hotlines/nhth/months/2017-07';
  const bytes = { size: 12, sha256: 'ab'.repeat(32) };

  it('offers to check a file whose name API Gateway has decoded', async () => {
    const ask = await openPart('exports');
    signIn('the-secret', 'analyst:nhth');
    const headers = { 'content-type': 'application/json' };
    const asked = {
      method: 'POST',
      path: `${place}/check-offers/${NAME}`,
      headers,
      body: JSON.stringify(bytes),
    } as const;
    const answer = await ask(asked);
    const { check, offer } = JSON.parse(answer.body);
    expect(answer.statusCode).toBe(201);
    const url = new URL(offer.url);
    expect(decodeURIComponent(url.pathname)).toBe(`/checks/nhth/2017-07/${check}/en/${NAME}`);
    expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;host;x-amz-checksum-sha256');
    expect(url.searchParams.has('x-amz-checksum-sha256')).toBe(false);
    expect(offer.headers).toEqual({ 'x-amz-checksum-sha256': Buffer.from('ab'.repeat(32), 'hex').toString('base64') });
  });

  it('does so for analysts of the hotline alone, and for no hotline that there is not', async () => {
    const ask = await openPart('exports');
    const asked = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(bytes),
    } as const;
    signIn('the-secret', 'analyst:linea-nacional');
    expect((await ask({ ...asked, path: `${place}/check-offers/cases.csv` })).statusCode).toBe(404);
    signIn('the-secret', 'approver');
    expect((await ask({ ...asked, path: `${place}/check-offers/cases.csv` })).statusCode).toBe(403);
    signIn('the-secret', 'analyst:*');
    expect(
      (await ask({ ...asked, path: '/api/v1/hotlines/nowhere/months/2017-07/check-offers/cases.csv' })).statusCode,
    ).toBe(404);
    const large = JSON.stringify({ ...bytes, size: 600 * 1024 * 1024 });
    expect((await ask({ ...asked, path: `${place}/check-offers/cases.csv`, body: large })).statusCode).toBe(422);
  });
});

describe('the list of a check', () => {
  const check = 'ab'.repeat(16);
  const place = `/api/v1/hotlines/nhth/months/2017-07/checks/${check}`;
  const line = {
    severity: 'error',
    code: 'value-unknown',
    column: 'Venue',
    letter: 'C',
    row: 2,
    record: 1,
    detail: '',
  };
  /** Stores the objects of a check. */
  const found = (...names: string[]): void => {
    const prefix = `check-results/nhth/2017-07/${check}`;
    for (const name of names) {
      const Key = `${prefix}${name}`;
      s3.on(ListObjectsV2Command, { Bucket: 'the-exports', Prefix: Key, MaxKeys: 1 }).resolves({ Contents: [{ Key }] });
      const text = JSON.stringify(name === '.json' ? { name: 'cases.csv', tables: [] } : [line, { ...line, row: 3 }]);
      s3.on(GetObjectCommand, { Bucket: 'the-exports', Key }).callsFake(async () => ({
        Body: Readable.from([Buffer.from(text)]),
      }));
    }
  };

  it('is paged and downloaded by analysts of the hotline alone', async () => {
    const ask = await openPart('exports');
    signIn('the-secret', 'analyst:nhth');
    found('.json', '.problems.json');
    const page = await ask({ path: `${place}/problems`, query: 'limit=1' });
    expect([page.statusCode, JSON.parse(page.body)]).toEqual([200, expect.objectContaining({ total: 2, next: 1 })]);
    const list = await ask({ path: `${place}/problems.csv` });
    expect([list.statusCode, list.body.match(/Venue/gu)?.length]).toEqual([200, 2]);
    for (const [grant, status] of [
      ['analyst:linea-nacional', 404],
      ['operator', 403],
    ] as const) {
      signIn('the-secret', grant);
      expect((await ask({ path: `${place}/problems.csv` })).statusCode).toBe(status);
    }
  });

  it('says that it is over, or that there are too many problems for one', async () => {
    const ask = await openPart('exports');
    signIn('the-secret', 'analyst:nhth');
    expect((await ask({ path: `${place}/problems.csv` })).statusCode).toBe(410);
    found('.json');
    const tooMany = await ask({ path: `${place}/problems.csv` });
    expect([tooMany.statusCode, tooMany.body]).toEqual([422, expect.stringContaining('more than 20000 problems')]);
  });
});

/** What was in a cell of an upload; no page or list may have it but the one that is asked for. */
const CANARY = 'a cell of an upload';
const UPLOAD = { hotline: 'nhth', month: '2017-07', file: 'cases.csv', key: 'exports/nhth/2017-07/cases.csv' };
const READ_AT = new Date('2017-08-02T10:00:00Z');
const PLACE = '/api/v1/hotlines/nhth/months/2017-07/uploads/cases.csv';

/** Stores an upload that was rejected, and the list of its problems. */
function storeUpload(): void {
  const problemsKey = 'problems/nhth/2017-07/cases.csv/ab/problems.csv';
  const problems = [{ code: 'value-unknown', severity: 'error', column: 'Venue', count: 1 }];
  const outcome = { table: 'cases', status: 'rejected', records: 3, reason: 'too many errors', problems, problemsKey };
  const record = { ...UPLOAD, sha256: 'ab'.repeat(32), reading: 'r', at: READ_AT.toISOString(), outcomes: [outcome] };
  const { PK, SK } = uploadKey(UPLOAD.hotline, UPLOAD.month, UPLOAD.file);
  items.set(`${PK} ${SK}`, { PK, SK, ...record });
  const words = WORDS.en;
  const line = `2,1,Venue,${words.severities.error},value-unknown: ${words.problems['value-unknown'].sentence},${CANARY}\n`;
  const csv = `${words.problemHeadings.join(',')}\n${line}`;
  s3.on(GetObjectCommand, { Key: problemsKey }).callsFake(async () => ({ Body: Readable.from([Buffer.from(csv)]) }));
  inBucket(READ_AT);
}

const inBucket = (LastModified: Date): void =>
  void s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key: UPLOAD.key, Size: 12, LastModified }] });

const recordedKinds = (): unknown[] =>
  [...items.values()].filter(({ PK }) => PK === 'ACTIVITY').map(({ kind, about }) => [kind, about]);

describe('the function for problems', () => {
  it('lists the problems of an upload without values, in pages, as a file and on the page', async () => {
    const ask = await openPart('problems');
    signIn('the-secret', 'analyst:nhth');
    storeUpload();
    for (const path of [`${PLACE}/problems`, `${PLACE}/problems.csv`, '/exports/nhth/2017-07/cases.csv']) {
      const { statusCode, body } = await ask({ path, query: 'code=value-unknown&column=Venue' });
      expect([path, statusCode, body.includes('Venue'), body.includes(CANARY)]).toEqual([path, 200, true, false]);
    }
    expect(recordedKinds()).toEqual([]);
  });

  it('gives values to an analyst of the hotline who asks for them, after recording it, and to no one else', async () => {
    const ask = await openPart('problems');
    storeUpload();
    const asked = { method: 'POST', path: `${PLACE}/problems-with-values` } as const;
    for (const [grant, status] of [
      ['analyst:linea-nacional', 404],
      ['operator', 403],
      ['approver', 403],
    ] as const) {
      signIn('the-secret', grant);
      const refused = await ask(asked);
      expect([grant, refused.statusCode, refused.body.includes(CANARY)]).toEqual([grant, status, false]);
    }
    expect(recordedKinds()).toEqual([]);
    signIn('the-secret', 'analyst:nhth');
    expect((await ask(asked)).body).toContain(CANARY);
    const { hotline, month, file } = UPLOAD;
    expect(recordedKinds()).toEqual([['problems-downloaded', { hotline, month, file }]]);
  });

  it('asks for the values of a checked file, gives them to an analyst of the hotline alone, and records that', async () => {
    const ask = await openPart('problems');
    const check = 'ab'.repeat(16);
    const path = `/api/v1/hotlines/nhth/months/2017-07/check-results/${check}/problems-with-values`;
    const asked = { method: 'POST', path } as const;
    const store = (Key: string, text: string): void => {
      s3.on(ListObjectsV2Command, { Bucket: 'the-exports', Prefix: Key, MaxKeys: 1 }).resolves({ Contents: [{ Key }] });
      s3.on(GetObjectCommand, { Key }).callsFake(async () => ({ Body: Readable.from([Buffer.from(text)]) }));
    };
    signIn('the-secret', 'analyst:nhth');
    expect((await ask(asked)).statusCode).toBe(410);
    store(`check-results/nhth/2017-07/${check}.json`, JSON.stringify({ name: 'víctimas.csv', tables: [] }));
    const waiting = await ask(asked);
    expect([waiting.statusCode, waiting.headers['retry-after'], waiting.body]).toEqual([202, '2', '']);
    const written = s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);
    expect(written).toMatchObject([{ Key: `value-requests/nhth/2017-07/${check}/en`, ContentLength: 0 }]);
    expect(recordedKinds()).toEqual([]);
    store(`check-values/nhth/2017-07/${check}/en.csv`, `Row,Value\n2,${CANARY}\n`);
    for (const [grant, status] of [
      ['analyst:linea-nacional', 404],
      ['operator', 403],
    ] as const) {
      signIn('the-secret', grant);
      const refused = await ask(asked);
      expect([grant, refused.statusCode, refused.body.includes(CANARY)]).toEqual([grant, status, false]);
    }
    expect(recordedKinds()).toEqual([]);
    signIn('the-secret', 'analyst:nhth');
    const given = await ask(asked);
    expect([given.statusCode, given.body.includes(CANARY)]).toEqual([200, true]);
    expect(recordedKinds()).toEqual([
      ['problems-downloaded', { hotline: 'nhth', month: '2017-07', file: 'víctimas.csv' }],
    ]);
    expect(JSON.stringify([...items.values()])).not.toContain(CANARY);
  });
});

describe('withdrawing an export', () => {
  const withdrawal = (sha256: string) =>
    ({ method: 'POST', path: `${PLACE}/withdrawals`, headers: { 'if-match': `"${sha256}"` } }) as const;

  it('removes the file that was shown, and records it', async () => {
    const ask = await openPart('exports');
    signIn('the-secret', 'analyst:nhth');
    storeUpload();
    expect((await ask({ path: '/exports/nhth/2017-07/cases.csv/withdraw' })).statusCode).toBe(200);
    expect((await ask(withdrawal('ab'.repeat(32)))).statusCode).toBe(202);
    const deleted = s3.commandCalls(DeleteObjectCommand).map(({ args }) => args[0].input);
    expect(deleted).toEqual([{ Bucket: 'the-exports', Key: UPLOAD.key }]);
    expect(recordedKinds()).toEqual([['file-withdrawn', { hotline: 'nhth', month: '2017-07', file: 'cases.csv' }]]);
  });

  it.each([
    ['another file than the one that was read', 'cd'.repeat(32), READ_AT],
    ['a file that was replaced since it was read', 'ab'.repeat(32), new Date(READ_AT.getTime() + 1000)],
  ])('does not remove %s', async (_, sha256, written) => {
    const ask = await openPart('exports');
    signIn('the-secret', 'analyst:nhth');
    storeUpload();
    inBucket(written);
    expect((await ask(withdrawal(sha256))).statusCode).toBe(412);
    expect(s3.commandCalls(DeleteObjectCommand)).toEqual([]);
    expect(recordedKinds()).toEqual([]);
  });
});

describe('the path of an event', () => {
  it.each([
    ['/a/b', '/a/b'],
    ['/a/víctimas 1.csv', '/a/v%C3%ADctimas%201.csv'],
    ['/a/v%C3%ADctimas%201.csv', '/a/v%C3%ADctimas%201.csv'],
    ['/a/#2?x.csv', '/a/%232%3Fx.csv'],
    ['/a/100%.csv', '/a/100%25.csv'],
    ['/', '/'],
  ])('%s is encoded as %s', (rawPath, expected) => {
    expect(withEncodedPath({ rawPath }).rawPath).toBe(expected);
  });
});

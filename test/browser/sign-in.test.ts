import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalTable, startTable } from '../../local/state/dynalite-table.ts';
import { dynamoSessions } from '../../src/adapters/aws/dynamo-sessions.ts';
import { oidcIdentity } from '../../src/adapters/oidc-identity.ts';
import { providerSessions } from '../../src/portal/provider-sessions.ts';
import { RECHECK_MS, SESSION_MS, type SessionEffects } from '../../src/steps/use-session.ts';
import { serveAsApiGateway } from '../portal/api-gateway.ts';
import { closed, type LocalProvider, listen, startProvider } from '../portal/identity-provider.ts';
import { openPortalFixture, type PortalFixture } from '../portal/portal-fixture.ts';
import { type BrowserPage, CHROMIUM, leading, openBrowser } from './chromium.ts';

if (CHROMIUM === null) console.log('skipped: no chromium on the PATH; apt-get install chromium');

describe.skipIf(CHROMIUM === null)('signing in with an identity provider, in a browser', () => {
  let folder: string;
  let table: LocalTable;
  let provider: LocalProvider;
  let fixture: PortalFixture;
  let server: Server;
  let origin: string;
  let page: BrowserPage;
  let now: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'factsheets-sign-in-'));
    table = await startTable(join(folder, 'table'));
    server = createServer();
    origin = `http://127.0.0.1:${await listen(server, 0)}`;
    provider = await startProvider(origin);
    const effects: SessionEffects = {
      sessions: dynamoSessions(table),
      identity: oidcIdentity(provider.client(origin)),
      clock: { now: () => new Date(now) },
    };
    fixture = await openPortalFixture({
      ...providerSessions(effects, provider.signOutAddress(origin)),
      origins: { connect: [], form: [provider.origin] },
      hosts: () => [new URL(origin).host],
      cookie: 'factsheets-test',
    });
    serveAsApiGateway(server, fixture.app);
  });
  afterAll(async () => {
    await closed(server);
    await provider.close();
    await fixture.close();
    await table.stop();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    now = Date.now();
    provider.accounts.clear();
    provider.accounts.set('ana', ['approver']);
    page = await openBrowser(CHROMIUM ?? '');
  });
  afterEach(() => page.close());

  const text = (): Promise<string> =>
    page.value("document.querySelector('h1')?.textContent ?? document.body.textContent");
  const arrived = (path: string) =>
    page.until(`location.href.startsWith(${JSON.stringify(`${origin}${path}`)}) && document.readyState === 'complete'`);
  const open = async (path: string): Promise<void> => {
    await leading(page, () => page.open(`${origin}${path}`));
  };
  const press = (selector: string) => page.value(`document.querySelector(${JSON.stringify(selector)}).click()`);
  /** Gives the name of an account to the provider, and its consent. The last address before the portal has the code. */
  const enter = async (name: string): Promise<void> => {
    await page.until(
      `location.origin === ${JSON.stringify(provider.origin)} && document.querySelector('[name=login]') !== null`,
    );
    await page.value(`document.querySelector('[name=login]').value = ${JSON.stringify(name)}`);
    await page.value("document.querySelector('[name=password]').value = 'any'");
    await press('button[type=submit]');
    await page.until(
      "document.querySelector('[name=login]') === null && document.querySelector('button[type=submit]') !== null",
    );
    await press('button[type=submit]');
  };
  const signIn = async (name = 'ana', path = '/editions'): Promise<void> => {
    await open(path);
    await press('main a.btn');
    await enter(name);
  };
  const me = (): Promise<number> => page.value("fetch('/api/v1/me').then(({ status }) => status)");

  it('returns to the page that was asked for, under the name and roles of the account', async () => {
    await signIn('ana', '/editions?months=all');
    await arrived('/editions?months=all');
    expect(await page.value("document.querySelector('.who .name').textContent")).toMatch(/^ana Reyes, /u);
    expect(await page.value("fetch('/api/v1/me').then((answer) => answer.json())")).toMatchObject({
      roles: ['approver'],
    });
    expect(await page.value('document.cookie')).toBe('');
    expect(page.complaints.filter((line) => /Content Security/u.test(line))).toEqual([]);
  });

  it('asks for the sign-in on the page itself, in its language, and never returns to another site', async () => {
    await open('/sign-in?then=//evil.example/');
    await enter('ana');
    await arrived('/');
    expect(new URL(await page.value<string>('location.href')).pathname).toBe('/');
  });

  it('refuses an answer with another state, and one that another browser began', async () => {
    await open('/sign-in');
    const expected = new URL(await page.value<string>('location.href')).origin;
    expect(expected).toBe(provider.origin);
    await open('/signed-in?code=stolen&state=another');
    expect([await text(), await me()]).toEqual(['Signing in did not work', 401]);
    await open('/signed-in?code=stolen&state=another');
    expect(await text()).toBe('Signing in did not work');
  });

  it('takes a code once, though all else is right', async () => {
    await open('/sign-in');
    const { cookies } = await page.command('Network.getCookies', { urls: [origin] });
    const cookie = (cookies as { name: string; value: string }[])
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    expect(cookie).toMatch(/^factsheets-test-pending=/u);
    await enter('ana');
    await arrived('/');
    expect(await me()).toBe(200);
    const returned = page.requests.find((address) => address.startsWith(`${origin}/signed-in?`)) ?? '';
    expect(returned).toContain('code=');
    const again = await fetch(returned, { redirect: 'manual', headers: { cookie } });
    expect([again.status, again.headers.get('set-cookie')]).toEqual([
      403,
      expect.not.stringContaining('factsheets-test='),
    ]);
  });

  it('ends a session after eight hours', async () => {
    await signIn();
    await arrived('/editions');
    now += SESSION_MS;
    await open('/editions');
    expect([await text(), await me()]).toEqual(['Sign in', 401]);
  });

  it('takes a removed group away, and signs out whoever has none, within a quarter of an hour', async () => {
    await signIn();
    await arrived('/editions');
    provider.accounts.set('ana', ['viewer']);
    expect(await page.value("fetch('/api/v1/me').then((answer) => answer.json())")).toMatchObject({
      roles: ['approver'],
    });
    now += RECHECK_MS;
    expect(await page.value("fetch('/api/v1/me').then((answer) => answer.json())")).toMatchObject({
      roles: ['viewer'],
    });
    provider.accounts.set('ana', []);
    now += RECHECK_MS;
    expect(await me()).toBe(401);
  });

  it('signs out an account that was removed', async () => {
    await signIn();
    await arrived('/editions');
    provider.accounts.delete('ana');
    now += RECHECK_MS;
    expect(await me()).toBe(401);
  });

  it('says what to do to a person without a role', async () => {
    provider.accounts.set('luis', ['strangers']);
    await signIn('luis');
    await arrived('/signed-in');
    expect([await text(), await me()]).toEqual(['Your account does not have a role yet', 401]);
  });

  it('answers 503, and keeps the session, while the provider does not answer', async () => {
    await signIn();
    await arrived('/editions');
    now += RECHECK_MS;
    await provider.pause();
    try {
      expect(await me()).toBe(503);
    } finally {
      await provider.resume();
    }
    expect(await me()).toBe(200);
  });

  it('signs out at the portal and at the provider, so that the next sign-in asks who it is', async () => {
    await signIn();
    await arrived('/editions');
    await press('form[action="/sign-out"] button');
    await page.until(
      `location.origin === ${JSON.stringify(provider.origin)} && document.querySelector('button[value=yes]') !== null`,
    );
    await press('button[value=yes]');
    await arrived('/');
    expect([await text(), await me()]).toEqual(['Sign in', 401]);
    await press('main a.btn');
    await page.until("document.querySelector('[name=login]') !== null");
  });
});

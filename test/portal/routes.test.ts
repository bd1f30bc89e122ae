import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { USER_LANGUAGES } from '../../src/domain/languages.ts';
import type { Grant, PortalRole } from '../../src/domain/person.ts';
import { parseGrant } from '../../src/domain/person.ts';
import type { PortalRoute } from '../../src/domain/portal-route.ts';
import { PORTAL_ROUTES } from '../../src/domain/portal-routes.ts';
import {
  APPROVED,
  CANARIES,
  GRANTS,
  HOST,
  ORIGIN,
  openPortalFixture,
  type PortalFixture,
  SHEET,
  WAITING,
} from './portal-fixture.ts';

let fixture: PortalFixture;
beforeAll(async () => {
  fixture = await openPortalFixture();
});
afterAll(() => fixture.close());

const ROUTES: [string, PortalRoute][] = Object.entries(PORTAL_ROUTES);

/** Returns an address of a route whose parameters name things that exist. */
const addressOf = (path: string): string => {
  const values: Record<string, string> = {
    sheet: SHEET,
    month: WAITING,
    revision: '1',
    file: encodeURIComponent(`${SHEET}-${WAITING}.en.pdf`),
    hotline: 'nhth',
    link: 'good',
    name: path.includes('/templates/') || path.includes('/checks/') ? 'cases.csv' : CANARIES.fileName,
    check: '00000000000000000000000000000000',
    stakeholder: fixture.stakeholder,
    run: 'no-such-run',
    language: 'es',
    topic: 'uploading',
  };
  return path
    .replaceAll(/\{(\w+)\}/gu, (_, name: string) => values[name] ?? 'x')
    .replace('/assets/us-mexico-border-2016-08.en.pdf', '/assets/portal.css');
};

/** Returns a body that passes the validation of a route's handler, up to its rules. */
const initOf = ({ method, path }: PortalRoute): RequestInit => {
  if (method === 'GET') return {};
  const isApi = path.startsWith('/api/');
  return {
    method,
    body: isApi ? '{}' : '',
    headers: { 'content-type': isApi ? 'application/json' : 'application/x-www-form-urlencoded' },
  };
};

const roleOf = (grant: Grant): PortalRole => grant.split(':')[0] as PortalRole;

/** What each role was answered at each address of a page or of data, which two tests examine. */
const answers = new Map<string, Promise<{ readonly status: number; readonly text: string }>>();

/** Returns the answer to a role's request for a page or for data; each is asked once. */
function read(grant: Grant, path: string): Promise<{ readonly status: number; readonly text: string }> {
  const key = `${grant} ${path}`;
  const answer =
    answers.get(key) ?? fixture.ask(grant, path).then(async (one) => ({ status: one.status, text: await one.text() }));
  answers.set(key, answer);
  return answer;
}

const mayUse = ({ roles }: PortalRoute, grant: Grant): boolean =>
  roles === 'open' || roles === 'all' || roles.includes(roleOf(grant));

describe('every route', () => {
  it.each(ROUTES)('%s answers those whose role it names, and refuses the others', async (_, route) => {
    for (const grant of GRANTS) {
      const path = addressOf(route.path);
      const answer = await (route.method === 'GET' ? read(grant, path) : fixture.ask(grant, path, initOf(route)));
      const isOthersHotline = route.path.includes('{hotline}') && grant === 'analyst:linea-nacional';
      if (!mayUse(route, grant)) expect([grant, answer.status]).toEqual([grant, 403]);
      else if (isOthersHotline) expect([grant, answer.status]).toEqual([grant, 404]);
      else
        expect([grant, answer.status, [401, 403, 405, 421, 500].includes(answer.status)]).toEqual([
          grant,
          answer.status,
          false,
        ]);
    }
  });

  it.each(ROUTES)('%s refuses a request without a session, unless it is open', async (_, route) => {
    for (const cookie of ['', 'factsheets-8787=', 'factsheets-8787=nobody', 'factsheets-9999=approver']) {
      const init = initOf(route);
      const answer = await fixture.ask(null, addressOf(route.path), { ...init, headers: { ...init.headers, cookie } });
      expect(answer.status === 401).toBe(route.roles !== 'open');
    }
  });

  it.each(ROUTES)('%s answers to no other name of the machine', async (_, route) => {
    for (const host of ['evil.example:8787', '127.0.0.1', '127.0.0.1:9999', 'localhost.evil.example:8787', '']) {
      const init = initOf(route);
      const answer = await fixture.ask('approver', addressOf(route.path), {
        ...init,
        headers: { ...init.headers, host },
      });
      expect([host, answer.status]).toEqual([host, 421]);
    }
  });

  const UNSAFE = ROUTES.filter(([, { method }]) => method !== 'GET');
  const CROSS: [string, Record<string, string>][] = [
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:9999' }],
    ['an address typed by hand', { 'sec-fetch-site': 'none', origin: '' }],
    ['an older browser on another site', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
    ['a page that hides its origin', { 'sec-fetch-site': '', origin: 'null' }],
    ['a page over TLS of the same name', { 'sec-fetch-site': '', origin: `https://${HOST}` }],
    ['a name that ends as ours', { 'sec-fetch-site': 'same-origin', origin: `http://evil.example/${HOST}` }],
  ];
  it.each(UNSAFE)('%s takes nothing from elsewhere, whatever the content type', async (_, route) => {
    const types = [
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      '',
    ];
    for (const [who, headers] of CROSS)
      for (const type of types) {
        const given = Object.entries({ ...headers, 'content-type': type }).filter(([, value]) => value !== '');
        const answer = await fixture.app.request(`${ORIGIN}${addressOf(route.path)}`, {
          method: route.method,
          body: '{}',
          headers: { host: HOST, cookie: 'factsheets-8787=approver', ...Object.fromEntries(given) },
        });
        expect([who, type, answer.status]).toEqual([who, type, 403]);
      }
  });

  it.each(UNSAFE)('%s refuses a request that says nothing of where it comes from', async (_, route) => {
    const headers = { host: HOST, cookie: 'factsheets-8787=approver' };
    const answer = await fixture.app.request(`${ORIGIN}${addressOf(route.path)}`, { method: route.method, headers });
    expect(answer.status).toBe(403);
  });
});

describe('what is not there', () => {
  it('is 404 for who is signed in, and 401 for who is not, so that others do not learn what there is', async () => {
    for (const path of ['/nothing', '/api/v1/nothing', '/stakeholders/x/y']) {
      expect((await fixture.ask('operator', path)).status).toBe(404);
      expect((await fixture.ask(null, path)).status).toBe(401);
    }
  });

  it.each([
    '..%2f..%2fkey',
    '%2e%2e%2fkey',
    'charts%2f..%2f..%2fkey',
    '.hidden',
    'a%00b',
    `${SHEET}-${APPROVED}.en.pdf%2f..`,
  ])('is no file outside a revision: %s', async (file) => {
    const path = `/api/v1/sheets/${SHEET}/editions/${APPROVED}/revisions/1/files/${file}`;
    expect((await fixture.ask('approver', path)).status).toBe(404);
  });
});

/** Returns the forms into which a person types, but which lose it when the session ends. */
const formsThatForget = (html: string): string[] =>
  [...html.matchAll(/<form [^>]*method="post"[\s\S]*?<\/form>/gu)]
    .map(([form]) => form)
    .filter((form) => /<textarea|<input[^>]*type="text"/u.test(form) && !/<form [^>]*data-keep/u.test(form));

describe('an answer', () => {
  it.each(['/', '/api/v1/timetable', '/nothing', '/health', '/in/good', '/in/bad'])(
    'to %s carries the headers that keep other sites out, and is not stored',
    async (path) => {
      const { headers } = await fixture.ask('approver', path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  it('holds no value that the role may not see, on any page or in any data', async () => {
    const paths = ROUTES.filter(([, { method }]) => method === 'GET').map(([, { path }]) => addressOf(path));
    const more = ['/?months=all', '/?lang=es', '/editions?lang=es'];
    let tried = 0;
    for (const grant of GRANTS)
      for (const path of [...paths, ...more]) {
        // a page links to its own address, which is what the person asked for
        const text = (await read(grant, path)).text.replaceAll(path, '');
        tried++;
        expect([path, formsThatForget(text)]).toEqual([path, []]);
        expect([grant, path, text.includes(CANARIES.cell)]).toEqual([grant, path, false]);
        if (grant !== 'sender') expect([grant, path, text.includes(CANARIES.address)]).toEqual([grant, path, false]);
        const seesNames = grant === 'operator' || grant === 'analyst:nhth';
        if (!seesNames) expect([grant, path, text.includes(CANARIES.fileName)]).toEqual([grant, path, false]);
      }
    console.log(`portal: ${ROUTES.length} routes x ${GRANTS.length} roles; ${tried} answers searched for canaries`);
  });

  it('is in the language asked for, with every placeholder filled in, in every language of users', async () => {
    const paths = ROUTES.filter(([, { method }]) => method === 'GET').map(([, { path }]) => addressOf(path));
    let pages = 0;
    for (const [index, path] of paths.entries()) {
      const language = USER_LANGUAGES[index % USER_LANGUAGES.length] ?? 'en';
      for (const grant of ['approver', 'sender', 'analyst:nhth'] as const) {
        const answer = await fixture.ask(grant, path, { headers: { 'accept-language': `${language}, en` } });
        const html = await answer.text();
        if (!answer.ok || !html.includes('class="band"')) continue;
        const text = html.replaceAll(/<(script|template)\b.*?<\/\1>/gsu, '').replaceAll(/<[^>]*>/gu, ' ');
        expect([path, html.includes(`<html lang="${language}"`)]).toEqual([path, true]);
        expect([path, text.match(/\{\w+\}|\bundefined\b|\bNaN\b|\[object/gu)]).toEqual([path, null]);
        pages++;
        break;
      }
    }
    expect(pages).toBeGreaterThan(15);
  });

  it('shows an address to senders, so the canary is really there', async () => {
    for (const path of ['/stakeholders', '/api/v1/stakeholders', '/api/v1/stakeholders.csv'])
      expect([path, (await (await fixture.ask('sender', path)).text()).includes(CANARIES.address)]).toEqual([
        path,
        true,
      ]);
  });

  it('shows a name of a file to its own analyst and the operator, so the canary is really there', async () => {
    const seen = async (grant: Grant) =>
      (await (await fixture.ask(grant, '/api/v1/timetable')).text()).includes(CANARIES.fileName);
    expect(await seen('analyst:nhth')).toBe(true);
    expect(await seen('operator')).toBe(true);
    expect(await seen('reviewer')).toBe(false);
  });
});

describe('files of a revision', () => {
  const file = (month: string, name = `${SHEET}-${month}.en.pdf`): string =>
    `/api/v1/sheets/${SHEET}/editions/${month}/revisions/1/files/${encodeURIComponent(name)}`;

  it('are for everyone when it is approved', async () => {
    for (const grant of GRANTS) {
      const answer = await fixture.ask(grant, file(APPROVED));
      expect([grant, answer.status]).toEqual([grant, 200]);
      expect(answer.headers.get('content-type')).toBe('application/pdf');
      expect(await answer.text()).toBe(`${SHEET}-${APPROVED}.en.pdf of ${APPROVED}`);
    }
    expect((await fixture.ask('viewer', file(APPROVED, 'charts/map.en.svg'))).status).toBe(200);
  });

  it('are for reviewers and approvers alone while it is a draft, and so are its marked pages', async () => {
    for (const grant of GRANTS) {
      const expected = grant === 'reviewer' || grant === 'approver' ? 200 : 404;
      expect([grant, (await fixture.ask(grant, file(WAITING))).status]).toEqual([grant, expected]);
      const marked = file(APPROVED, `${SHEET}-${APPROVED}.en.draft.pdf`);
      expect([grant, (await fixture.ask(grant, marked)).status]).toEqual([grant, expected]);
    }
  });

  it('are refused when they are not those that were recorded', async () => {
    const key = `reports/${SHEET}/${APPROVED}/r1/charts/map.en.svg`;
    await fixture.fixture.effects.reports.putBytes(key, new TextEncoder().encode('<svg/>'));
    const answer = await fixture.ask('viewer', file(APPROVED, 'charts/map.en.svg'));
    expect([answer.status, await answer.json()]).toEqual([500, expect.objectContaining({ code: 'ReportChanged' })]);
    expect(fixture.reported).toHaveLength(1);
  });
});

describe('signing in', () => {
  it('asks who it is, uses the link up when the button is pressed, and sets a cookie that scripts cannot read', async () => {
    expect(await (await fixture.ask(null, '/in/good')).text()).toContain('Luis Ortega');
    const form = {
      method: 'POST',
      body: 'name=Ana+Reyes',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    const answer = await fixture.ask(null, '/in/good', form);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect(answer.headers.get('set-cookie')).toBe('factsheets-8787=approver; Path=/; HttpOnly; SameSite=Lax');
  });

  it('preselects no one, and says so when no one was chosen', async () => {
    expect(await (await fixture.ask(null, '/in/good')).text()).not.toContain('checked');
    const form = { method: 'POST', body: '', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    const answer = await fixture.ask(null, '/in/good', form);
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('Choose your name')]);
  });

  it('says that a link does not work any more', async () => {
    expect((await fixture.ask(null, '/in/bad')).status).toBe(403);
  });
});

describe('grants', () => {
  it.each(['analyst', 'analyst:', 'analyst:../x', 'admin', '', 'Approver'])('are not read from "%s"', (text) => {
    expect(parseGrant(text)).toBeNull();
  });
});

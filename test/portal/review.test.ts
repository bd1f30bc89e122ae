import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { loadSheet } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import { remainderId } from '../../src/domain/family.ts';
import { portal } from '../../src/portal/portal.ts';
import type { PortalContext } from '../../src/portal/portal-options.ts';
import { reviewLabels } from '../../src/portal/review-labels.ts';
import { wordsIn } from '../../src/portal/words/portal-words.ts';
import { computeFigures } from '../../src/steps/compute-figures/compute-figures.ts';
import { HOST, ORIGIN, openPortalFixture, type PortalFixture, SHEET, WAITING } from './portal-fixture.ts';

let fixture: PortalFixture;
beforeEach(async () => {
  fixture = await openPortalFixture();
});
afterEach(() => fixture.close());

const API = `/api/v1/sheets/${SHEET}/editions/${WAITING}`;
const PAGE = `/editions/${SHEET}/${WAITING}`;
const REASON = 'Checked with both hotlines';

const review = () => fixture.ask('approver', `${API}/review`);
const etag = async (): Promise<string> => (await review()).headers.get('etag') ?? '';

const decide = (match: string | null, body: object, type = 'application/json') =>
  fixture.ask('approver', `${API}/decisions`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...(type !== '' && { 'content-type': type }), ...(match !== null && { 'if-match': match }) },
  });

const submit = (fields: Record<string, string>) =>
  fixture.ask('approver', PAGE, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

const decisions = () => fixture.fixture.effects.editions.decisionsOf(SHEET, WAITING);
const APPROVE = { revision: 1, verdict: 'approved', reason: REASON } as const;

describe('a decision by the API', () => {
  it('is stored with the name of who is signed in, and not asked for', async () => {
    const answer = await decide(await etag(), APPROVE);
    expect([answer.status, await answer.json()]).toEqual([
      201,
      expect.objectContaining({
        sheet: SHEET,
        month: WAITING,
        revision: 1,
        verdict: 'approved',
        by: 'Person approver',
        reason: REASON,
      }),
    ]);
    expect(await decisions()).toMatchObject([{ by: 'Person approver', caller: null, reason: REASON }]);
    const named = await decide(await etag(), { ...APPROVE, by: 'Somebody else' });
    expect([named.status, await named.json()]).toEqual([
      422,
      expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/' })] }),
    ]);
  });

  it.each([
    ['no If-Match', null, 428],
    ['another ETag', '"another"', 412],
  ])('with %s is refused and stores nothing', async (_, match, status) => {
    expect((await decide(match, APPROVE)).status).toBe(status);
    expect(await decisions()).toEqual([]);
  });

  it.each([
    ['no content type', '', 415],
    ['a form’s content type', 'application/x-www-form-urlencoded', 415],
    ['plain text', 'text/plain', 415],
  ])('with %s is refused unread', async (_, type, status) => {
    expect((await decide(await etag(), APPROVE, type)).status).toBe(status);
    expect(await decisions()).toEqual([]);
  });

  it('names everything that is wrong in the body at once', async () => {
    const answer = await decide(await etag(), { revision: 0, verdict: 'maybe' });
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
    expect([answer.status, errors.map(({ pointer }) => pointer)]).toEqual([422, ['/revision', '/verdict']]);
  });

  it('of two who approve at the same time is stored once; the other is shown that something changed', async () => {
    const match = await etag();
    const answers = await Promise.all([decide(match, APPROVE), decide(match, { ...APPROVE, verdict: 'rejected' })]);
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(201);
    expect([409, 412]).toContain(statuses[1]);
    expect(await decisions()).toHaveLength(1);
  });

  it('is refused after a new revision came while the review was read', async () => {
    const match = await etag();
    await fixture.fixture.remove(`nhth/${WAITING}/cases.csv`);
    await fixture.fixture.ingest(`nhth/${WAITING}/cases.csv`);
    await fixture.fixture.compute(WAITING);
    const answer = await decide(match, APPROVE);
    expect([answer.status, await answer.json()]).toEqual([
      412,
      expect.objectContaining({ title: 'The review has changed since it was shown' }),
    ]);
    expect(await decisions()).toEqual([]);
  });

  it('that the rules do not allow is 409, with the rule', async () => {
    expect((await decide(await etag(), APPROVE)).status).toBe(201);
    const answer = await decide(await etag(), { ...APPROVE, verdict: 'rejected' });
    expect([answer.status, await answer.json()]).toEqual([
      409,
      expect.objectContaining({
        code: 'DecisionRefused',
        type: 'docs/runbook.md#decisionrefused',
        detail: expect.stringContaining('was approved by'),
      }),
    ]);
  });
});

describe('a review', () => {
  it('is 304 for who has it, and has another ETag after a decision', async () => {
    const match = await etag();
    const same = await fixture.ask('approver', `${API}/review`, { headers: { 'if-none-match': match } });
    expect(same.status).toBe(304);
    await decide(match, { ...APPROVE, verdict: 'rejected' });
    expect(await etag()).not.toBe(match);
  });

  it.each(['2015-01', '2016-13', 'x'])('of %s is not there', async (month) => {
    expect((await fixture.ask('approver', `/api/v1/sheets/${SHEET}/editions/${month}/review`)).status).toBe(404);
    expect((await fixture.ask('approver', `/editions/nothing/${month}`)).status).toBe(404);
  });

  it('says before the decision in which languages its pages were not opened yet, and never asks for it', async () => {
    let opened = '';
    const open = async (query: string) => {
      const cookie = `factsheets-8787=approver; ${opened}`;
      const answer = await fixture.ask('approver', `${PAGE}${query}`, { headers: { cookie } });
      opened = answer.headers.getSetCookie().find((one) => one.startsWith('factsheets-opened=')) ?? '';
      expect(opened).toContain(`Path=${PAGE};`);
      opened = opened.replace(/;.*/u, '');
      return answer.text();
    };
    const spanish = 'You have not opened the pages in Spanish yet';
    const first = await open('?lang=en');
    expect(first).toContain(`<a href="?pages=es">${spanish}</a>`);
    expect(first).not.toContain('pages in English yet');
    expect(await open('?lang=en')).toContain(spanish);
    expect(await open('?lang=en&pages=es')).not.toContain('yet</a>');
    expect(await open('?lang=en')).not.toContain('yet</a>');
    // a newer revision has other pages
    opened = opened.replace(/=1\./u, '=2.');
    expect(await open('?lang=en')).toContain(spanish);
    opened = '';
    expect(await open('?lang=es')).toContain('Todavía no ha abierto las páginas en inglés');
    const match = await etag();
    expect((await submit({ match, revision: '1', verdict: 'approved', reason: REASON })).status).toBe(303);
  });

  it.each(['reviewer', 'approver'] as const)('shows the %s what they may do', async (role) => {
    const text = await (await fixture.ask(role, PAGE)).text();
    expect(text.includes('Record the decision')).toBe(role === 'approver');
    expect(text.includes('An approver decides on it.')).toBe(role === 'reviewer');
  });
});

describe('a sheet with a rule about who may approve', () => {
  /** The definitions with that rule. */
  const ruled = (files: DefinitionFiles, approval: object): DefinitionFiles => ({
    list: (folder) => files.list(folder),
    bytes: async (name) => {
      const bytes = await files.bytes(name);
      if (name !== `templates/${SHEET}/sheet.json`) return bytes;
      return new TextEncoder().encode(JSON.stringify({ ...JSON.parse(new TextDecoder().decode(bytes)), approval }));
    },
  });
  /** Opens the portal of such a sheet, with a revision 2 that waits; returns how each approver uses its review. */
  const withRule = async (approval: object) => {
    const { options } = fixture;
    const { effects, definitions } = fixture.fixture;
    const sheet = await loadSheet(ruled(openDefinitions(), approval), definitions, SHEET);
    const { revision } = await computeFigures(effects, definitions, { sheet, month: WAITING });
    expect(revision.revision).toBe(2);
    await effects.editions.recordReport({ sheet: SHEET, month: WAITING, revision: 2, files: [], at: 'now' });
    const app = portal({
      ...options,
      sessions: { ...options.sessions, personOf: async (name) => ({ name, grants: ['approver'] }) },
      use: (work) => options.use((context) => work({ ...context, files: ruled(context.files, approval) })),
    });
    const ask = (name: string, path: string, init: RequestInit = {}) => {
      const own = { host: HOST, cookie: `factsheets-8787=${name}`, origin: ORIGIN };
      return app.request(`${ORIGIN}${path}`, { ...init, headers: { ...own, ...init.headers } });
    };
    const page = async (name: string, query = '') => (await ask(name, `${PAGE}?lang=es${query}`)).text();
    const approve = async (name: string, query = '') => {
      const match = /name="match" value="([^"]*)"/u.exec(await page(name, query))?.[1]?.replaceAll('&quot;', '"') ?? '';
      const body = new URLSearchParams({ match, revision: '2', verdict: 'approved', reason: REASON });
      return ask(name, `${PAGE}?lang=es`, { method: 'POST', body });
    };
    return { ask, page, approve };
  };
  const DISABLED = /<input[^>]*id="approved"[^>]*disabled/u;

  it('lets only those approve who have opened the pages in every language, and records it once', async () => {
    const { ask, page, approve } = await withRule({ everyLanguage: true });
    const answer = await approve('Ana');
    expect(answer.status).toBe(409);
    const refused = await answer.text();
    expect(refused).toContain(REASON);
    expect(refused).toContain(wordsIn('es').review.openFirst);
    expect(refused).toMatch(DISABLED);
    // the approved pages alone are not the draft's
    expect(await page('Ana', '&pages=en&which=approved')).toContain(wordsIn('es').review.openFirst);
    expect(await page('Ana', '&pages=en')).not.toMatch(DISABLED);
    expect(await page('Luis')).toMatch(DISABLED);
    expect((await approve('Ana')).status).toBe(303);
    const draft = `/api/v1/sheets/${SHEET}/editions/${WAITING}/revisions/1/drafts/${SHEET}-${WAITING}.es.pdf`;
    for (const _ of [1, 2]) expect((await ask('Eva', draft)).status).toBe(200);
    const { activity } = fixture.fixture.effects;
    const opened = (await activity.page({ after: 0, limit: 99 })).filter(({ kind }) => kind === 'pages-opened');
    expect(opened.map(({ who, about }) => `${who} ${about.revision} ${about.language}`)).toEqual([
      'Ana 2 es',
      'Ana 2 en',
      'Luis 2 es',
      'Eva 1 es',
    ]);
  });

  it('shows each of two approvers what their approval does, and publishes with the second', async () => {
    const { page, approve } = await withRule({ people: 2 });
    expect(await page('Ana')).toContain(wordsIn('es').review.twoMustApprove);
    expect((await approve('Ana')).status).toBe(303);
    const [mine, other] = [await page('Ana'), await page('Luis')];
    expect(mine).toContain(wordsIn('es').review.yourFirst);
    expect(mine).toMatch(DISABLED);
    expect(other).toContain(wordsIn('es').review.approvedFirst('Ana'));
    expect(other).toContain(wordsIn('es').review.firstStrip);
    expect(other).not.toMatch(DISABLED);
    expect((await approve('Luis')).status).toBe(303);
    expect((await decisions()).map(({ verdict, by }) => `${verdict} ${by}`)).toEqual([
      'first-approval Ana',
      'approved Luis',
    ]);
    expect(await page('Ana')).toContain(wordsIn('es').review.approvedStrip);
  });
});

describe('a decision by the form', () => {
  const fields = async () => ({ match: await etag(), revision: '1', verdict: 'approved', reason: REASON });

  it('chooses nothing beforehand', async () => {
    expect(await (await fixture.ask('approver', PAGE)).text()).not.toMatch(/checked/u);
  });

  it('is stored, and the page says so afterwards instead of asking', async () => {
    const answer = await submit({ ...(await fields()), reason: 'Two\r\nlines' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, PAGE]);
    expect(await decisions()).toMatchObject([{ verdict: 'approved', reason: 'Two lines' }]);
    const text = await (await fixture.ask('approver', PAGE)).text();
    expect(text).toContain('By Person approver');
    expect(text).not.toContain('Record the decision');
  });

  it.each([
    ['nothing chosen', { verdict: '' }, 422, '<a href="#rejected">Choose whether'],
    ['no reason to reject', { verdict: 'rejected', reason: ' ' }, 422, '<a href="#reason">Give a reason'],
    ['a review that has changed', { match: '"older"' }, 412, 'Something changed while you were reading'],
  ])('with %s says so above the review, and loses nothing that was typed', async (_, change, status, words) => {
    const typed = { ...(await fields()), ...change };
    const answer = await submit(typed);
    const text = await answer.text();
    expect([answer.status, text.includes(words)]).toEqual([status, true]);
    expect(text).toContain(`>${typed.reason}</textarea>`);
    expect(text.includes('aria-invalid="true"')).toBe(words.includes('#reason'));
    expect(text).toContain('role="alert"');
    expect(await decisions()).toEqual([]);
  });

  it('shows what was typed as text, whatever it is', async () => {
    const answer = await submit({
      ...(await fields()),
      match: '"older"',
      reason: '</textarea><script>alert(1)</script>',
    });
    expect(await answer.text()).not.toContain('<script>alert');
  });

  it('in Spanish is answered in Spanish', async () => {
    const answer = await fixture.ask('approver', `${PAGE}?lang=es`, {
      method: 'POST',
      body: '',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(await answer.text()).toContain('Elija si aprueba o rechaza.');
  });
});

it('names what is left of a family without its members in the language of its reader', async () => {
  const { definitions } = fixture.fixture;
  const context = { definitions, files: openDefinitions() } as unknown as PortalContext;
  const sheet = await loadSheet(context.files, definitions, SHEET);
  const labels = await reviewLabels(context, sheet, wordsIn('es'));
  expect(labels.sheet(remainderId(SHEET))).toBe(`${labels.sheet(SHEET)} sin sus miembros`);
  expect(labels.sheet(SHEET)).not.toBe(SHEET);
});

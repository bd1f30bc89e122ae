import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { loadFamily } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import type { Grant } from '../../src/domain/person.ts';
import type { RunStatus } from '../../src/domain/run-status.ts';
import type { ShownFamily } from '../../src/portal/family.ts';
import { whenNeeded } from '../../src/portal/pages/family-page.tsx';
import { type Portal, portal } from '../../src/portal/portal.ts';
import { wordsIn } from '../../src/portal/words/portal-words.ts';
import { computeFamily } from '../../src/steps/compute-figures/compute-family.ts';
import { HOST, ORIGIN, openPortalFixture, type PortalFixture, SHEET, WAITING } from './portal-fixture.ts';

const SHEET_FILE = `templates/${SHEET}/sheet.json`;
const TEXAS = `${SHEET}--us-tx`;
const CALIFORNIA = `${SHEET}--us-ca`;
const PAGE = `/editions/${SHEET}/${WAITING}/family`;
const DATA = `/api/v1/sheets/${SHEET}/editions/${WAITING}/family`;

/** The installed definitions, in which the sheet has a family of two states. */
const files: DefinitionFiles = {
  list: (folder) => openDefinitions().list(folder),
  async bytes(path) {
    const bytes = await openDefinitions().bytes(path);
    if (path !== SHEET_FILE) return bytes;
    const family = { by: 'state', members: ['US-TX', 'US-CA'] };
    return Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(bytes).toString()), family }));
  },
};

let opened: PortalFixture;
let app: Portal;
/** Whether the time of a request is over before the first decision. */
let isLate = false;
beforeAll(async () => {
  opened = await openPortalFixture();
  const { effects, definitions } = opened.fixture;
  const sheets = await loadFamily(files, definitions, SHEET);
  for (const { revision } of await computeFamily(effects, definitions, { sheets, month: WAITING }))
    await effects.editions.recordReport({ ...revision, files: [], at: 'now' });
  app = portal({
    ...opened.options,
    use: (work) => opened.options.use((context) => work({ ...context, files, decisionSeconds: isLate ? -1 : null })),
    report: (_, error) => {
      throw error;
    },
  });
});
afterAll(() => opened.close());

const ask = async (grant: Grant, path: string, init: RequestInit = {}): Promise<Response> =>
  app.request(`${ORIGIN}${path}`, {
    ...init,
    headers: {
      ...{ host: HOST, cookie: `factsheets-8787=${grant}`, 'sec-fetch-site': 'same-origin', origin: ORIGIN },
      ...init.headers,
    },
  });

const text = async (path: string, grant: Grant = 'approver'): Promise<string> => (await ask(grant, path)).text();
/** The names of each group of a page, with its heading; a group that is open begins with "+". */
const groupsOf = (page: string): string[] =>
  [...page.matchAll(/<details class="group"( open="")?><summary>([^<]*)<\/summary>([\s\S]*?)<\/details>/gu)].map(
    ([, open, heading, rows = '']) => {
      const names = [...rows.matchAll(/<th scope="row"><a [^>]*>([^<]*)</gu)].map(([, name]) => name);
      return `${open === undefined ? '' : '+'}${heading}: ${names.join(', ')}`;
    },
  );
const state = async (): Promise<string> => {
  const { state: shown } = (await (await ask('reviewer', DATA)).json()) as { state: string };
  return shown;
};

const postForm = async (fields: readonly (readonly [string, string])[]): Promise<Response> =>
  ask('approver', PAGE, {
    method: 'POST',
    body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])),
  });

describe('the page of a family', () => {
  it('lists the main sheet and its members by name, with a link to each review', async () => {
    const page = await text(PAGE);
    expect(groupsOf(page)).toEqual([
      '+Not decided, with figures: 2: Main sheet, Texas',
      'Not decided, too little to print: 1: California',
    ]);
    expect(page).toContain(`<a href="/editions/${TEXAS}/${WAITING}">Texas</a>`);
    expect(page).toContain('No cases known');
  });

  it('finds members by a part of their names in any spelling, and sheets by a filter, with the number of results', async () => {
    const page = await text(`${PAGE}?q=T%C3%89x`);
    expect(groupsOf(page)).toEqual([
      '+Not decided, with figures: 1: Texas',
      'Not among the results: 2: Main sheet, California',
    ]);
    expect(page).toMatch(/<title>1 of 3 sheets: /u);
    expect(page).toMatch(/<p id="results"[^>]*role="status"[^>]*>1 of 3 sheets</u);
    expect(page).toContain('about all 3 sheets, also about those that are not among the results');
    expect(groupsOf(await text(`${PAGE}?show=figures`))).toEqual([
      '+Not decided, with figures: 2: Main sheet, Texas',
      'Not among the results: 1: California',
    ]);
    const none = await text(`${PAGE}?q=jalisco&show=undecided`);
    expect(none).toContain('>0 of 3 sheets<');
    expect(groupsOf(none)).toEqual(['Not among the results: 3: Main sheet, California, Texas']);
  });

  it.each([
    ['US-TX', 'Texas'],
    ['ca', 'California'],
    [TEXAS.toUpperCase(), 'Texas'],
    [SHEET, 'Main sheet'],
    ['Hoja Príncipal', 'Main sheet'],
    ['border', null],
  ])('finds a sheet by its code, its id, and its name in every language: %s', async (asked, name) => {
    const [first, ...others] = groupsOf(await text(`${PAGE}?q=${encodeURIComponent(asked)}`));
    if (name === null) expect(first).toMatch(/^Not among the results: 3: /u);
    else
      expect([first, others]).toEqual([
        expect.stringMatching(`^\\+.*: 1: ${name}$`),
        [expect.stringContaining(': 2: ')],
      ]);
  });

  it('keeps the search and the filter in its addresses, and loses no sheet that is left out', async () => {
    const page = await text(`${PAGE}?q=tex&show=undecided&lang=es`);
    expect(page).toContain('href="?q=tex&amp;show=figures#results"');
    expect(page).toMatch(/<input type="hidden" name="show" value="undecided"/u);
    expect(page).toMatch(/href="[^"]*\?q=tex&amp;show=undecided&amp;lang=en"/u);
    expect(page).toContain('1 de 3 hojas');
    expect(page.match(/name="except"/gu)).toHaveLength(3);
    const unfiltered = await text(PAGE);
    expect(unfiltered).not.toContain('also about those');
    expect(unfiltered).toMatch(/<title>(?!\d)/u);
  });

  it('says beside each sheet that it needs a reason and why, and at the box that a reason is required', async () => {
    const page = await text(PAGE);
    const marks = [...page.matchAll(/<p class="needs">([^<]*)</gu)].map(([, mark]) => mark);
    expect(marks).toEqual(Array.from({ length: 3 }, () => 'Needs a reason: 94 files missing'));
    expect(page).toContain('Required: each sheet that is not approved needs a reason.');
    expect(page).toMatch(/<textarea id="reason"[^>]* required/u);
    const { rows } = (await (await ask('reviewer', DATA)).json()) as { rows: object[] };
    expect(rows[0]).toMatchObject({ objections: [{ kind: 'incomplete', text: '94 files missing' }] });
  });

  it.each([
    ['en', /^Required if you reject, and to approve .*“Needs a reason”: Main sheet\.$/u],
    ['es', /^Es obligatorio si rechaza, y para aprobar .*“Requiere un motivo”: Hoja principal\.$/u],
    [
      'fr',
      /^Obligatoire si vous rejetez, et pour approuver .*«\u00A0Motif nécessaire\u00A0»\u00A0: Fiche principale\.$/u,
    ],
    ['pt', /^Obrigatório se você rejeitar, e para aprovar .*“Precisa de um motivo”: Ficha principal\.$/u],
  ] as const)('names at the box the sheets that need a reason, if others need none: %s', async (language, hint) => {
    const words = wordsIn(language);
    const shown = (await (await ask('reviewer', DATA)).json()) as ShownFamily;
    const rows = shown.rows.map((row) => (row.name === null ? row : { ...row, objections: [] }));
    const { when, isRequired } = whenNeeded({ ...shown, rows }, words);
    expect([when, isRequired]).toEqual([expect.stringMatching(hint), false]);
    const none = { ...shown, rows: rows.map((row) => ({ ...row, objections: [] })) };
    expect(whenNeeded(none, words).when).toBe(words.review.reasonForRejecting);
  });

  it('preselects no verdict, and offers reviewers no form', async () => {
    const page = await text(PAGE);
    expect(page).toContain('name="verdict"');
    expect(page).not.toMatch(/name="verdict"[^>]* checked/u);
    expect(await text(PAGE, 'reviewer')).not.toContain('name="verdict"');
  });

  it('is linked from the review of the main sheet, and the review of a member has its name', async () => {
    expect(await text(`/editions/${SHEET}/${WAITING}`)).toContain(`href="${PAGE}"`);
    const member = await text(`/editions/${TEXAS}/${WAITING}`);
    expect(member).toMatch(/<h1>Texas: /u);
    expect(member).not.toContain('/family"');
  });

  it('does not exist for a sheet without a family, or for a member', async () => {
    expect((await ask('approver', `/editions/linea-145/${WAITING}/family`)).status).toBe(404);
    expect((await ask('approver', `/editions/${TEXAS}/${WAITING}/family`)).status).toBe(404);
  });
});

describe('a decision on a family in the portal', () => {
  it('needs a verdict, and keeps what was typed', async () => {
    const answer = await postForm([
      ['state', await state()],
      ['reason', 'typed before'],
      ['except', CALIFORNIA],
    ]);
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('typed before');
    expect(page).toMatch(new RegExp(`value="${CALIFORNIA}" checked`, 'u'));
  });

  it('names the sheets that need a reason, at the box for it, and in the answer of the API', async () => {
    const answer = await postForm([
      ['state', await state()],
      ['verdict', 'approved'],
      ['reason', ' '],
      ['except', CALIFORNIA],
    ]);
    expect(answer.status).toBe(409);
    const page = await answer.text();
    const why = 'Give a reason: 2 sheets need it to be approved (Main sheet, Texas). Or leave them out.';
    expect(page).toContain(`<a href="#reason">${why}</a>`);
    expect(page).toMatch(/<textarea id="reason"[^>]*aria-invalid="true"/u);
    const body = JSON.stringify({ state: await state(), verdict: 'approved', except: [SHEET, CALIFORNIA] });
    const headers = { 'content-type': 'application/json' };
    const refused = await ask('approver', `${DATA}/decisions`, { method: 'POST', body, headers });
    expect(await refused.json()).toMatchObject({
      status: 409,
      detail: `${TEXAS} ${WAITING}, revision 1 needs a reason: it is incomplete`,
    });
  });

  it('is refused for revisions that were not shown', async () => {
    const answer = await postForm([
      ['state', '000000000000'],
      ['verdict', 'approved'],
      ['reason', 'a test'],
    ]);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('not those you have seen');
  });

  it('says that the form continues if the time of a request was over, and keeps what was chosen', async () => {
    isLate = true;
    const answer = await postForm([
      ['state', await state()],
      ['verdict', 'approved'],
      ['reason', 'the missing months never had calls'],
      ['except', CALIFORNIA],
    ]);
    isLate = false;
    expect(answer.status).toBe(200);
    const page = await answer.text();
    expect(page).toContain('2 sheets are not decided on yet');
    expect(page).toContain('the missing months never had calls');
    expect(page).toMatch(new RegExp(`value="${CALIFORNIA}" checked`, 'u'));
    expect(await opened.fixture.effects.editions.decisionsOf(TEXAS)).toEqual([]);
  });

  it('is stored for every sheet but those left out, by form', async () => {
    const answer = await postForm([
      ['state', await state()],
      ['verdict', 'approved'],
      ['reason', 'the missing months never had calls'],
      ['except', CALIFORNIA],
    ]);
    expect(answer.status).toBe(303);
    const { decisionsOf } = opened.fixture.effects.editions;
    expect(await decisionsOf(TEXAS)).toMatchObject([{ verdict: 'approved', by: 'Person approver' }]);
    expect(await decisionsOf(CALIFORNIA)).toEqual([]);
  });

  it('is not asked of a sheet that is approved', async () => {
    const page = await text(PAGE);
    expect(page.match(/<p class="needs">/gu)).toHaveLength(1);
  });

  it('is counted on one row of the overview and of the editions, with the way to all sheets', async () => {
    for (const path of ['/', '/editions']) {
      const page = await text(`${path}?lang=en`);
      expect(page).toMatch(new RegExp(`href="${PAGE}"[^>]*>1 of 2 members approved`, 'u'));
      expect(page).not.toContain(TEXAS);
    }
    expect(await text('/editions?lang=en', 'sender')).not.toContain('members approved');
  });

  it('is stored by the API', async () => {
    const body = JSON.stringify({
      state: await state(),
      verdict: 'approved',
      reason: 'the missing months never had calls',
    });
    const headers = { 'content-type': 'application/json' };
    const answer = await ask('approver', `${DATA}/decisions`, { method: 'POST', body, headers });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({
      decisions: [{ sheet: SHEET }, { sheet: CALIFORNIA, verdict: 'approved' }, { sheet: TEXAS }],
    });
  });
});

describe('the stakeholders of a family', () => {
  const add = (fields: Readonly<Record<string, string>>, sheets: readonly string[]): Promise<Response> => {
    const body = new URLSearchParams({ language: 'es', delivery: 'attachment', organisation: '', ...fields });
    for (const sheet of sheets) body.append('sheets', sheet);
    return ask('sender', '/stakeholders/add', { method: 'POST', body });
  };

  it('choose members by name in a form without a script', async () => {
    const form = await text('/stakeholders/add?lang=es', 'sender');
    expect(form).toMatch(/<details class="members"[\s\S]*Hojas por separado \(2\)/u);
    expect(form).toMatch(new RegExp(`value="${TEXAS}"[^>]*>[\\s\\S]{0,80}Texas</label>`, 'u'));
    expect((await add({ name: 'Tere', email: 'tere@example.org' }, [TEXAS, SHEET])).status).toBe(303);
    expect((await add({ name: 'Alma', email: 'alma@example.org' }, [`${SHEET}--*`, CALIFORNIA])).status).toBe(303);
    const wrong = await add({ name: 'Wes', email: 'wes@example.org' }, [`${SHEET}--us-xx`]);
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).not.toContain('us-xx');
  });

  it('are found by member, and exported as they can be imported', async () => {
    const found = async (sheet: string): Promise<string[]> => {
      const answer = await ask('sender', `/api/v1/stakeholders?sheet=${encodeURIComponent(sheet)}`);
      const { stakeholders } = (await answer.json()) as { stakeholders: { name: string }[] };
      return stakeholders.map(({ name }) => name).filter((name) => ['Tere', 'Alma'].includes(name));
    };
    expect(await found(TEXAS)).toEqual(['Alma', 'Tere']);
    expect(await found(CALIFORNIA)).toEqual(['Alma']);
    expect(await found(`${SHEET}--*`)).toEqual(['Alma']);
    const list = await text(`/stakeholders?lang=en&sheet=${TEXAS}`, 'sender');
    expect(list).toContain('Border: all members');
    expect(list).toMatch(new RegExp(`<option value="${TEXAS}" selected`, 'u'));
    const csv = await text('/api/v1/stakeholders.csv', 'sender');
    expect(csv).toContain(`"${SHEET}; ${SHEET}: Texas"`);
    expect(csv).toContain(`"${SHEET}: all"`);
  });

  it('are counted for each member on the page of its distribution', async () => {
    const page = await text(`/distribution/${SHEET}?lang=en`, 'sender');
    expect(page).toMatch(new RegExp(`/distribution/${TEXAS}">Texas</a> <small>2 people`, 'u'));
    expect((await ask('sender', `/distribution/${TEXAS}`)).status).toBe(200);
    expect((await ask('sender', `/distribution/${SHEET}--us-xx`)).status).toBe(404);
  });
});

describe('a run of a family', () => {
  it('names the members that it left out because they are held', async () => {
    const run: RunStatus = {
      ...{ sheet: SHEET, month: null, key: 'a-run-of-the-family', by: 'Ana', startedAt: '2016-09-10T09:00:00.000Z' },
      ...{ state: 'finished', failure: null, code: null },
      report: { run: 'now', revisions: [], nothing: null, why: null, unreached: 0, held: [TEXAS, CALIFORNIA] },
    };
    const runs = { find: async () => run, start: async () => run };
    const own = portal({
      ...opened.options,
      runs,
      use: (work) => opened.options.use((context) => work({ ...context, files })),
    });
    const pageOf = async (language: string): Promise<string> => {
      const path = `/distribution/${SHEET}/runs/${run.key}?lang=${language}`;
      const headers = { host: HOST, cookie: 'factsheets-8787=sender' };
      return (await own.request(`${ORIGIN}${path}`, { headers })).text();
    };
    expect(await pageOf('en')).toContain('2 sheets are held and are not sent:');
    const page = await pageOf('es');
    expect(page).toContain('2 hojas están detenidas y no se envían:');
    expect(page).toMatch(new RegExp(`<a href="/distribution/${TEXAS}">[^<]*Texas</a>`, 'u'));
  });
});

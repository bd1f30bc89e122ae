import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Grant } from '../../src/domain/person.ts';
import { CANARIES, openPortalFixture, type PortalFixture, SHEET } from './portal-fixture.ts';

let portal: PortalFixture;
beforeEach(async () => {
  portal = await openPortalFixture();
});
afterEach(() => portal.close());

const HEAD = 'name,email,organisation,language,sheets,delivery\n';

/** Sends a form as a person's browser does. */
const send = (path: string, fields: Record<string, string | string[]>, grant: Grant = 'sender') => {
  const body = new URLSearchParams();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) body.append(name, value);
  return portal.ask(grant, path, {
    method: 'POST',
    body: body.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
};
const preview = (csv: string | Uint8Array<ArrayBuffer>, language = 'en') => {
  const body = new FormData();
  body.set('file', new File([csv], 'list.csv', { type: 'text/csv' }));
  return portal.ask('sender', `/stakeholders/import?lang=${language}`, { method: 'POST', body });
};
/** The value of a hidden field of a page. */
const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`, 'u').exec(html)?.[1] ?? '';
const confirmIn = (html: string) =>
  send('/stakeholders/import/confirm', { file: hidden(html, 'file'), fingerprint: hidden(html, 'fingerprint') });
const people = async () => portal.fixture.effects.stakeholders.all();
const page = async (path: string, grant: Grant = 'sender') => (await portal.ask(grant, path)).text();

describe('the list', () => {
  it.each(['reviewer', 'approver', 'operator'] as const)('shows counts and no one to a %s', async (grant) => {
    const html = await page('/stakeholders', grant);
    expect(html).toContain('1 on the list, 0 left it');
    expect(html).not.toContain('Canary');
    const data = await (await portal.ask(grant, `/api/v1/stakeholders?q=canary`)).json();
    expect(data).toMatchObject({ stakeholders: null, total: null, counts: { active: 1 } });
  });

  it('filters by sheet and state, searches, and keeps the filter when someone is paused', async () => {
    const html = await page(`/stakeholders?sheet=${SHEET}&q=CANARY`);
    expect(html).toContain(CANARIES.address);
    expect(await page('/stakeholders?sheet=linea-145')).not.toContain(CANARIES.address);
    expect(await page('/stakeholders?q=no-one')).toContain('No one matches');
    expect((await portal.ask('sender', '/stakeholders?sheet=nothing')).status).toBe(404);
    const paused = await send(`/stakeholders/${portal.stakeholder}/status`, {
      generation: '1',
      act: 'pause',
      back: hidden(html, 'back').replaceAll('&amp;', '&'),
    });
    expect([paused.status, paused.headers.get('location')]).toEqual([
      303,
      `/stakeholders?sheet=${SHEET}&q=CANARY&done=pause`,
    ]);
    expect(await page(`/stakeholders?state=paused`)).toContain(CANARIES.address);
  });

  it('never leads elsewhere, whatever the form says', async () => {
    const answer = await send(`/stakeholders/${portal.stakeholder}/status`, {
      generation: '1',
      act: 'pause',
      back: '//evil.example/?q=a',
    });
    expect(answer.headers.get('location')).toMatch(/^\/stakeholders\?/u);
  });
});

describe('a person', () => {
  const path = () => `/stakeholders/${portal.stakeholder}`;
  const data = { name: 'Ana', organisation: 'Casa Norte', language: 'en', sheets: [SHEET], delivery: 'attachment' };

  it('is changed, and two people do not overwrite each other: what was typed is shown beside what is stored', async () => {
    expect((await send(path(), { generation: '1', ...data })).headers.get('location')).toBe(`${path()}?done=saved`);
    const late = await send(path(), { generation: '1', ...data, name: 'Beatriz' });
    expect(late.status).toBe(412);
    const html = await late.text();
    expect(html).toContain('Someone else changed this person meanwhile');
    expect(html).toContain('value="Beatriz"');
    expect(await people()).toMatchObject([{ name: 'Ana', generation: 2 }]);
    expect((await send(path(), { generation: hidden(html, 'generation'), ...data, name: 'Beatriz' })).status).toBe(303);
    expect(await people()).toMatchObject([{ name: 'Beatriz', generation: 3 }]);
  });

  it('sees an error at each field in both languages, and loses nothing typed', async () => {
    for (const [language, text] of [
      ['en', 'Language must be en'],
      ['es', 'El idioma debe ser'],
    ]) {
      const answer = await send(`${path()}?lang=${language}`, { generation: '1', ...data, language: '', sheets: [] });
      expect(answer.status).toBe(422);
      const html = await answer.text();
      expect(html).toContain(text);
      expect(html).toContain('value="Casa Norte"');
    }
    expect(await people()).toMatchObject([{ name: 'Canary', generation: 1 }]);
  });

  it('is removed only after a page that says what is erased, and leaves no trace of the address', async () => {
    expect(await page(`${path()}/removal`)).toContain('This cannot be undone.');
    expect((await send(`${path()}/removal`, { generation: '7' })).status).toBe(412);
    expect((await send(`${path()}/removal`, { generation: '1' })).headers.get('location')).toBe(
      '/stakeholders?done=removed',
    );
    expect(JSON.stringify(await people())).not.toContain('canary');
    expect((await portal.ask('sender', path())).status).toBe(404);
    expect(await portal.fixture.effects.activity.newest()).toMatchObject({
      kind: 'stakeholder-removed',
      who: 'Person sender',
      about: { stakeholder: portal.stakeholder },
    });
    expect((await send(`${path()}/status`, { generation: '2', act: 'resume' })).status).toBe(404);
  });

  it('is added once; an address that left is added only when the person asked', async () => {
    const written = { ...data, email: 'new@example.org' };
    expect((await send('/stakeholders/add', written)).status).toBe(303);
    const twice = await send('/stakeholders/add', { ...written, name: 'Other' });
    expect([twice.status, (await twice.text()).includes('Open the existing entry')]).toEqual([409, true]);
    await send(`${path()}/removal`, { generation: '1' });
    const left = { ...data, email: CANARIES.address };
    expect((await send('/stakeholders/add', left)).status).toBe(409);
    expect((await send('/stakeholders/add', { ...left, again: 'yes' })).status).toBe(303);
  });

  it('needs a reason to be suspended', async () => {
    const answer = await send(`${path()}/status`, { generation: '1', act: 'suspend', reason: '' });
    expect(answer.status).toBe(422);
    await send(`${path()}/status`, { generation: '1', act: 'suspend', reason: 'bounced' });
    expect(await people()).toMatchObject([{ status: 'suspended', suspendedFor: 'bounce' }]);
    expect(await page('/stakeholders?state=bounced')).toContain('suspended: bounced');
  });
});

describe('an import', () => {
  const LIST = `${HEAD}Ana,ana@example.org,,es,${SHEET},link\n`;

  it('stores nothing until confirmed, and then exactly what was shown', async () => {
    const before = await people();
    const html = await (await preview(LIST)).text();
    expect(html).toContain('Import: add 1, change 0');
    expect(html).toContain('1 person on the list is not in this file');
    expect(await people()).toEqual(before);
    expect((await confirmIn(html)).headers.get('location')).toBe('/stakeholders?done=imported&added=1&changed=0');
    expect((await people()).length).toBe(2);
    expect(await portal.fixture.effects.activity.newest()).toMatchObject({
      kind: 'stakeholders-imported',
      about: { added: 1 },
    });
    expect(await (await confirmIn(html)).text()).toContain('The list has changed since the preview');
  });

  it('shows the preview as it is now if the list changed, and imports nothing', async () => {
    const html = await (await preview(`${LIST}Canary,${CANARIES.address},,en,${SHEET},link\n`)).text();
    await send(`/stakeholders/${portal.stakeholder}/status`, { generation: '1', act: 'pause' });
    const answer = await confirmIn(html);
    expect(answer.status).toBe(412);
    expect((await people()).length).toBe(1);
    const again = await answer.text();
    expect((await confirmIn(again)).status).toBe(303);
    expect(await people()).toContainEqual(
      expect.objectContaining({ name: 'Canary', language: 'en', status: 'paused' }),
    );
  });

  it('imports the bytes that were previewed: a file changed on the way is refused', async () => {
    const html = await (await preview(LIST)).text();
    const other = Buffer.from(LIST.replace('link', 'attachment')).toString('base64');
    const answer = await send('/stakeholders/import/confirm', {
      file: other,
      fingerprint: hidden(html, 'fingerprint'),
    });
    expect(answer.status).toBe(412);
    expect((await people()).length).toBe(1);
  });

  it.each([
    ['en', 'Line 3: ', 'email is not a valid address; write name@example.org'],
    ['es', 'Línea 3: ', 'el correo no es una dirección válida; escriba nombre@example.org'],
  ])('names each refused line and the remedy, and offers no confirmation (%s)', async (language, line, remedy) => {
    const html = await (await preview(`${LIST}Bo,bo-at-nowhere,,en,${SHEET},\n`, language)).text();
    expect(html).toContain(line);
    expect(html).toContain(remedy);
    expect(html).not.toContain('name="fingerprint"');
    expect(html).not.toContain('bo-at-nowhere');
  });

  it('refuses a workbook, other encodings, no file and a file that is too large, each with what to do', async () => {
    expect(await (await preview(Uint8Array.of(0x50, 0x4b, 3, 4, 0))).text()).toContain('it is a workbook');
    expect(await (await preview(Uint8Array.from(Buffer.from(LIST.replace('Ana', 'Inés'), 'latin1')))).text()).toContain(
      'CSV UTF-8',
    );
    const none = await portal.ask('sender', '/stakeholders/import', { method: 'POST', body: new FormData() });
    expect([none.status, (await none.text()).includes('Choose a file first.')]).toEqual([422, true]);
    expect((await preview(`${LIST}${' '.repeat(1024 * 1024)}`)).status).toBe(413);
    expect((await preview(`${LIST}${' '.repeat(3 * 1024 * 1024)}`)).status).toBe(413);
  });

  it('takes a list of thousands', async () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `P${index},p${index}@example.org,,es,${SHEET},link\n`);
    const html = await (await preview(HEAD + lines.join(''))).text();
    expect(html).toContain('Import: add 5000, change 0');
    expect(html).toContain('and 4800 more');
  });
});

describe('the API', () => {
  const json = (method: string, path: string, body: unknown, headers = {}) =>
    portal.ask('sender', `/api/v1/stakeholders${path}`, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  const asked = { name: 'Ana', address: 'ana@example.org', language: 'es', sheets: [SHEET] };

  it('adds, reads, changes and removes with ETags', async () => {
    const added = await json('POST', '', asked);
    expect(added.status).toBe(201);
    const place = (added.headers.get('location') ?? '').replace('/api/v1/stakeholders', '');
    const etag = added.headers.get('etag') ?? '';
    expect((await json('POST', '', asked)).status).toBe(409);
    expect((await json('PATCH', place, { delivery: 'link' })).status).toBe(428);
    const changed = await json('PATCH', place, { delivery: 'link' }, { 'if-match': etag });
    expect([changed.status, await changed.json()]).toMatchObject([
      200,
      { delivery: 'link', address: 'ana@example.org' },
    ]);
    expect((await json('PATCH', place, { status: 'paused' }, { 'if-match': etag })).status).toBe(412);
    const now = changed.headers.get('etag') ?? '';
    const refused = await json('PATCH', place, { language: 'fr', sheets: ['none'] }, { 'if-match': now });
    expect(await refused.json()).toMatchObject({ errors: [{ pointer: '/language' }, { pointer: '/sheets' }] });
    expect((await json('PATCH', place, { status: 'suspended' }, { 'if-match': now })).status).toBe(422);
    expect((await json('PATCH', place, {}, { 'if-match': now })).status).toBe(422);
    const remove = await portal.ask('sender', `/api/v1/stakeholders${place}`, {
      method: 'DELETE',
      headers: { 'if-match': now },
    });
    expect(remove.status).toBe(204);
    expect(await (await json('POST', '', asked)).json()).toMatchObject({
      detail: expect.stringContaining('left the list'),
    });
  });

  it('pages with Link rel=next until every one was seen once', async () => {
    for (const name of ['Bo', 'Caro', 'Di', 'Eva'])
      await json('POST', '', { ...asked, name, address: `${name}@example.org` });
    const seen: string[] = [];
    let next: string | undefined = '/api/v1/stakeholders?limit=2';
    while (next !== undefined) {
      const answer = await portal.ask('sender', next);
      const { stakeholders } = (await answer.json()) as { stakeholders: { name: string }[] };
      for (const { name } of stakeholders) seen.push(name);
      next = /<([^>]+)>; rel="next"/u.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(['Bo', 'Canary', 'Caro', 'Di', 'Eva']);
    expect((await portal.ask('sender', '/api/v1/stakeholders?limit=0')).status).toBe(422);
    expect((await portal.ask('sender', '/api/v1/stakeholders?state=gone')).status).toBe(422);
  });

  it('imports what a dry run showed, and nothing without its ETag', async () => {
    const csv = `${HEAD}Ana,ana@example.org,,es,${SHEET},link\n`;
    const post = (query: string, headers = {}, body = csv) =>
      portal.ask('sender', `/api/v1/stakeholders/imports${query}`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/csv', ...headers },
      });
    expect((await post('')).status).toBe(428);
    const dry = await post('?dryRun=true');
    expect(await dry.json()).toMatchObject({
      counts: { added: 1 },
      people: [{ line: 2, outcome: 'added' }],
      errors: [],
    });
    const match = { 'if-match': dry.headers.get('etag') ?? '' };
    expect((await post('', match, csv.replace('Ana', 'Eva'))).status).toBe(412);
    expect((await people()).length).toBe(1);
    expect(await (await post('', match)).json()).toMatchObject({ counts: { added: 1 }, conflicts: [] });
    expect((await post('', match)).status).toBe(412);
    expect((await post('?dryRun=true', { 'content-type': 'application/json' })).status).toBe(415);
  });

  it('exports what can be imported, with nothing that a spreadsheet computes', async () => {
    await json('POST', '', { ...asked, name: '=1+1' });
    const csv = await page('/api/v1/stakeholders.csv');
    expect(csv).toContain('"\'=1+1"');
    expect(await (await preview(csv)).text()).toContain('There is nothing to import.');
  });
});

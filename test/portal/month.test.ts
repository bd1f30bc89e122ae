import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { casesCsv } from '../steps/state-fixture.ts';
import { APPROVED, CANARIES, openPortalFixture, type PortalFixture, WAITING } from './portal-fixture.ts';

let fixture: PortalFixture;
beforeAll(async () => {
  fixture = await openPortalFixture();
});
afterAll(() => fixture.close());

const PLACE = `/api/v1/hotlines/nhth/months/${WAITING}`;
const PAGE = `/exports/nhth/${WAITING}`;
const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

const post = (
  path: string,
  body: string,
  headers: Record<string, string> = {},
  grant: 'analyst:nhth' | 'analyst:linea-nacional' = 'analyst:nhth',
) =>
  fixture.ask(grant, path, {
    method: 'POST',
    body,
    headers: { 'content-length': String(Buffer.byteLength(body)), ...headers },
  });
const get = (path: string) => fixture.ask('analyst:nhth', path);

/** Cases of which so many have a date that cannot be read: a value that must not be shown. */
const badDates = (count: number): string =>
  casesCsv(...Array.from({ length: count }, (_, index) => [`B${index}`, CANARIES.cell] as const));

interface Page {
  readonly total: number;
  readonly rows: readonly { readonly row: number; readonly record: number; readonly detail: string }[];
  readonly next: number | null;
}

describe('the list of a check', () => {
  const check = async (body: string): Promise<string> => {
    const answer = await post(`${PLACE}/checks/cases.csv`, body);
    return JSON.parse(await answer.text()).check;
  };

  it('gives every row, page by page, with the true total and no value', async () => {
    const id = await check(badDates(120));
    const rows: number[] = [];
    let address: string | null =
      `${PLACE}/checks/${id}/problems?code=date-unreadable&column=Date+Opened&severity=error`;
    let pages = 0;
    while (address !== null) {
      const answer = await get(address);
      const text = await answer.text();
      expect(text).not.toContain(CANARIES.cell);
      const page: Page = JSON.parse(text);
      expect(page.total).toBe(120);
      rows.push(...page.rows.map(({ row }) => row));
      address = /<([^>]+)>; rel="next"/u.exec(answer.headers.get('link') ?? '')?.[1] ?? null;
      pages++;
    }
    expect(pages).toBe(3);
    expect(rows).toEqual(Array.from({ length: 120 }, (_, index) => index + 2));
  });

  it('is a CSV for Excel without values', async () => {
    const answer = await get(`${PLACE}/checks/${await check(badDates(3))}/problems.csv`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(answer.headers.get('content-disposition')).toContain('attachment; filename="problems.csv"');
    expect(text.split('\n')[0]).toBe('"row","record","column","severity","problem"');
    expect(text.trimEnd().split('\n')).toHaveLength(5);
    expect(text).not.toContain(CANARIES.cell);
  });

  it('with values needs the file once more, and stores none of them', async () => {
    const answer = await post(`${PLACE}/checks/cases.csv/problems-with-values`, badDates(2));
    const text = await answer.text();
    expect([answer.status, text.split(CANARIES.cell)]).toEqual([200, expect.objectContaining({ length: 3 })]);
    const other = await post(
      `${PLACE}/checks/cases.csv/problems-with-values`,
      badDates(2),
      {},
      'analyst:linea-nacional',
    );
    expect(other.status).toBe(404);
  });

  it('belongs to the person who checked the file, and to its month', async () => {
    const id = await check(badDates(1));
    expect((await get(`/api/v1/hotlines/nhth/months/${APPROVED}/checks/${id}/problems`)).status).toBe(410);
    expect((await get(`${PLACE}/checks/00000000000000000000000000000000/problems`)).status).toBe(410);
    expect((await get(`${PLACE}/checks/${id}x/problems`)).status).toBe(404);
  });

  it.each(['?code=x', '?after=-1', '?severity=x', '?after=x', '?limit=0', '?limit=501'])(
    'names what is wrong in %s',
    async (query) => {
      const answer = await get(`${PLACE}/checks/00000000000000000000000000000000/problems${query}`);
      expect([410, 422]).toContain(answer.status);
      const uploaded = await get(`${PLACE}/uploads/${CANARIES.fileName}/problems${query}`);
      expect([uploaded.status, JSON.parse(await uploaded.text()).errors]).toEqual([422, expect.any(Array)]);
    },
  );
});

describe('a file of another hotline', () => {
  it('is recognised by its headings', async () => {
    const casos = await readFile(new URL('../../samples/exports/linea-nacional/2016-06/casos.csv', import.meta.url));
    const answer = await fixture.ask('analyst:nhth', `${PLACE}/checks/casos.csv`, {
      method: 'POST',
      body: casos,
      headers: { 'content-length': String(casos.length) },
    });
    const { otherHotline, tables } = JSON.parse(await answer.text());
    expect([tables[0].status, otherHotline]).toEqual(['rejected', expect.stringContaining('Nacional')]);
    expect(
      JSON.parse(await (await post(`${PLACE}/checks/cases.csv`, 'Nothing,Known\n1,2\n')).text()).otherHotline,
    ).toBe(null);
  });

  it('is recognised under a name of this hotline, and with errors', async () => {
    const text = `Folio de la víctima,Folio del caso,Género,Edad al momento del contacto,Nacionalidad\n,1,Femenino,Adulta,México\n`;
    const answer = await post(`${PLACE}/checks/victims.csv`, text);
    expect(JSON.parse(await answer.text()).otherHotline).toContain('Nacional');
  });
});

describe('a month', () => {
  it('lists its files, and the edition that counts each', async () => {
    const { files } = JSON.parse(await (await get(`${PLACE}/uploads`)).text());
    expect(files).toMatchObject([
      { name: CANARIES.fileName, state: 'rejected', countedIn: [] },
      {
        name: 'cases.csv',
        state: 'accepted',
        tables: [{ table: 'cases', isCounted: true, records: 40 }],
        countedIn: [{ sheet: 'us-mexico-border', month: WAITING, isApproved: false }],
      },
    ]);
    const approved = await get(`/api/v1/hotlines/nhth/months/${APPROVED}/uploads/cases.csv`);
    expect(await approved.json()).toMatchObject({ countedIn: [{ month: APPROVED, isApproved: true }] });
    const page = await (await get(PAGE)).text();
    expect(page).toContain('Counted in Fighting Human Trafficking Across the U.S.-Mexico Border, August 2016');
    expect(page).toContain('Missing: signals, victims, traffickers');
  });

  it('has a page for each file, which works without a script', async () => {
    await fixture.fixture.upload(`nhth/${WAITING}/signals.csv`, 'x');
    await fixture.fixture.upload(
      `nhth/${WAITING}/victims.csv`,
      `Victim ID,Case Number,Gender,Age at Contact,Nationality\n${Array.from({ length: 60 }, (_, index) => `V${index},A,${CANARIES.cell},Adult,Mexico`).join('\n')}\n`,
    );
    await fixture.fixture.ingest(`nhth/${WAITING}/victims.csv`);
    const page = await (await get(`${PAGE}/victims.csv`)).text();
    const link = /href="\?(code=value-unknown[^"]+)"/u.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(link).not.toBe('');
    const rows = await (await get(`${PAGE}/victims.csv?${link}`)).text();
    expect(rows).toContain('Rows 1 to 50 of 60');
    const next = /href="\?([^"]+)" rel="next"/u.exec(rows)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(await (await get(`${PAGE}/victims.csv?${next}`)).text()).toContain('Rows 51 to 60 of 60');
    expect(`${page}${rows}`).not.toContain(CANARIES.cell);
    expect((await get(`${PAGE}/nothing.csv`)).status).toBe(404);
  });

  it('gives the values of a file only to its analyst, and only when they ask', async () => {
    const address = `${PLACE}/uploads/victims.csv`;
    const list = await (await get(`${address}/problems.csv`)).text();
    expect([list.split('\n').length > 60, list.includes(CANARIES.cell)]).toEqual([true, false]);
    const values = await post(`${address}/problems-with-values`, '');
    expect((await values.text()).split(CANARIES.cell).length).toBeGreaterThan(60);
    const entries = await fixture.fixture.effects.activity.page({ after: 0, limit: 500 });
    expect(entries.at(-1)).toMatchObject({
      kind: 'problems-downloaded',
      who: 'Person analyst:nhth',
      about: { hotline: 'nhth', month: WAITING, file: 'victims.csv' },
    });
    expect((await get(`${address}/problems-with-values`)).status).toBe(404);
    for (const grant of ['operator', 'reviewer', 'approver', 'sender', 'viewer'] as const)
      expect((await fixture.ask(grant, `${address}/problems-with-values`, { method: 'POST' })).status).toBe(403);
  });
});

describe('templates', () => {
  it('have the headings of the hotline’s file, and a mark for Excel', async () => {
    const answer = await get('/api/v1/hotlines/nhth/templates/victims.csv');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toMatch(/^"Victim ID","Case Number",/u);
    const checked = await post(
      `${PLACE}/checks/victims.csv`,
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
    );
    expect(JSON.parse(await checked.text()).tables[0]).toMatchObject({ status: 'accepted', records: 0 });
    expect((await get('/api/v1/hotlines/nhth/templates/casos.csv')).status).toBe(404);
  });
});

describe('withdrawing a file', () => {
  const ADDRESS = `${PLACE}/uploads/cases.csv`;
  const path = () => `${fixture.fixture.exports}/nhth/${WAITING}/cases.csv`;

  it('says before what changes', async () => {
    const page = await (await get(`${PAGE}/cases.csv/withdraw`)).text();
    expect(page).toContain('cases: 40 records are no longer counted');
    expect(page).toContain('the draft of August 2016 and of later months is computed without it');
    expect(page).not.toContain('an approved edition');
    const approved = await (await get(`/exports/nhth/${APPROVED}/cases.csv/withdraw?lang=es`)).text();
    expect(approved).toContain('Los destinatarios conservan esa edición');
  });

  it('changes nothing without the hash of the file that was shown, or with another one', async () => {
    expect((await post(`${ADDRESS}/withdrawals`, '')).status).toBe(428);
    expect((await post(`${ADDRESS}/withdrawals`, '', { 'if-match': `"${sha256('x')}"` })).status).toBe(412);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const stale = await post(`${PAGE}/cases.csv/withdraw`, `sha256=${sha256('x')}`, form);
    expect([stale.status, (await stale.text()).includes('The file has changed')]).toEqual([412, true]);
    await readFile(path());
  });

  it('keeps the file where it is not counted', async () => {
    const bytes = await readFile(path());
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await post(`${PAGE}/cases.csv/withdraw`, `sha256=${sha256(bytes)}`, form);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PAGE}?withdrawn=cases.csv`]);
    const folder = `${fixture.fixture.exports}/../withdrawn/nhth/${WAITING}`;
    const [kept = ''] = await readdir(folder);
    expect(kept).toMatch(/^\d{4}-.* cases\.csv$/u);
    expect(await readFile(`${folder}/${kept}`)).toEqual(bytes);
    await expect(readFile(path())).rejects.toThrow('ENOENT');
    await fixture.fixture.ingest(`nhth/${WAITING}/cases.csv`);
    const { files } = JSON.parse(await (await get(`${PLACE}/uploads`)).text());
    expect(files.map(({ name }: { name: string }) => name)).not.toContain('cases.csv');
    await writeFile(path(), bytes);
    await fixture.fixture.ingest(`nhth/${WAITING}/cases.csv`);
  });
});

describe('a name with accents', () => {
  const NFD = 'traffickers.csv'.replace('a', 'á').normalize('NFD');

  it('is one name, however its accents are written', async () => {
    const folder = `${fixture.fixture.exports}/nhth/${WAITING}`;
    await writeFile(`${folder}/${NFD}`, 'old');
    const answer = await post(`${PLACE}/uploads/${encodeURIComponent(NFD)}?sha256=${sha256('new')}`, 'new');
    expect(answer.status).toBe(202);
    const names = (await readdir(folder)).filter((name) => name.normalize('NFC') === NFD.normalize('NFC'));
    expect([names, await readFile(`${folder}/${NFD}`, 'utf8')]).toEqual([[NFD], 'new']);
  });
});

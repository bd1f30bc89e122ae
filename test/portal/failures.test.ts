import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckLists } from '../../local/portal/check-lists.ts';
import { servePortal } from '../../local/portal/serve-portal.ts';
import { storeUpload } from '../../local/portal/upload-folder.ts';
import { portal } from '../../src/portal/portal.ts';
import { casesCsv } from '../steps/state-fixture.ts';
import { openPortalFixture, type PortalFixture, WAITING } from './portal-fixture.ts';

let fixture: PortalFixture;
beforeAll(async () => {
  fixture = await openPortalFixture();
});
afterAll(() => fixture.close());

const PLACE = `/api/v1/hotlines/nhth/months/${WAITING}`;
const CASES = casesCsv(['A1', '2016-08-01']);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const FOLDER = (): string => `${fixture.fixture.exports}/nhth/${WAITING}`;

const post = (path: string, body: string, length = Buffer.byteLength(body)) =>
  fixture.ask('analyst:nhth', path, { method: 'POST', body, headers: { 'content-length': String(length) } });

describe.skipIf(process.platform === 'win32')('a disk that is full', () => {
  it('is named in the answer, and stores nothing, also not a part', async () => {
    const before = await readdir(FOLDER());
    const full = await openPortalFixture({}, { openFile: () => createWriteStream('/dev/full') });
    const body = CASES.repeat(100);
    const answer = await full.ask('analyst:nhth', `${PLACE}/uploads/cases.csv?sha256=${sha256(body)}`, {
      method: 'POST',
      body,
      headers: { 'content-length': String(body.length) },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([507, 'application/problem+json']);
    expect(await answer.json()).toMatchObject({ title: 'The disk of the portal is full', status: 507 });
    expect(await readdir(`${full.fixture.exports}/nhth/${WAITING}`)).toEqual(before);
    await full.close();
  });

  it('leaves the file of the same name as it was', async () => {
    const store = storeUpload({
      exports: fixture.fixture.exports,
      state: '',
      openFile: () => createWriteStream('/dev/full'),
    });
    const was = await readFile(`${FOLDER()}/cases.csv`, 'utf8');
    const file = { hotline: 'nhth', month: WAITING, name: 'cases.csv', signal: new AbortController().signal };
    const body = new Response(CASES).body;
    if (!body) throw new Error('a response without a body');
    await expect(store({ ...file, body }, sha256(CASES))).rejects.toThrow('ENOSPC');
    expect(await readFile(`${FOLDER()}/cases.csv`, 'utf8')).toBe(was);
  });
});

describe('a file that is too large', () => {
  it('is refused before it is read, in a problem document', async () => {
    const answer = await post(`${PLACE}/checks/cases.csv`, 'x', 600 * 1024 * 1024);
    expect([answer.status, await answer.json()]).toEqual([
      413,
      expect.objectContaining({ title: expect.stringMatching(/too large/u) }),
    ]);
  });
});

describe('a list that is over', () => {
  it('has a page of its own, and a problem document for programs', async () => {
    const lists = await CheckLists.open(() => now);
    let now = 0;
    const owner = { by: 'Ana', hotline: 'nhth', month: WAITING };
    const id = await lists.add(owner, (async function* () {})());
    now = 59 * 60_000;
    expect(lists.lines({ ...owner, check: id })).not.toBe(null);
    now = 60 * 60_000;
    expect(lists.lines({ ...owner, check: id })).toBe(null);
    expect(lists.lines({ ...owner, by: 'Luis', check: id })).toBe(null);
    await lists.close();
    const answer = await fixture.ask('analyst:nhth', `${PLACE}/checks/${id}/problems.csv`);
    expect([answer.status, JSON.parse(await answer.text()).title]).toEqual([410, 'The list is no longer available']);
  });
});

describe('two tabs', () => {
  it('that send the same name at a time both end with a complete file', async () => {
    const bodies = ['1', '2', '3', '4'].map((id) => casesCsv([id, '2016-08-01']).repeat(2000));
    const answers = await Promise.all(
      bodies.map((body) => post(`${PLACE}/uploads/traffickers.csv?sha256=${sha256(body)}`, body)),
    );
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect(bodies).toContain(await readFile(`${FOLDER()}/traffickers.csv`, 'utf8'));
    expect((await readdir(FOLDER())).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('a check that takes long', () => {
  it('keeps its place until it is cancelled; the third one is asked to wait', async () => {
    const served = await servePortal(
      (port) => portal({ ...fixture.options, hosts: () => [`127.0.0.1:${port}`] }),
      0,
      true,
    );
    const origin = `http://127.0.0.1:${served.port}`;
    const headers = { cookie: 'factsheets-8787=analyst:nhth', origin };
    const slow = Array.from({ length: 2 }, () => {
      const path = `${PLACE}/checks/cases.csv`;
      const place = { host: '127.0.0.1', port: served.port, path, method: 'POST' };
      const sent = request({ ...place, headers: { ...headers, 'content-length': 1_000_000 } });
      sent.on('error', () => undefined);
      sent.write('x');
      return sent;
    });
    const third = () => fetch(`${origin}${PLACE}/checks/cases.csv`, { method: 'POST', body: CASES, headers });
    const untilStatus = async (status: number): Promise<Response> => {
      for (;;) {
        const answer = await third();
        if (answer.status === status) return answer;
        await setTimeout(50);
      }
    };
    const busy = await untilStatus(503);
    expect([busy.headers.get('retry-after'), await busy.json()]).toEqual([
      '2',
      expect.objectContaining({ status: 503 }),
    ]);
    slow[0]?.destroy();
    expect(await (await untilStatus(200)).json()).toMatchObject({ tables: [{ status: 'accepted' }] });
    slow[1]?.destroy();
    await served.close();
  });
});

describe('a connection that is lost', () => {
  it('in the middle of an upload stores nothing, and is not reported as a failure of the program', async () => {
    const reported: unknown[] = [];
    const options = { ...fixture.options, report: (_: string, error: unknown) => void reported.push(error) };
    const served = await servePortal((port) => portal({ ...options, hosts: () => [`127.0.0.1:${port}`] }), 0, true);
    for (const [path, length] of [
      [`${PLACE}/uploads/victims.csv?sha256=${sha256('x')}`, 1_000_000],
      [`${PLACE}/checks/victims.csv`, 1_000_000],
    ] as const) {
      const sent = request({
        host: '127.0.0.1',
        port: served.port,
        path,
        method: 'POST',
        headers: {
          'content-length': length,
          cookie: 'factsheets-8787=analyst:nhth',
          origin: `http://127.0.0.1:${served.port}`,
        },
      });
      sent.on('error', () => undefined);
      sent.write('x'.repeat(100_000));
      await setTimeout(300);
      sent.destroy();
      await setTimeout(300);
    }
    expect((await readdir(FOLDER())).filter((name) => /victims|part/u.test(name))).toEqual([]);
    expect(reported).toEqual([]);
    await served.close();
  });
});

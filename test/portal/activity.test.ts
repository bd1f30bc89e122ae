import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActivityEntry } from '../../src/domain/activity.ts';
import { recordActivity } from '../../src/steps/record-activity.ts';
import { CANARIES, openPortalFixture, type PortalFixture, SHEET, WAITING } from './portal-fixture.ts';

let fixture: PortalFixture;
beforeEach(async () => {
  fixture = await openPortalFixture();
});
afterEach(() => fixture.close());

const LIST = '/api/v1/activity';

async function entries(path = LIST, grant: 'operator' | 'approver' = 'operator'): Promise<ActivityEntry[]> {
  const answer = await fixture.ask(grant, path);
  return ((await answer.json()) as { entries: ActivityEntry[] }).entries;
}

const kinds = async (path?: string) => (await entries(path)).map(({ kind }) => kind);

const record = (who: string, at: string) =>
  recordActivity(
    { activity: fixture.fixture.effects.activity, clock: { now: () => new Date(at) } },
    { who, via: 'command' },
    'sheet-held',
    { sheet: SHEET },
  );

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('what is recorded', () => {
  it('is a sign-in by who signed in, and a sign-out', async () => {
    await fixture.ask(null, '/in/good', { method: 'POST', body: 'name=Ana+Reyes', headers: FORM });
    await fixture.ask('viewer', '/sign-out', { method: 'POST', body: '', headers: FORM });
    expect((await entries()).map(({ who, via, kind, about }) => [who, via, kind, about])).toEqual([
      ['Ana Reyes', 'portal', 'signed-in', {}],
      ['Person viewer', 'portal', 'signed-out', {}],
    ]);
  });

  it('is not a sign-in that failed', async () => {
    await fixture.ask(null, '/in/bad', { method: 'POST', body: 'name=Ana+Reyes', headers: FORM });
    await fixture.ask(null, '/in/good', { method: 'POST', body: 'name=Eve', headers: FORM });
    expect(await entries()).toEqual([]);
  });

  it('is a check with counts and an upload with its hash, never a value', async () => {
    const bytes = `Case Number,Date Opened\nA1,${CANARIES.cell}\n`;
    const place = `/api/v1/hotlines/nhth/months/${WAITING}`;
    const init = { method: 'POST', body: bytes, headers: { 'content-length': String(bytes.length) } };
    expect((await fixture.ask('analyst:nhth', `${place}/checks/cases.csv`, init)).status).toBe(200);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect((await fixture.ask('analyst:nhth', `${place}/uploads/cases.csv?sha256=${sha256}`, init)).status).toBe(202);
    const about = { hotline: 'nhth', month: WAITING, file: 'cases.csv' };
    const recorded = await entries();
    expect(recorded).toMatchObject([
      { who: 'Person analyst:nhth', kind: 'file-checked', about: { ...about, bytes: bytes.length } },
      { who: 'Person analyst:nhth', kind: 'file-uploaded', about: { ...about, sha256 } },
    ]);
    expect(recorded[0]?.about.problems).toBeGreaterThan(0);
    expect(JSON.stringify(recorded)).not.toContain(CANARIES.cell);
  });

  it('is not an upload that was refused', async () => {
    const init = { method: 'POST', body: 'x', headers: { 'content-length': '1' } };
    const path = `/api/v1/hotlines/nhth/months/${WAITING}/uploads/cases.csv?sha256=${'0'.repeat(64)}`;
    expect((await fixture.ask('analyst:nhth', path, init)).status).toBe(422);
    expect(await entries()).toEqual([]);
  });

  it('is a decision without its reason, which may mention what pages hide', async () => {
    const api = `/api/v1/sheets/${SHEET}/editions/${WAITING}`;
    const etag = (await fixture.ask('approver', `${api}/review`)).headers.get('etag') ?? '';
    const answer = await fixture.ask('approver', `${api}/decisions`, {
      method: 'POST',
      body: JSON.stringify({ revision: 1, verdict: 'rejected', reason: `because ${CANARIES.exactCount}` }),
      headers: { 'content-type': 'application/json', 'if-match': etag },
    });
    expect(answer.status).toBe(201);
    const recorded = await entries();
    expect(recorded).toMatchObject([
      { who: 'Person approver', via: 'portal', kind: 'revision-rejected', about: { month: WAITING, revision: 1 } },
    ]);
    expect(JSON.stringify(recorded)).not.toContain(CANARIES.exactCount);
  });
});

describe('the entries as data', () => {
  it('come in pages that follow each other by Link', async () => {
    for (let index = 0; index < 5; index++) await record(`Person ${index}`, '2017-08-01T00:00:00Z');
    const seen: number[] = [];
    let path: string | undefined = `${LIST}?limit=2`;
    while (path !== undefined) {
      const answer: Response = await fixture.ask('operator', path);
      const page = (await answer.json()) as { entries: ActivityEntry[] };
      seen.push(...page.entries.map(({ sequence }) => sequence));
      path = /^<([^>]+)>; rel="next"$/u.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('are filtered by kind, by person and by month', async () => {
    await record('Ana Reyes', '2017-07-31T23:59:59Z');
    await record('Luis Ortega', '2017-08-01T00:00:00Z');
    await record('Ana Reyes', '2017-09-01T00:00:00Z');
    const whoIn = async (query: string) =>
      (await entries(`${LIST}?${query}`)).map(({ who, at }) => `${who} ${at.slice(0, 7)}`);
    expect(await whoIn('month=2017-08')).toEqual(['Luis Ortega 2017-08']);
    expect(await whoIn('who=ana')).toEqual(['Ana Reyes 2017-07', 'Ana Reyes 2017-09']);
    expect(await whoIn('who=ana&month=2017-09')).toEqual(['Ana Reyes 2017-09']);
    expect(await kinds(`${LIST}?kind=signed-in`)).toEqual([]);
  });

  it('are refused with what is wrong', async () => {
    const wrong = ['limit=0', 'limit=501', 'limit=x', 'after=-1', 'after=x', 'kind=x', 'month=2017-13'];
    for (const query of [...wrong, `who=${'x'.repeat(201)}`]) {
      const answer = await fixture.ask('operator', `${LIST}?${query}`);
      expect([query, answer.status, await answer.json()]).toEqual([
        query,
        422,
        expect.objectContaining({ errors: [{ pointer: `/${query.split('=')[0]}`, detail: expect.any(String) }] }),
      ]);
    }
  });

  it('name a file to the operator, not to an approver', async () => {
    const about = { hotline: 'nhth', month: WAITING, file: CANARIES.fileName, sha256: 'a' };
    const { activity, clock } = fixture.fixture.effects;
    await recordActivity({ activity, clock }, { who: 'Ana', via: 'portal' }, 'file-uploaded', about);
    for (const path of [LIST, '/activity', '/activity.csv', '/activity.jsonl']) {
      expect(await (await fixture.ask('operator', path)).text()).toContain(CANARIES.fileName);
      expect(await (await fixture.ask('approver', path)).text()).not.toContain(CANARIES.fileName);
    }
  });

  it('have an ETag', async () => {
    const etag = (await fixture.ask('operator', LIST)).headers.get('etag') ?? '';
    expect((await fixture.ask('operator', LIST, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});

describe('the page', () => {
  it('shows the newest first and leads to the older ones', async () => {
    for (let index = 1; index <= 52; index++) await record(`Person ${index}`, '2017-08-01T00:00:00Z');
    const newest = await (await fixture.ask('operator', '/activity')).text();
    expect([newest.indexOf('Person 52') < newest.indexOf('Person 51'), newest.includes('Person 2<')]).toEqual([
      true,
      false,
    ]);
    expect(newest).toContain('href="/activity?before=3"');
    const older = await (await fixture.ask('operator', '/activity?before=3')).text();
    expect([older.includes('Person 2'), older.includes('Older entries')]).toEqual([true, false]);
  });

  it('is in Spanish too', async () => {
    await record('Ana Reyes', '2017-08-01T00:00:00Z');
    expect(await (await fixture.ask('operator', '/activity?lang=es')).text()).toContain(
      'Detuvo los envíos de una hoja',
    );
  });
});

describe('the exports', () => {
  it('hold no formula for a spreadsheet program, and every entry on one line', async () => {
    await record('=HYPERLINK("http://evil.example")', '2017-08-01T00:00:00Z');
    await record('+1;@sum\n-2', '2017-08-01T00:00:00Z');
    const csv = await (await fixture.ask('operator', '/activity.csv')).text();
    expect(csv).toContain(`"'=HYPERLINK`);
    expect(csv).toContain(`"'+1;'@sum\n'-2"`);
    const answer = await fixture.ask('operator', '/activity.jsonl');
    const lines = (await answer.text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).sequence)).toEqual([1, 2]);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="activity.jsonl"');
  });
});

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitConcurrency } from '../../src/portal/bounded.ts';
import { casesCsv } from '../steps/state-fixture.ts';
import { CANARIES, openPortalFixture, type PortalFixture, WAITING } from './portal-fixture.ts';

let fixture: PortalFixture;
beforeAll(async () => {
  fixture = await openPortalFixture();
});
afterAll(() => fixture.close());

const SAMPLES = new URL('../../samples/', import.meta.url);
const PLACE = `/api/v1/hotlines/nhth/months/${WAITING}`;

const send = (path: string, bytes: Uint8Array | string, headers: Record<string, string> = {}) => {
  const body = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : Uint8Array.from(bytes);
  return fixture.ask('analyst:nhth', path, {
    method: 'POST',
    body,
    headers: { 'content-length': String(body.length), ...headers },
  });
};
const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

interface Checked {
  readonly sha256: string;
  readonly size: number;
  readonly tables: readonly {
    readonly status: string;
    readonly kinds: readonly {
      code: string;
      column: string | null;
      letter: string | null;
      count: number;
      sentence: string;
      remedy: string;
      rows: { row: number | null; record: number | null }[];
    }[];
  }[];
}

describe('checking a file', () => {
  it('names every problem with its row, column and remedy, and no value', async () => {
    const bytes = `Case Number,Date Opened,Type of Trafficking,Venue/Industry,State(s) of Exploitation,Country of Exploitation,Mexico Nexus,Partner Case Number
A1,${CANARIES.cell},Labor,Agriculture/Farms,Texas,U.S.A.,Yes,
A2,2016-08-01,${CANARIES.cell},Agriculture/Farms,Texas,U.S.A.,Yes,
`;
    const answer = await send(`${PLACE}/checks/cases.csv`, bytes);
    const text = await answer.text();
    const checked: Checked = JSON.parse(text);
    expect([answer.status, checked.sha256, checked.size]).toEqual([200, sha256(bytes), bytes.length]);
    expect(checked.tables[0]).toMatchObject({
      status: 'rejected',
      kinds: [
        { code: 'date-unreadable', column: 'Date Opened', letter: 'B', count: 1, rows: [{ row: 2, record: 1 }] },
        { code: 'value-unknown', column: 'Type of Trafficking', letter: 'C', count: 1, rows: [{ row: 3, record: 2 }] },
      ],
    });
    expect(text).not.toContain(CANARIES.cell);
    const spanish = await (await send(`${PLACE}/checks/cases.csv?lang=es`, bytes)).text();
    expect([spanish.includes('fecha'), spanish.includes(CANARIES.cell)]).toEqual([true, false]);
  });

  it('stores nothing', async () => {
    await send(`${PLACE}/checks/victims.csv`, 'Victim ID\n1\n');
    expect(existsSync(`${fixture.fixture.exports}/nhth/${WAITING}/victims.csv`)).toBe(false);
  });

  it('gives every bad sample what the command line gives, with a remedy', async () => {
    const expected: Record<string, unknown> = JSON.parse(
      await readFile(new URL('bad/expected-problems.json', SAMPLES), 'utf8'),
    );
    const names = (await readdir(new URL('bad/', SAMPLES))).filter((name) => /\.(csv|xlsx|zip)$/u.test(name));
    let tried = 0;
    for (const name of names.filter((one) => !/too-large/u.test(one)).slice(0, 12)) {
      const answer = await send(`${PLACE}/checks/${name}`, await readFile(new URL(`bad/${name}`, SAMPLES)));
      const { tables }: Checked = JSON.parse(await answer.text());
      expect([name, answer.status, tables.flatMap(({ kinds }) => kinds).length > 0]).toEqual([name, 200, true]);
      for (const { remedy, sentence } of tables.flatMap(({ kinds }) => kinds))
        expect(`${sentence}${remedy}`.length).toBeGreaterThan(20);
      tried++;
    }
    expect(Object.keys(expected).length).toBeGreaterThan(tried - 1);
  });

  it.each(['..%2fcases.csv', '.cases.csv', 'cases.exe', 'a%2fb.csv', 'cases.csv%00', '%5ccases.csv', 'cases'])(
    'takes no name like %s',
    async (name) => {
      expect((await send(`${PLACE}/checks/${name}`, 'x')).status).toBe(404);
      expect((await send(`${PLACE}/uploads/${name}?sha256=${sha256('x')}`, 'x')).status).toBe(404);
    },
  );

  it.each([
    ['no length', { 'content-length': '' }, 411],
    ['a length of 3 GB', { 'content-length': '3000000000' }, 413],
  ])('with %s is refused before it is read', async (_, headers, status) => {
    expect((await send(`${PLACE}/checks/cases.csv`, 'x', headers)).status).toBe(status);
  });
});

describe('sending a file', () => {
  it('stores exactly what was checked, for its owner alone, and then says what became of it', async () => {
    const bytes = `Case Number,Date Opened,Type of Trafficking,Venue/Industry,State(s) of Exploitation,Country of Exploitation,Mexico Nexus,Partner Case Number\nA1,2016-08-01,Labor,Agriculture/Farms,Texas,U.S.A.,Yes,\n`;
    const { sha256: checked }: Checked = JSON.parse(await (await send(`${PLACE}/checks/cases.csv`, bytes)).text());
    expect((await send(`${PLACE}/uploads/cases.csv?sha256=${checked}`, bytes)).status).toBe(202);
    const path = `${fixture.fixture.exports}/nhth/${WAITING}/cases.csv`;
    expect(await readFile(path, 'utf8')).toBe(bytes);
    await fixture.fixture.ingest(`nhth/${WAITING}/cases.csv`);
    const status = await fixture.ask('analyst:nhth', `${PLACE}/uploads/cases.csv`);
    expect(await status.json()).toMatchObject({
      sha256: checked,
      tables: [{ table: 'cases', status: 'accepted', reason: null }],
    });
  });

  it('lets a file without records replace records if the person says so', async () => {
    const [heading = ''] = casesCsv().split('\n');
    const put = async (bytes: string, query = '') => {
      const { sha256: checked }: Checked = JSON.parse(await (await send(`${PLACE}/checks/cases.csv`, bytes)).text());
      expect((await send(`${PLACE}/uploads/cases.csv?sha256=${checked}${query}`, bytes)).status).toBe(202);
      await fixture.fixture.ingest(`nhth/${WAITING}/cases.csv`);
      const page = await (await fixture.ask('analyst:nhth', `/exports/nhth/${WAITING}?lang=en`)).text();
      const status = await fixture.ask('analyst:nhth', `${PLACE}/uploads/cases.csv`);
      return { page, state: JSON.parse(await status.text()).state };
    };
    const filled = '&quot;filled&quot;:[&quot;cases&quot;]';
    expect((await put(casesCsv(['A1', '2016-08-01']))).page).toContain(filled);
    const refused = await put(`${heading}\n`);
    expect(refused.state).toBe('rejected');
    // so that the page asks again
    expect(refused.page).toContain(filled);
    const accepted = await put(`${heading}\n`, '&empty=yes');
    expect(accepted.state).toBe('accepted');
    expect(accepted.page).toContain('&quot;filled&quot;:[]');
    const overview = await (await fixture.ask('approver', '/?lang=en')).text();
    expect(overview).toContain('1 without records');
    expect(await (await fixture.ask('viewer', '/?lang=en')).text()).not.toContain('without records');
  });

  it('stores nothing when other bytes arrive than were checked, nor a part of them', async () => {
    const answer = await send(`${PLACE}/uploads/signals.csv?sha256=${sha256('checked')}`, 'another');
    expect([answer.status, await answer.json()]).toEqual([422, expect.objectContaining({ code: 'ExportUnreadable' })]);
    expect(
      (await readdir(`${fixture.fixture.exports}/nhth/${WAITING}`)).filter((name) => /signals|part/u.test(name)),
    ).toEqual([]);
  });

  it.each(['', '?sha256=', '?sha256=x', `?sha256=${'A'.repeat(64)}`])(
    'needs the hash of the check: %s',
    async (query) => {
      expect((await send(`${PLACE}/uploads/signals.csv${query}`, 'x')).status).toBe(422);
    },
  );

  it('of another hotline is as if there were none', async () => {
    for (const path of [`${PLACE}/checks/cases.csv`, `${PLACE}/uploads/cases.csv?sha256=${sha256('x')}`]) {
      const answer = await fixture.ask('analyst:linea-nacional', path, { method: 'POST', body: 'x' });
      expect(answer.status).toBe(404);
    }
    expect((await fixture.ask('analyst:linea-nacional', `/exports/nhth/${WAITING}`)).status).toBe(404);
  });
});

it('two at a time are checked; who comes then is asked to come back', async () => {
  const inTurn = limitConcurrency(2);
  let end = (): void => undefined;
  const slow = new Promise<void>((resolve) => {
    end = resolve;
  });
  const running = [inTurn(() => slow), inTurn(() => slow)];
  await expect(inTurn(() => slow)).rejects.toMatchObject({ refusal: { status: 503, retryAfter: 2 } });
  end();
  await Promise.all(running);
  await expect(inTurn(async () => 1)).resolves.toBe(1);
});

import { cp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../local/cli/main.ts';
import { portalAt } from '../../local/cli/portal-client.ts';
import { openPortalMachine, type PortalMachine } from '../browser/portal-machine.ts';
import { ROOT, run } from './command-line.ts';

let machine: PortalMachine;
let token: string;
const SHEET = 'us-mexico-border';
const NAME = userInfo().username;

beforeAll(async () => {
  machine = await openPortalMachine();
  token = await machine.makeToken();
});
afterAll(() => machine.close());

/** Runs a command with a token in its environment. */
async function withToken(given: string, words: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), watched: false };
  const code = await main(words, terminal, { FACTSHEETS_TOKEN: given });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const remote = (...words: string[]) => withToken(token, [...words, '--url', machine.origin]);

describe('a command through a portal', () => {
  it('uploads a file and waits until it was accepted', async () => {
    await cp(`${ROOT}samples/exports/nhth/2017-07/signals.csv`, machine.path('signals.csv'));
    const { code, out } = await remote('upload', 'nhth', '2017-07', machine.path('signals.csv'));
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(/can be uploaded.*signals\.csv \(signals\): accepted/su),
    });
  });

  it('uploads nothing that has errors, or with --dry-run, and prints no value', async () => {
    await writeFile(machine.path('cases.csv'), 'Case Number,Date Opened\nA1,CANARY77\n');
    const { code, out } = await remote('upload', 'nhth', '2017-08', machine.path('cases.csv'));
    expect(code).toBe(2);
    expect(out.includes('has errors')).toBe(true);
    expect(out.includes('CANARY77')).toBe(false);
    const dry = await remote('upload', 'nhth', '2017-08', machine.path('signals.csv'), '--dry-run');
    expect(dry.out).toContain('signals.csv');
    const log = await run('status', '--state', machine.path('state'), '--exports', machine.path('exports'));
    expect(log.out).not.toContain('2017-08');
  });

  it('reviews an edition as on the machine itself, and decides on it', async () => {
    const there = await remote('review', SHEET, '2017-07', '--json');
    expect(JSON.parse(there.out).revision).toMatchObject({ sheet: SHEET, month: '2017-07' });
    const { revision } = JSON.parse(there.out).revision;
    const decide = (by: string) =>
      remote('reject', SHEET, '2017-07', '--revision', String(revision), '--by', by, '--reason', 'a test');
    expect((await decide('Eve')).err).toContain(`acts for ${NAME}`);
    expect((await decide(NAME)).out).toContain(`rejected by ${NAME}`);
    const again = await remote(...['approve', SHEET, '2017-07', '--revision', '9', '--by', NAME, '--reason', 'a test']);
    expect(again).toMatchObject({ code: 1, err: expect.stringMatching(/DecisionRefused|has changed/u) });
  });

  it('checks files as a dry run does, and lists exports and editions as its person may see them', async () => {
    const path = machine.path('exports', 'nhth', '2017-03', 'signals.csv');
    const checked = await remote('check', path);
    expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('signals.csv (signals): can be uploaded')]);
    await writeFile(machine.path('cases.csv'), 'Case Number,Date Opened\nA1,CANARY77\n');
    const bad = ['check', machine.path('cases.csv'), '--hotline', 'nhth', '--month', '2017-07'];
    expect(await remote(...bad, '--json')).toMatchObject({ code: 2, out: expect.stringContaining('"rejected"') });
    expect((await remote(...bad, '--values')).err).toContain('--values');
    const status = await remote('status', '--hotline', 'nhth', '--month', '2017-03');
    expect(status.out.split('\n').slice(0, 2)).toEqual(['nhth 2017-03', '  signals      accepted']);
    expect((await remote('status')).out).toContain(`${SHEET} 2017-03  revision 1, approved`);
    const listed = await remote('editions', SHEET, '--json');
    expect(JSON.parse(listed.out)).toContainEqual(expect.objectContaining({ month: '2017-03', approved: 1 }));
    expect((await remote('editions', '--state', 'state')).err).toContain('--url');
  });

  it('says what is wrong with a token, an address or a place', async () => {
    expect((await remote('upload', 'nowhere', '2017-07', machine.path('signals.csv'))).code).toBe(1);
    expect((await remote('upload', 'nhth', '2017-07', machine.path('missing.csv'))).err).toContain('there is no file');
    const review = ['review', SHEET, '2017-07', '--url', machine.origin];
    const other = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    expect((await withToken(other, review)).err).toContain('the token is not valid');
    const upload = ['upload', 'nhth', '2017-07', machine.path('signals.csv'), '--url', machine.origin];
    expect((await withToken('', upload)).err).toContain('FACTSHEETS_TOKEN');
    const nowhere = machine.origin.replace(/:\d+$/u, ':9');
    expect((await withToken(token, ['review', SHEET, '2017-07', '--url', nowhere])).err).toContain('does not answer');
  });

  it.each([[['editions']], [['review', SHEET, '2017-07']]])(
    'says of %j that another program answers',
    async (words) => {
      const server = createServer((_, response) => response.end('<!doctype html>'));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
      const { code, err } = await withToken(token, [...words, '--url', url]);
      server.close();
      expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(`${url} does not answer like a portal`) });
    },
  );
});

it.each(['http://portal.example.org', 'ftp://127.0.0.1', 'nothing'])('sends no token to %s', (url) => {
  expect(() => portalAt(url, { FACTSHEETS_TOKEN: 't' })).toThrowError(expect.objectContaining({ name: 'WrongUsage' }));
});

it('sends a token to a portal over TLS, or on this machine', () => {
  for (const url of ['https://portal.example.org/x', 'http://127.0.0.1:8787', 'http://localhost:1', 'http://[::1]:1'])
    expect(portalAt(url, { FACTSHEETS_TOKEN: 't' })?.url).toBe(new URL(url).origin);
});

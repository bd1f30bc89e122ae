import { mkdir, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../../local/cli/commands/start.ts';
import { portalAnswers } from '../../local/portal/local-portal.ts';
import { KEY_FILE, ROOT, run, scratch } from './command-line.ts';

let folder: Awaited<ReturnType<typeof scratch>>;
const notes: string[] = [];
let controller = new AbortController();
let running: Promise<number> = Promise.resolve(0);

async function begin(portal: number | 'off' | undefined = 0): Promise<void> {
  controller = new AbortController();
  notes.length = 0;
  const terminal = { out: () => undefined, err: (line: string) => void notes.push(line), watched: false };
  const { path } = folder;
  const place = { exports: path('exports'), state: path('state'), out: path('out'), definitions: ROOT, key: KEY_FILE };
  const command = { command: 'start', ...place, config: undefined, settleMs: 200, json: false, portal } as const;
  running = start(command, terminal, {}, controller.signal);
  while (!notes.some((line) => /up to date/u.test(line))) await setTimeout(20);
}
const end = (): Promise<number> => {
  controller.abort();
  return running;
};
const printed = (): string => /http:\S+/u.exec(notes.join('\n'))?.[0] ?? '';

beforeAll(async () => {
  folder = await scratch();
  await mkdir(folder.path('exports'));
  await begin();
});
afterAll(async () => {
  await end();
  await folder.remove();
});

/** Signs in by an address and returns the cookie. */
async function signIn(address: string): Promise<string | null> {
  const name = /value="([^"]+)"/u.exec(await (await fetch(address)).text())?.[1] ?? '';
  const answer = await fetch(address, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ name }),
    headers: { origin: new URL(address).origin },
  });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? null;
}

/** Sends a request whose Host is not the address it is sent to, as after DNS rebinding. */
const askHost = (address: string, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    request(address, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .once('error', reject)
      .end();
  });

describe('the portal of factsheets start', () => {
  it('prints an address that signs in once', async () => {
    const cookie = await signIn(printed());
    expect(cookie).toMatch(/^factsheets-\d+=[\w-]{32}$/u);
    expect(await signIn(printed())).toBeNull();
    const page = await fetch(new URL('/', printed()), { headers: { cookie: cookie ?? '' } });
    expect(page.status).toBe(200);
    expect(await page.text()).toEqual(expect.stringContaining('<h1>'));
  });

  it('listens to this machine alone and answers to its own names', async () => {
    const { origin, port } = new URL(printed());
    expect(origin).toBe(`http://127.0.0.1:${port}`);
    expect(await askHost(`${origin}/health`, `127.0.0.1:${port}`)).toBe(200);
    expect(await askHost(`${origin}/health`, `localhost:${port}`)).toBe(200);
    expect(await askHost(`${origin}/health`, `rebound.example:${port}`)).toBe(421);
  });

  it('gives other commands the state between its own uses, and factsheets open another address', async () => {
    const opened = await run('open', '--state', folder.path('state'));
    const cookie = await signIn(opened.out);
    const asked = Array.from({ length: 6 }, () =>
      fetch(new URL('/', printed()), { headers: { cookie: cookie ?? '' } }),
    );
    const status = run(
      'status',
      '--state',
      folder.path('state'),
      '--exports',
      folder.path('exports'),
      '--definitions',
      ROOT,
    );
    expect((await Promise.all(asked)).map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect((await status).code).toBe(0);
  });

  it('keeps sessions over a restart on the same port, and ends without losing a request', async () => {
    const { origin, port } = new URL(printed());
    const cookie = (await signIn((await run('open', '--state', folder.path('state'))).out)) ?? '';
    const last = fetch(`${origin}/`, { headers: { cookie } });
    await setTimeout(30);
    expect(await end()).toBe(0);
    expect((await last).status).toBe(200);
    expect(await portalAnswers(folder.path('state'))).toBe(false);
    expect((await run('open', '--state', folder.path('state'))).err).toContain('is not running');
    await begin(Number(port));
    expect((await fetch(`${origin}/`, { headers: { cookie } })).status).toBe(200);
  });

  it('takes a free port when its own is taken, but not when one was named', async () => {
    const { port } = new URL(printed());
    const other = await scratch();
    await mkdir(other.path('exports'));
    const places = ['--exports', other.path('exports'), '--state', other.path('state'), '--out', other.path('out')];
    const named = await run('start', ...places, '--definitions', ROOT, '--port', port);
    expect(named).toMatchObject({ code: 1, err: expect.stringContaining(`--port: ${port} is in use`) });
    await other.remove();
  });

  it('is not there with --no-portal', async () => {
    await end();
    await begin('off');
    expect(printed()).toBe('');
    await end();
    await begin();
  });

  it('stores what it needs in a folder of the state that only its owner enters', async () => {
    expect((await stat(folder.path('state', 'portal'))).mode & 0o777).toBe(0o700);
  });
});

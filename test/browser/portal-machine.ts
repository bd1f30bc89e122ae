import { cp, mkdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { start } from '../../local/cli/commands/start.ts';
import { KEY_FILE, ROOT, run, scratch } from '../local/command-line.ts';
import type { BrowserPage } from './chromium.ts';

/** A runtime with a portal for a browser: the samples, March approved, July waiting for a decision. */
export interface PortalMachine {
  readonly path: (...parts: string[]) => string;
  /** The portal's own origin. */
  readonly origin: string;
  /** Signs in and makes a token with every role, as a person does on the page. */
  makeToken(): Promise<string>;
  /** Signs the page in and waits for the overview. */
  signIn(page: BrowserPage): Promise<void>;
  /** Signs in elsewhere, and returns the cookie of the session. */
  newSession(): Promise<{ readonly name: string; readonly value: string }>;
  close(): Promise<void>;
}

const SHEET = 'us-mexico-border';

/**
 * Opens the portal with part of the samples.
 * @param months prefixes of the months to include; fewer months are faster
 */
export async function openPortalMachine(months: readonly string[]): Promise<PortalMachine> {
  const folder = await scratch();
  const { path } = folder;
  for (const hotline of ['nhth', 'linea-nacional'])
    for (const month of months) {
      await mkdir(path('exports', hotline), { recursive: true });
      await cp(`${ROOT}samples/exports/${hotline}/${month}`, path('exports', hotline, month), { recursive: true });
    }
  const places = ['--exports', path('exports'), '--state', path('state'), '--out', path('out')];
  const [first = '', last = ''] = [months[0], months.at(-1)];
  await run('build', '--sheet', SHEET, '--through', first, '--quiet', ...places);
  const state = ['--state', path('state')];
  await run(
    'approve',
    SHEET,
    first,
    '--revision',
    '1',
    '--by',
    'The demo',
    '--reason',
    'A test',
    '--out',
    path('out'),
    ...state,
  );
  await run('build', '--sheet', SHEET, '--through', last, '--quiet', ...places);
  const controller = new AbortController();
  const notes: string[] = [];
  const terminal = { out: () => undefined, err: (line: string) => void notes.push(line), watched: false };
  const parts = {
    exports: path('exports'),
    state: path('state'),
    out: path('out'),
    definitions: undefined,
    key: KEY_FILE,
  };
  const command = { command: 'start', ...parts, config: undefined, settleMs: 200, json: false, portal: 0 } as const;
  const running = start(command, terminal, {}, controller.signal);
  const settled = async (): Promise<void> => {
    while (!notes.some((line) => /up to date/u.test(line))) await setTimeout(20);
  };
  await Promise.race([settled(), running]);
  const origin = new URL(/http:\S+/u.exec(notes.join('\n'))?.[0] ?? '').origin;
  return {
    path,
    origin,
    makeToken: async () => makeToken(origin, (await run('open', ...state)).out.trim()),
    signIn: async (page) => {
      await page.open((await run('open', ...state)).out);
      await page.until("document.querySelector('main form button') !== null");
      await page.value("document.querySelector('main form button').click()");
      await page.until("location.pathname === '/' && document.readyState === 'complete'");
    },
    newSession: async () => {
      const link = (await run('open', ...state)).out.trim();
      const form = await (await fetch(link)).text();
      const person = /<input[^>]*name="name"[^>]*value="([^"]*)"/u.exec(form)?.[1] ?? '';
      const answer = await fetch(link, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ name: person }).toString(),
      });
      const [, name = '', value = ''] = /^([^=]+)=([^;]+)/u.exec(answer.headers.get('set-cookie') ?? '') ?? [];
      return { name, value };
    },
    close: async () => {
      controller.abort();
      await running;
      await folder.remove();
    },
  };
}

async function makeToken(origin: string, address: string): Promise<string> {
  const name = /value="([^"]+)"/u.exec(await (await fetch(address)).text())?.[1] ?? '';
  const body = new URLSearchParams({ name });
  const signedIn = await fetch(address, { method: 'POST', redirect: 'manual', body, headers: { origin } });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const scopes = ['analyst:*', 'reviewer', 'approver', 'sender', 'viewer', 'operator'];
  const made = await fetch(`${origin}/api/v1/tokens`, {
    method: 'POST',
    body: JSON.stringify({ name: 'a test', scopes, days: 1 }),
    headers: { origin, cookie, 'content-type': 'application/json' },
  });
  return ((await made.json()) as { token: string }).token;
}

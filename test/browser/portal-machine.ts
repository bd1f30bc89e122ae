import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { start } from '../../local/cli/commands/start.ts';
import { journalsBelow, KEY_FILE, ROOT, run, scratch } from '../local/command-line.ts';
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
 * Opens the portal with part of the samples. All that a run of the tests opens with the same months begin as copies of
 * one folder, which the first makes.
 * @param months prefixes of the months to include: the first is approved, the last waits; fewer months are faster
 * @param members the members of the sheet's family; none for a sheet without one
 */
export async function openPortalMachine(
  months: readonly string[] = ['2017-03', '2017-07'],
  members: readonly string[] = [],
): Promise<PortalMachine> {
  const folder = await scratch();
  const { path } = folder;
  await cp(await preparedFolder(months, members), path(), { recursive: true, preserveTimestamps: true });
  const restoreJournals = journalsBelow(path('config'));
  const state = ['--state', path('state')];
  const controller = new AbortController();
  const notes: string[] = [];
  const terminal = { out: () => undefined, err: (line: string) => void notes.push(line), watched: false };
  const parts = {
    exports: path('exports'),
    state: path('state'),
    out: path('out'),
    definitions: members.length > 0 ? path('definitions') : undefined,
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
      restoreJournals();
      await folder.remove();
    },
  };
}

/**
 * Returns the folder with exports, state, pages and journal that the machines of this run of the tests copy. Whoever
 * needs it first makes it; it is removed with all temporary files of the run.
 */
async function preparedFolder(months: readonly string[], members: readonly string[]): Promise<string> {
  const prepared = join(tmpdir(), `portal-machine-${[...months, ...members].join('-')}`);
  const isFirst = await mkdir(`${prepared}.begun`).then(
    () => true,
    () => false,
  );
  if (isFirst) await prepare(prepared, months, members);
  while (!existsSync(join(prepared, 'ready'))) await setTimeout(100);
  return prepared;
}

async function prepare(prepared: string, months: readonly string[], members: readonly string[]): Promise<void> {
  for (const hotline of ['nhth', 'linea-nacional'])
    for (const month of months)
      await cp(`${ROOT}samples/exports/${hotline}/${month}`, join(prepared, 'exports', hotline, month), {
        recursive: true,
      });
  const [approved = '', waiting = ''] = [months[0], months.at(-1)];
  const restoreJournals = journalsBelow(join(prepared, 'config'));
  const at = (...names: string[]) => names.flatMap((name) => [`--${name}`, join(prepared, name)]);
  const places = at('exports', 'state', 'out', ...(members.length > 0 ? ['definitions'] : []));
  if (members.length > 0) await writeFamily(join(prepared, 'definitions'), members);
  const build = ['build', '--sheet', SHEET, '--quiet', ...places];
  const decision = ['--revision', '1', '--by', 'The demo', '--reason', 'A test'];
  await run(...build, '--through', approved);
  await run('approve', SHEET, approved, ...decision, ...at('out', 'state'));
  await run(...build, '--through', waiting);
  restoreJournals();
  await writeFile(join(prepared, 'ready'), '');
}

/** Writes the program's definitions, in which the sheet has a family of these states. */
async function writeFamily(definitions: string, members: readonly string[]): Promise<void> {
  for (const name of ['boundaries', 'codes', 'hotlines', 'templates'])
    await cp(`${ROOT}${name}`, join(definitions, name), { recursive: true });
  const file = join(definitions, 'templates', SHEET, 'sheet.json');
  const sheet = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...sheet, family: { by: 'state', members } }));
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

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

/** The path of the installed Chromium; null if there is none (the gate installs Debian's). */
export const CHROMIUM =
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'chromium'))
    .find((path) => existsSync(path)) ?? null;

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--hide-scrollbars',
  '--remote-debugging-pipe',
];

/** One page in its own browser, controlled over a pipe: without a port or a driver. */
export interface BrowserPage {
  open(url: string): Promise<void>;
  /** Evaluates an expression in the page and returns its value; promises are awaited. */
  value<Value>(expression: string): Promise<Value>;
  /** Waits until an expression is true; throws with the expression after half a minute. */
  until(expression: string): Promise<void>;
  /** Takes a picture of the visible part, or of the entire page. */
  screenshot(isFullPage?: boolean): Promise<Uint8Array>;
  /** Sends a command of the DevTools protocol to the page. */
  command(method: string, params?: object): Promise<Record<string, unknown>>;
  /** The addresses that the page requested, without `data:` URLs. */
  readonly requests: readonly string[];
  /** The errors of the page: exceptions and console errors. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** Does something that loads another page, and waits until it is complete. */
export async function leading(page: BrowserPage, act: () => Promise<unknown>): Promise<void> {
  await page.value('window.seen = true');
  await act();
  await page.until("window.seen === undefined && document.readyState === 'complete'");
}

/** Starts the browser with an empty profile and an empty page; width and height are in CSS pixels. */
export async function openBrowser(chromium: string, width = 1400, height = 1000): Promise<BrowserPage> {
  const profile = await mkdtemp(join(tmpdir(), 'factsheets-chromium-'));
  const flags = [...FLAGS, `--user-data-dir=${profile}`];
  const browser = spawn(chromium, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const requests: string[] = [];
  const complaints: string[] = [];
  const send = connect(browser, (method, params) => {
    if (method === 'Network.requestWillBeSent') requests.push(addressOf(params));
    if (method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded') complaints.push(JSON.stringify(params));
  });
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const page = (method: string, params: object = {}) => send(method, params, String(sessionId));
  await page('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await page(`${domain}.enable`);
  const value = async <Value>(expression: string): Promise<Value> => {
    const answer = await page('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(answer.exceptionDetails)}`);
    return (answer.result as { value: Value }).value;
  };
  return {
    open: async (url) => void (await page('Page.navigate', { url })),
    value,
    until: (expression) => until(() => value<boolean>(expression), expression),
    command: page,
    screenshot: async (isFullPage = false) => {
      const { data } = await page('Page.captureScreenshot', { format: 'png', captureBeyondViewport: isFullPage });
      return Buffer.from(String(data), 'base64');
    },
    requests,
    complaints,
    close: async () => {
      await send('Browser.close').catch(() => undefined);
      if (browser.exitCode === null) await new Promise((resolve) => browser.once('exit', resolve));
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * Connects to the browser. Messages are JSON, each followed by a zero byte, on file descriptors 3 (to the browser) and
 * 4 (from it).
 */
function connect(browser: ChildProcess, onEvent: (method: string, params: Record<string, unknown>) => void) {
  const input = browser.stdio[3] as Writable;
  const output = browser.stdio[4] as Readable;
  const pending = new Map<number, { resolve: (result: Record<string, unknown>) => void; reject: (e: Error) => void }>();
  let rest = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const { id, method, params, result, error } of messages.map((text): Message => JSON.parse(text))) {
      if (method !== undefined) onEvent(method, params ?? {});
      const waiting = pending.get(id ?? 0);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(result ?? {});
      pending.delete(id ?? 0);
    }
  });
  browser.once('exit', () => {
    for (const { reject } of pending.values()) reject(new Error('the browser has ended'));
  });
  let last = 0;
  return (method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      pending.set(id, { resolve, reject });
      input.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
}

const addressOf = (params: Record<string, unknown>): string =>
  String((params.request as { url?: string } | undefined)?.url ?? '');

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await holds().catch(() => false)) return; // while a page loads, there is nothing to evaluate in
    await setTimeout(100);
  }
  throw new Error(`never came true: ${what}`);
}

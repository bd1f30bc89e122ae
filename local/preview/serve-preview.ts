import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { LANGUAGES } from '../../src/contract/languages.ts';
import { ASSETS, type Asset } from './assets.ts';
import type { PreviewSession } from './session.ts';
import { VARIANTS, type Variant } from './variants.ts';

/** Only this machine reaches the preview: its figures may be those of real exports. */
const LOOPBACK = '127.0.0.1';

/** Nothing from elsewhere, no inline script; pdf.js makes fonts from data. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** The running server. */
export interface ServedPreview {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a session on a port of this machine; 0 takes a free one. */
export async function servePreview(session: PreviewSession, port: number): Promise<ServedPreview> {
  const server = createServer((request, response) => answer(session, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the preview listens on no port');
  return { url: `http://${LOOPBACK}:${address.port}/`, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  const done = new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
  server.closeAllConnections();
  return done;
}

/**
 * One request. Routes are a fixed table, so no path reaches the disk.
 *
 *     /                       the page and its assets
 *     /events?variant=V       a stream: the view of a variant, again after every change
 *     /pages/V/L.pdf          its last good pages in one language
 */
function answer(session: PreviewSession, request: IncomingMessage, response: ServerResponse): void {
  const refused = refusal(request);
  const url = new URL(request.url ?? '/', 'http://preview');
  const asset = ASSETS.get(url.pathname);
  if (refused !== null) tell(response, refused, 'refused');
  else if (asset) sendFile(response, asset);
  else if (url.pathname === '/events') stream(session, variantNamed(url.searchParams.get('variant')), response);
  else sendPages(session, url.pathname, response);
}

function sendFile(response: ServerResponse, { path, type }: Asset): void {
  response.writeHead(200, { ...HEADERS, 'content-type': type });
  createReadStream(path).pipe(response);
}

function sendPages(session: PreviewSession, path: string, response: ServerResponse): void {
  const [, variant, name] = /^\/pages\/([a-z]+)\/([a-z]+)\.pdf$/u.exec(path) ?? [];
  const language = LANGUAGES.find((one) => one === name);
  const pdf = variant !== undefined && language ? session.pdf(variantNamed(variant), language) : null;
  if (!pdf) tell(response, 404, 'not found');
  else response.writeHead(200, { ...HEADERS, 'content-type': 'application/pdf' }).end(pdf);
}

/**
 * The status of a request that is not answered: another site's page may neither read (a name of its own that leads to this
 * machine has its own Host) nor embed.
 */
function refusal({ method, headers, socket }: IncomingMessage): number | null {
  if (method !== 'GET') return 405;
  const own = [LOOPBACK, 'localhost'].map((name) => `${name}:${socket.localPort}`);
  if (!own.includes(headers.host ?? '')) return 403;
  if (headers.origin !== undefined && !own.some((host) => headers.origin === `http://${host}`)) return 403;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none' ? null : 403;
}

function tell(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' }).end(text);
}

const variantNamed = (name: string | null): Variant => VARIANTS.find((one) => one === name) ?? 'counted';

/** Each language as soon as it is rendered, always of the newest state: changes that come meanwhile are one change. */
async function stream(session: PreviewSession, variant: Variant, response: ServerResponse): Promise<void> {
  response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
  const closed = closing(response); // asked for once: a stream sees hundreds of changes
  while (!response.closed) {
    const { generation } = session;
    for (const language of await session.languages()) {
      const view = await session.view(variant, language);
      if (session.generation !== generation) break;
      response.write(`data: ${JSON.stringify(view)}\n\n`);
    }
    await Promise.race([session.changedSince(generation), closed]);
  }
}

const closing = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    if (response.closed) resolve();
    else response.once('close', resolve);
  });

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { LANGUAGES } from '../../src/domain/languages.ts';
import { ASSETS, type Asset } from './assets.ts';
import type { PreviewSession } from './session.ts';
import { VARIANTS, type Variant } from './variants.ts';

/** Only this machine reaches the preview: its figures may be those of real exports. */
const LOOPBACK = '127.0.0.1';

/** Allows nothing from other sites and no inline scripts; pdf.js makes fonts from data. */
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

/**
 * Serves a session on a port of this machine; 0 uses a free port. Every user of the machine can reach the port, so the
 * address has a secret of this run, and requests without it get no answer.
 */
export async function servePreview(session: PreviewSession, port: number): Promise<ServedPreview> {
  const secret = randomBytes(24).toString('base64url');
  const server = createServer((request, response) => answer({ session, secret }, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the preview listens on no port');
  return { url: `http://${LOOPBACK}:${address.port}/${secret}/`, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  const done = new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
  server.closeAllConnections();
  return done;
}

interface Served {
  readonly session: PreviewSession;
  readonly secret: string;
}

/**
 * Answers one request. Routes are a fixed table, so no path reaches the disk.
 *
 *     /SECRET/                       the page and its assets
 *     /SECRET/events?variant=V       a stream: the view of a variant, sent again after every change
 *     /SECRET/pages/V/L.pdf          its last good pages in one language
 */
function answer({ session, secret }: Served, request: IncomingMessage, response: ServerResponse): void {
  const [target = '', query = ''] = (request.url ?? '').split('?', 2);
  const refused = refusedStatus(request);
  const path = pathBehind(secret, target);
  const asset = path === null ? undefined : ASSETS.get(path);
  if (refused !== null) sendView(response, refused, 'refused');
  else if (path === null)
    sendView(response, 404, 'not found; the address that factsheets preview prints is the right one');
  else if (asset) sendFile(response, asset);
  else if (path === '/events') stream(session, parseVariant(new URLSearchParams(query).get('variant')), response);
  else sendPages(session, path, response);
}

/**
 * Returns what follows the secret in a request's target, beginning with its slash; null if the secret is missing or
 * wrong.
 */
function pathBehind(secret: string, target: string): string | null {
  const [, given = '', path = ''] = /^\/([^/]*)(\/.*)$/su.exec(target) ?? [];
  const [own, other] = [secret, given].map((text) => createHash('sha256').update(text).digest());
  return own && other && timingSafeEqual(own, other) ? path : null;
}

function sendFile(response: ServerResponse, { path, type }: Asset): void {
  response.writeHead(200, { ...HEADERS, 'content-type': type });
  createReadStream(path).pipe(response);
}

function sendPages(session: PreviewSession, path: string, response: ServerResponse): void {
  const [, variant, name] = /^\/pages\/([a-z]+)\/([a-z]+)\.pdf$/u.exec(path) ?? [];
  const language = LANGUAGES.find((item) => item === name);
  const pdf = variant !== undefined && language ? session.pdf(parseVariant(variant), language) : null;
  if (!pdf) sendView(response, 404, 'not found');
  else response.writeHead(200, { ...HEADERS, 'content-type': 'application/pdf' }).end(pdf);
}

/**
 * Returns the status of a refused request: another site's page may neither read (a domain name that leads to this
 * machine has its own Host) nor embed.
 */
function refusedStatus({ method, headers, socket }: IncomingMessage): number | null {
  if (method !== 'GET') return 405;
  const own = [LOOPBACK, 'localhost'].map((name) => `${name}:${socket.localPort}`);
  if (!own.includes(headers.host ?? '')) return 403;
  if (headers.origin !== undefined && !own.some((host) => headers.origin === `http://${host}`)) return 403;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none' ? null : 403;
}

function sendView(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' }).end(text);
}

const parseVariant = (name: string | null): Variant => VARIANTS.find((variant) => variant === name) ?? 'counted';

/**
 * Sends each language as soon as it is rendered, always from the newest state; changes in the meantime are combined.
 */
async function stream(session: PreviewSession, variant: Variant, response: ServerResponse): Promise<void> {
  response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
  const closeServer = closing(response); // only once: a stream lasts for hundreds of changes
  while (!response.closed) {
    const { generation } = session;
    for (const language of await session.languages()) {
      const view = await session.view(variant, language);
      if (session.generation !== generation) break;
      response.write(`data: ${JSON.stringify(view)}\n\n`);
    }
    await Promise.race([session.changedSince(generation), closeServer]);
  }
}

const closing = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    if (response.closed) resolve();
    else response.once('close', resolve);
  });

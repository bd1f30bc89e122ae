import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Portal } from '../../src/portal/portal.ts';

/** Only this machine can reach the portal. People who work elsewhere use a tunnel or AWS. */
const LOOPBACK = '127.0.0.1';

/** The time for which requests may continue after the portal was asked to close, in milliseconds. */
const ENDING_MS = 5000;

/** Uploads may take an hour; clients that send their headers slowly are cut off. */
const LONGEST_REQUEST_MS = 60 * 60_000;

export interface ServedPortal {
  readonly port: number;
  /** Lets current requests finish for a few seconds, and closes. */
  close(): Promise<void>;
}

/**
 * Listens on a port of this machine.
 * @param portal creates the portal once the port is known, because the portal responds only to its own address
 * @param fallback whether any free port may be used if this one is in use
 */
export async function servePortal(
  portal: (port: number) => Portal,
  port: number,
  fallback: boolean,
): Promise<ServedPortal> {
  const server = createServer();
  server.requestTimeout = LONGEST_REQUEST_MS;
  await listen(server, port).catch((error: NodeJS.ErrnoException) => {
    if (!fallback || error.code !== 'EADDRINUSE') throw error;
    return listen(server, 0);
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the portal listens on no port');
  const app = portal(address.port);
  server.on('request', getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  return { port: address.port, close: () => closeServer(server) };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });

async function closeServer(server: Server): Promise<void> {
  const done = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), ENDING_MS);
  await done;
  clearTimeout(timer);
}

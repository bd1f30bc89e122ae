import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Portal } from '../../src/portal/portal.ts';

/** Only this machine reaches the portal: whoever works elsewhere tunnels to it, or uses AWS. */
const LOOPBACK = '127.0.0.1';

/** How long requests may go on after the portal is asked to end, in milliseconds. */
const ENDING_MS = 5000;

/** Uploads of an hour are allowed; a client that sends its headers slowly is not. */
const LONGEST_REQUEST_MS = 60 * 60_000;

export interface ServedPortal {
  readonly port: number;
  /** Lets requests at hand finish, for a few seconds, and closes. */
  close(): Promise<void>;
}

/**
 * Listens on a port of this machine.
 * @param portal made when the port is known, for the portal answers to its own address alone
 * @param fallback whether any free port will do when this one is taken
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
  return { port: address.port, close: () => closed(server) };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });

async function closed(server: Server): Promise<void> {
  const done = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), ENDING_MS);
  await done;
  clearTimeout(timer);
}

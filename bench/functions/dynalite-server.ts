import { once } from 'node:events';
import type { Server } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { createTable } from '../../conformance/aws/create-table.ts';
import type { ServiceWaits } from './service-waits.ts';

/** A table that other processes can reach, for measuring the bundled functions. It contains only invented rows. */
export interface ServedTable {
  readonly url: string;
  readonly name: string;
  stop(): Promise<void>;
}

/** Serves an empty table from memory, on a free port of this machine, until it is stopped. `waits` delays its answers. */
export async function serveTable(waits?: ServiceWaits): Promise<ServedTable> {
  const server = dynalite({ createTableMs: 0 });
  if (waits) delayAnswers(server, waits);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('dynalite listens on no port');
  const url = `http://127.0.0.1:${address.port}`;
  const name = 'factsheets';
  const credentials = { accessKeyId: 'measure', secretAccessKey: 'measure' };
  const client = new DynamoDBClient({ endpoint: url, region: 'us-east-1', credentials });
  await createTable(client, name);
  client.destroy();
  return { url, name, stop: async () => void server.close() };
}

function delayAnswers(server: Server, waits: ServiceWaits): void {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', async (request, response) => {
    await waits.delay();
    for (const listener of listeners) listener.call(server, request, response);
  });
}

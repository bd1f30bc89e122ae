import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { dirname, join, sep } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { ServiceWaits } from './service-waits.ts';

/**
 * The other services that the functions call: S3 as a folder, a secret, and an event bus and a state machine that
 * accept every request.
 */
export interface LocalAws {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the services on a free port that only this machine can reach. Implements only what a measurement needs.
 * @param waits delays the answers
 */
export async function startLocalAws(folder: string, waits?: ServiceWaits): Promise<LocalAws> {
  const server = createServer(async (request, response) => {
    await waits?.delay();
    await answer(folder, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the server listens on no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const JSON_ANSWERS: Readonly<Record<string, object>> = {
  'secretsmanager.GetSecretValue': { SecretString: '0123456789abcdef'.repeat(4) },
  'AWSEvents.PutEvents': { FailedEntryCount: 0, Entries: [{ EventId: 'told' }] },
  'AWSStepFunctions.StartExecution': { executionArn: 'arn:started', startDate: 0 },
};

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const known = JSON_ANSWERS[String(request.headers['x-amz-target'])];
  if (known) {
    await text(request);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(known));
    return;
  }
  const url = new URL(request.url ?? '/', 'http://localhost');
  const path = join(folder, decodeURIComponent(url.pathname));
  if (url.searchParams.has('list-type')) return list(path, url.searchParams.get('prefix') ?? '', response);
  if (request.method === 'PUT') return put(path, request, response);
  if (!existsSync(path)) {
    response.writeHead(404, { 'content-type': 'application/xml' }).end('<Error><Code>NoSuchKey</Code></Error>');
    return;
  }
  response.writeHead(200, { 'content-length': statSync(path).size });
  await pipeline(createReadStream(path), response);
}

async function put(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  await pipeline(request, createWriteStream(path));
  response.writeHead(200, { etag: '"kept"' }).end();
}

function list(bucket: string, prefix: string, response: ServerResponse): void {
  const entries = existsSync(bucket) ? readdirSync(bucket, { recursive: true, withFileTypes: true }) : [];
  const found = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ key: path.slice(bucket.length).split(sep).join('/').replace(/^\//u, ''), path }))
    .filter(({ key }) => key.startsWith(prefix))
    .map(({ key, path }) => `<Contents><Key>${key}</Key><Size>${statSync(path).size}</Size></Contents>`);
  response.writeHead(200, { 'content-type': 'application/xml' });
  response.end(`<ListBucketResult><IsTruncated>false</IsTruncated>${found.join('')}</ListBucketResult>`);
}

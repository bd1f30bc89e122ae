import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { vi } from 'vitest';
import { deployedPortalFiles } from '../../lib/portal-files.ts';
import { loadAssets } from '../../local/portal/portal-assets.ts';
import type { DeployedPart } from '../../src/domain/function-steps.ts';
import type { Grant } from '../../src/domain/person.ts';
import { sessionKey, tokenKey } from '../../src/domain/table-keys.ts';
import { ROOT } from '../infra/stage-templates.ts';
import { recorded, setEnvironment } from './aws-fixture.ts';

export const ORIGIN = 'https://sheets.example.org';

export const s3 = mockClient(S3Client);
export const dynamo = mockClient(DynamoDBDocumentClient);
export const secrets = mockClient(SecretsManagerClient);
export const bus = mockClient(EventBridgeClient);

/** The answer of a function to API Gateway. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** Changes to the recorded request. */
export interface Request {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Decoded, as API Gateway sends it. */
  readonly path: string;
  readonly query?: string;
  /** Null for a request without a session. */
  readonly secret?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Returns the event of a request: a recorded one with changes. A POST comes from the portal's own page. */
export function eventOf({ method = 'GET', path, query = '', secret = 'the-secret', headers, body }: Request) {
  const event = recorded('http-api') as {
    headers: Record<string, string>;
    requestContext: { http: Record<string, string> };
  };
  const own = method === 'GET' ? {} : { origin: ORIGIN, 'sec-fetch-site': 'same-origin' };
  return {
    ...event,
    rawPath: path,
    rawQueryString: query,
    cookies: secret === null ? [] : [`__Host-factsheets=${secret}`],
    headers: { ...event.headers, ...own, ...headers },
    requestContext: { ...event.requestContext, http: { ...event.requestContext.http, method, path } },
    ...(body !== undefined && { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }),
  };
}

const root = mkdtempSync(join(tmpdir(), 'factsheets-task-'));

/** Creates the folder of the deployed asset, as far as the portal reads it. */
export async function makeTaskRoot(): Promise<void> {
  for (const folder of ['hotlines', 'codes', 'templates', 'fonts']) symlinkSync(join(ROOT, folder), join(root, folder));
  for (const { name, bytes } of deployedPortalFiles(await loadAssets())) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), bytes);
  }
}

type Handler = (event: never) => Promise<unknown>;

/** The functions that were opened: each has its own modules. */
const opened = new Map<DeployedPart, Promise<Handler>>();

/**
 * Opens the function of a part, with the environment that the infrastructure gives it. Tests share the function, as
 * requests share a process of Lambda, unless it must be new: it remembers accounts for a while.
 */
export async function openPart(
  part: DeployedPart,
  { isNew = false } = {},
): Promise<(request: Request) => Promise<Answer>> {
  setEnvironment();
  Object.assign(process.env, { LAMBDA_TASK_ROOT: root, FACTSHEETS_PORTAL_PART: part });
  const loaded = (!isNew && opened.get(part)) || loadHandler();
  opened.set(part, loaded);
  const handler = await loaded;
  return async (request) => (await handler(eventOf(request) as never)) as Answer;
}

async function loadHandler(): Promise<Handler> {
  vi.resetModules();
  return (await import('../../lambdas/portal.ts')).handler;
}

/** Resets the stores: an empty table that holds what is put into it, and empty buckets. */
export function resetStores(): Map<string, Record<string, unknown>> {
  for (const mock of [s3, dynamo, secrets, bus]) mock.reset();
  bus.resolves({});
  const items = new Map<string, Record<string, unknown>>();
  dynamo.on(GetCommand).callsFake(({ Key }) => ({ Item: items.get(`${Key.PK} ${Key.SK}`) }));
  dynamo.on(PutCommand).callsFake(({ Item }) => {
    items.set(`${Item.PK} ${Item.SK}`, Item);
    return {};
  });
  dynamo.on(QueryCommand).callsFake(({ ExpressionAttributeValues: values }) => ({
    Items: [...items.values()].filter(({ PK }) => PK === values[':pk']),
  }));
  s3.on(PutObjectCommand).resolves({});
  s3.on(ListObjectsV2Command).resolves({ Contents: [] });
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ $metadata: { httpStatusCode: 404 }, message: 'no such key' }));
  secrets.on(GetSecretValueCommand).callsFake(({ SecretId }) => ({
    SecretString: String(SecretId).endsWith(':the-key') ? 'a'.repeat(64) : 'the client secret',
  }));
  return items;
}

/** The text of the token that `tokenItem` returns. */
export const TOKEN_TEXT = `fsk_0123456789abcdef_${'A'.repeat(43)}`;

/** Returns the item of a token with some scopes, of the person whose session `sessionItem` returns. */
export function tokenItem(...scopes: Grant[]): Record<string, unknown> {
  const id = '0123456789abcdef';
  const hash = createHash('sha256').update(TOKEN_TEXT).digest('hex');
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const whose = { name: 'a program', person: 'Ana Reyes', subject: 'the-subject', scopes };
  return { ...tokenKey(id), id, ...whose, hash, madeAt: until, until, revokedAt: null, generation: 1 };
}

/** Answers requests to Cognito: the account of that person, in these groups; null if it was deleted. */
export function answerAccounts(groups: readonly string[] | null): void {
  vi.stubGlobal('fetch', async (_: unknown, { headers }: RequestInit) => {
    const isGroups = new Headers(headers).get('x-amz-target')?.endsWith('AdminListGroupsForUser');
    if (groups === null) return Response.json({ __type: 'UserNotFoundException' }, { status: 400 });
    if (isGroups) return Response.json({ Groups: groups.map((GroupName) => ({ GroupName })) });
    const UserAttributes = [
      { Name: 'sub', Value: 'the-subject' },
      { Name: 'name', Value: 'Ana Reyes' },
    ];
    return Response.json({ Enabled: true, UserAttributes });
  });
}

/** Returns the item of a session whose groups were just read. */
export function sessionItem(secret: string, ...grants: Grant[]): Record<string, unknown> {
  const id = createHash('sha256').update(secret).digest('hex');
  const now = new Date();
  return {
    ...sessionKey(id),
    id,
    generation: 1,
    subject: 'the-subject',
    name: 'Ana Reyes',
    grants,
    checkedAt: now.toISOString(),
    until: new Date(now.getTime() + 3_600_000).toISOString(),
    refresh: null,
    isEnded: false,
    expiresAt: 0,
  };
}

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, expect, it } from 'vitest';
import { batchOf, setEnvironment } from './aws-fixture.ts';

setEnvironment();
const root = await mkdtemp(join(tmpdir(), 'factsheets-task-'));
for (const name of ['codes', 'hotlines', 'templates'])
  await symlink(join(process.env.LAMBDA_TASK_ROOT ?? '', name), join(root, name));
await mkdir(join(root, 'public/assets'), { recursive: true });
await writeFile(join(root, 'public/assets/public.css'), 'body {}');
process.env.LAMBDA_TASK_ROOT = root;
const dynamo = mockClient(DynamoDBDocumentClient);
mockClient(DynamoDBClient);
const s3 = mockClient(S3Client).resolves({});
const { handler } = await import('../../lambdas/publish-public.ts');
afterAll(() => rm(root, { recursive: true }));

const approval = (by: string) => ({ 'detail-type': 'RevisionApproved', detail: { sheet: 's', month: '2017-07', by } });

it('removes from the public bucket what is no longer public, once for a batch, and records who decided', async () => {
  dynamo.on(QueryCommand).resolves({ Items: [] });
  dynamo.on(GetCommand).resolves({});
  dynamo.on(PutCommand).resolves({});
  const none = { $metadata: { httpStatusCode: 404 }, message: 'no such key' };
  s3.on(GetObjectCommand).rejects(new NoSuchKey(none));
  const old = { Contents: [{ Key: 'site/us-mexico-border/en/newest/index.html', ETag: '"1"' }] };
  s3.on(ListObjectsV2Command, { Bucket: 'the-public' }).resolves(old);
  const batch = batchOf(approval('Ana'), approval('Ana'), approval('Luis'), { sweep: true });
  expect(await handler(batch)).toEqual({ sheets: [], files: 0, changed: 1 });
  expect(s3.commandCalls(DeleteObjectCommand).map(({ args }) => args[0].input)).toEqual([
    { Bucket: 'the-public', Key: 'site/us-mexico-border/en/newest/index.html' },
  ]);
  const entries = dynamo.commandCalls(PutCommand).flatMap(({ args }) => args[0].input.Item ?? []);
  expect(entries.filter(({ PK }) => PK === 'ACTIVITY')).toMatchObject([
    { who: 'Ana, Luis', via: 'aws', kind: 'public-edition-changed', about: { sheets: null, files: 1 } },
  ]);
});

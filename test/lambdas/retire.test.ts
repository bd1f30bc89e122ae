import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { deployDefinitions, SHEET } from '../../bench/functions/family-definitions.ts';
import { setEnvironment } from './aws-fixture.ts';

it('retires drafts of the members of a family too', async () => {
  const root = mkdtempSync(join(tmpdir(), 'factsheets-retire-'));
  deployDefinitions(root, ['US-TX', 'US-CA']);
  setEnvironment();
  process.env.LAMBDA_TASK_ROOT = root;
  mockClient(S3Client).on(ListObjectsV2Command).resolves({}).on(ListObjectVersionsCommand).resolves({});
  const dynamo = mockClient(DynamoDBDocumentClient)
    .on(QueryCommand)
    .resolves({ Items: [] })
    .on(GetCommand)
    .resolves({});
  const { handler } = await import('../../lambdas/retire.ts');
  expect(await handler({})).toEqual({ facts: 0, problems: 0, revisions: 0 });
  const partitions = dynamo
    .commandCalls(QueryCommand)
    .map(({ args }) => args[0].input.ExpressionAttributeValues?.[':pk']);
  for (const id of [SHEET, `${SHEET}--us-tx`, `${SHEET}--us-ca`]) expect(partitions).toContain(`SHEET#${id}`);
  rmSync(root, { recursive: true });
});

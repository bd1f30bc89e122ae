import { Readable } from 'node:stream';
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { casesCsv } from '../steps/state-fixture.ts';
import { batchOf, recorded, setEnvironment } from './aws-fixture.ts';

setEnvironment();
const s3 = mockClient(S3Client);
const dynamo = mockClient(DynamoDBDocumentClient);
mockClient(DynamoDBClient);
const bus = mockClient(EventBridgeClient);
const machine = mockClient(SFNClient);
const secrets = mockClient(SecretsManagerClient);
const { handler: ingest } = await import('../../lambdas/ingest-export.ts');
const { handler: startEditions } = await import('../../lambdas/start-editions.ts');
const { changeOf } = await import('../../lambdas/queue-messages.ts');
const { handler: watch } = await import('../../lambdas/watch-exports.ts');
const { handler: runCanary } = await import('../../lambdas/run-canary.ts');

const body = (text: string) => Readable.from([Buffer.from(text)]);
const emitted = () =>
  bus
    .commandCalls(PutEventsCommand)
    .flatMap(({ args }) => args[0].input.Entries?.map((entry) => entry.DetailType) ?? []);
const ledgerWrites = () =>
  dynamo.commandCalls(PutCommand).filter(({ args }) => String(args[0].input.Item?.SK).startsWith('EXPORT#'));

/** Stores one object in the bucket. */
function holds(key: string, text: string): void {
  s3.on(ListObjectsV2Command).resolves({ Contents: [] });
  s3.on(ListObjectsV2Command, { Prefix: key }).resolves({ Contents: [{ Key: key, Size: text.length }] });
  s3.on(GetObjectCommand, { Key: key }).callsFake(async () => ({ Body: body(text) }));
}

beforeEach(() => {
  for (const mock of [s3, dynamo, bus, machine, secrets]) mock.reset();
  s3.on(PutObjectCommand).resolves({});
  s3.on(ListObjectsV2Command).resolves({ Contents: [] });
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ $metadata: { httpStatusCode: 404 }, message: 'no such key' }));
  dynamo.on(QueryCommand).resolves({ Items: [] });
  dynamo.on(GetCommand).resolves({});
  dynamo.on(PutCommand).resolves({});
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
  machine.on(StartExecutionCommand).resolves({ executionArn: 'arn', startDate: new Date(0) });
  secrets.on(GetSecretValueCommand).resolves({ SecretString: 'ab'.repeat(32) });
});

describe('ingest-export', () => {
  it.each(['object-created', 'object-created-multipart'])('reads the object of %s and emits an event', async (name) => {
    holds('exports/nhth/2017-07/cases.csv', casesCsv(['A1', '2017-07-02']));
    expect(await ingest(batchOf(recorded(name)))).toEqual({ batchItemFailures: [] });
    expect(ledgerWrites()).toHaveLength(1);
    expect(emitted()).toEqual(['ExportAccepted']);
    const [facts] = s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);
    expect(facts).toMatchObject({ Bucket: 'the-facts', Key: expect.stringMatching(/^facts\/cases\/hotline=nhth\//u) });
  });

  it('re-reads an active export that a replay names', async () => {
    const text = casesCsv(['A1', '2017-07-02']);
    holds('exports/nhth/2017-07/cases.csv', text);
    await ingest(batchOf(recorded('object-created')));
    const entry = ledgerWrites()[0]?.args[0].input.Item;
    const upload = dynamo.commandCalls(PutCommand).at(-1)?.args[0].input.Item;
    dynamo.on(QueryCommand).resolves({ Items: [entry ?? {}] });
    dynamo.on(GetCommand).resolves({ Item: upload ?? {} });
    const detail = { object: { key: 'exports/nhth/2017-07/cases.csv' } };
    await ingest(batchOf({ detail }));
    expect(ledgerWrites()).toHaveLength(1);
    await ingest(batchOf({ detail: { ...detail, force: true } }));
    expect(ledgerWrites()).toHaveLength(2);
  });

  it('accepts a key with spaces, accents and a plus unchanged', async () => {
    const key = 'exports/linea-nacional/2017-07/víctimas de julio (1)+final.xlsx';
    holds(key, 'no workbook');
    expect(await ingest(batchOf(recorded('object-created-accents')))).toEqual({ batchItemFailures: [] });
    expect(s3.commandCalls(GetObjectCommand)[0]?.args[0].input).toEqual({ Bucket: 'the-exports', Key: key });
    expect(emitted()).toEqual(['ExportRejected']);
  });

  it('withdraws only what is really gone', async () => {
    const text = casesCsv(['A1', '2017-07-02']);
    holds('exports/nhth/2017-07/cases.csv', text);
    await ingest(batchOf(recorded('old-version-expired')));
    expect(emitted()).toEqual(['ExportAccepted']);
  });

  it('says withdrawn where S3 denies what is not there', async () => {
    const denied = Object.assign(new NoSuchKey({ $metadata: { httpStatusCode: 403 }, message: 'denied' }), {});
    s3.on(GetObjectCommand).rejects(denied);
    await ingest(batchOf(recorded('object-deleted')));
    expect(emitted()).toEqual(['ExportWithdrawn']);
  });

  it('gives back alone the message that failed', async () => {
    holds('exports/nhth/2017-07/cases.csv', casesCsv(['A1', '2017-07-02']));
    const batch = batchOf('no json', recorded('object-created'), { detail: {} });
    expect(await ingest(batch)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }, { itemIdentifier: 'message-2' }],
    });
    expect(emitted()).toEqual(['ExportAccepted']);
  });

  it('fails the message when the event bus refuses the event', async () => {
    holds('exports/nhth/2017-07/cases.csv', casesCsv(['A1', '2017-07-02']));
    bus.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }] });
    expect(await ingest(batchOf(recorded('object-created')))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }],
    });
  });

  it('gives a message back after losing too many races', async () => {
    holds('exports/nhth/2017-07/cases.csv', casesCsv(['A1', '2017-07-02']));
    dynamo.on(PutCommand).rejects(new ConditionalCheckFailedException({ $metadata: {}, message: 'lost' }));
    expect((await ingest(batchOf(recorded('object-created')))).batchItemFailures).toHaveLength(1);
  });

  it('records a wrong key as rejected and never retries it', async () => {
    const event = recorded('object-created') as { detail: { object: { key: string } } };
    event.detail.object.key = 'exports/nobody/2017-07/cases.csv';
    holds('exports/nobody/2017-07/cases.csv', 'anything');
    expect(await ingest(batchOf(event))).toEqual({ batchItemFailures: [] });
    expect(emitted()).toEqual(['ExportRejected']);
    expect(s3.commandCalls(GetObjectCommand)).toHaveLength(0);
  });
});

describe('start-editions', () => {
  const place = { hotline: 'nhth', month: '2017-07', table: 'cases' };
  const inForce = { ...place, generation: 1, claimedBy: 'exports/nhth/2017-07/cases.csv', inForce: { sha256: 'a' } };
  const ledgerHolds = () =>
    dynamo.on(QueryCommand, { ExpressionAttributeValues: { ':pk': 'HOTLINE#nhth', ':sk': 'EXPORT#' } }).resolves({
      Items: [{ PK: 'HOTLINE#nhth', SK: 'EXPORT#2017-07#cases', ...inForce }],
    });

  it('shares a sweep, and a change of exports, out among the sheets', async () => {
    process.env.FACTSHEETS_EDITIONS_QUEUE = 'https://sqs.us-east-1.amazonaws.com/1/editions';
    const queue = mockClient(SQSClient).on(SendMessageBatchCommand).resolves({});
    const batch = batchOf({ sweep: true }, recorded('export-accepted'));
    expect(await startEditions(batch)).toEqual({ batchItemFailures: [] });
    delete process.env.FACTSHEETS_EDITIONS_QUEUE;
    expect(machine.commandCalls(StartExecutionCommand)).toEqual([]);
    const sent = queue.commandCalls(SendMessageBatchCommand).flatMap(({ args }) => args[0].input.Entries ?? []);
    expect(sent.map(({ DelaySeconds }) => DelaySeconds)).toEqual(Array(6).fill(0));
    expect(sent.map(({ MessageBody }) => changeOf(MessageBody ?? ''))).toEqual([
      { hotline: null, sheet: 'canary', month: null },
      { hotline: null, sheet: 'linea-145', month: null },
      { hotline: null, sheet: 'us-mexico-border', month: null },
      { hotline: 'nhth', sheet: 'canary', month: '2017-07', asked: false },
      { hotline: 'nhth', sheet: 'linea-145', month: '2017-07', asked: false },
      { hotline: 'nhth', sheet: 'us-mexico-border', month: '2017-07', asked: false },
    ]);
  });

  it('reads a hotline’s ledger once for all the sheets of one change, and again for the next', async () => {
    ledgerHolds();
    const reads = () =>
      dynamo
        .commandCalls(QueryCommand)
        .filter(({ args }) => args[0].input.ExpressionAttributeValues?.[':sk'] === 'EXPORT#').length;
    const messages = (from: string) =>
      ['us-mexico-border', 'us-mexico-border', 'us-mexico-border'].map((sheet) => ({
        sweep: true,
        sheet,
        sharedFrom: from,
      }));
    await startEditions(batchOf(...messages('m1')));
    expect(reads()).toBe(2);
    await startEditions(batchOf(...messages('m2')));
    expect(reads()).toBe(4);
    await startEditions(batchOf({ sweep: true, sheet: 'us-mexico-border' }));
    expect(reads()).toBe(6);
  });

  it('starts an execution named by sheet, month and state, and accepts that it was started before', async () => {
    ledgerHolds();
    machine
      .on(StartExecutionCommand)
      .resolvesOnce({ executionArn: 'arn', startDate: new Date(0) })
      .rejects(new ExecutionAlreadyExists({ $metadata: {}, message: 'exists' }));
    machine.on(DescribeExecutionCommand).resolves({ status: 'SUCCEEDED' });
    const batch = batchOf(recorded('export-accepted'), recorded('export-accepted'), { sweep: true });
    expect(await startEditions(batch)).toEqual({ batchItemFailures: [] });
    const names = machine.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input.name);
    expect(new Set(names).size).toBe(1);
    expect(names[0]).toMatch(/^us-mexico-border-2017-07-[0-9a-f]{32}$/u);
  });

  it('asks for the edition of a message that does', async () => {
    ledgerHolds();
    await startEditions(batchOf({ detail: { sheet: 'us-mexico-border', month: '2017-05', asked: true } }));
    const [asked] = dynamo.commandCalls(PutCommand).map(({ args }) => args[0].input.Item);
    expect(asked).toMatchObject({ PK: 'SHEET#us-mexico-border', SK: 'EDITION#2017-05', asked: true });
  });

  it('gives back a message that asks for a month far beyond the exports', async () => {
    ledgerHolds();
    const asked = await startEditions(
      batchOf({ detail: { sheet: 'us-mexico-border', month: '2099-01', asked: true } }),
    );
    expect(asked.batchItemFailures).toHaveLength(1);
    expect(dynamo.commandCalls(PutCommand)).toEqual([]);
  });

  it('gives back a message that says nothing', async () => {
    expect((await startEditions(batchOf({ detail: {} }))).batchItemFailures).toHaveLength(1);
  });
});

describe('watch-exports', () => {
  it('reports what is due', async () => {
    const { overdue } = await watch({});
    expect(emitted()).toEqual(Array(overdue).fill('ExportOverdue'));
  });

  it('reports a draft that has waited too long for a decision', async () => {
    const items = (pk: string, sk: string, Items: Record<string, unknown>[]) =>
      dynamo.on(QueryCommand, { ExpressionAttributeValues: { ':pk': pk, ':sk': sk } }).resolves({ Items });
    items('HOTLINE#nhth', 'EXPORT#', [
      { hotline: 'nhth', month: '2017-07', table: 'cases', inForce: {}, claimedBy: {} },
    ]);
    items('SHEET#us-mexico-border', 'EDITION#', [{ month: '2017-07' }]);
    const head = { sheet: 'us-mexico-border', month: '2017-07', revision: 1, complete: true };
    items('EDITION#us-mexico-border#2017-07', 'REVISION#', [{ ...head, madeAt: '2017-08-10T12:00:00.000Z' }]);
    expect(await watch({})).toMatchObject({ waiting: 1 });
    expect(emitted().filter((name) => name === 'DraftWaiting')).toHaveLength(1);
  });
});

describe('run-canary', () => {
  it('uploads its export where a hotline would, once a day', async () => {
    await runCanary({});
    expect(s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input)).toMatchObject([
      { Bucket: 'the-exports', Key: 'exports/canary/2020-01/records.csv' },
    ]);
  });

  it('fails when it hears of a draft that is not there', async () => {
    await expect(runCanary({ 'detail-type': 'RevisionReady' })).rejects.toMatchObject({ name: 'CanaryFailed' });
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(0);
  });
});

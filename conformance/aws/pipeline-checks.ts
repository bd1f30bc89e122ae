import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import {
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  type PutTargetsCommandInput,
} from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { s3Client } from '../../src/adapters/aws/s3-client.ts';
import { CANARY, CANARY_MONTH, CANARY_UPLOAD } from '../../src/domain/canary.ts';
import type { Publication } from '../../src/domain/publication.ts';
import { type Check, checked, equal } from '../check.ts';

/** The program's sample exports, and the figures that they must yield. */
export interface PipelineOptions {
  readonly samples: string;
  readonly goldenFigures: string;
}

const s3 = () => s3Client(process.env);

/**
 * Runs the complete pipeline once, handler after handler, against moto: uploads the samples to S3, reads events from an
 * SQS queue that EventBridge fills, starts executions in Step Functions and runs their tasks in the order of the state
 * machine.
 */
export async function pipelineChecks(options: PipelineOptions): Promise<Check[]> {
  const queue = await listen();
  return [
    await checked('the sample exports, uploaded to S3, are all ingested', async () => {
      const keys = await upload(options.samples);
      const { handler } = await import('../../lambdas/ingest-export.ts');
      for (let from = 0; from < keys.length; from += 10)
        equal(await handler(batch(keys.slice(from, from + 10).map(created))), { batchItemFailures: [] });
    }),
    await checked('the bus tells of them, and one publication is started', async () => {
      const { handler } = await import('../../lambdas/start-editions.ts');
      const bodies = await received(queue);
      equal(bodies.length >= 170, true);
      for (let from = 0; from < bodies.length; from += 10)
        equal(await handler(batch(bodies.slice(from, from + 10))), { batchItemFailures: [] });
      equal(
        (await executions()).map(({ sheet, month }) => [sheet, month]),
        [['us-mexico-border', '2017-07']],
      );
    }),
    await checked('its execution leaves the published figures and both PDFs in S3', async () => {
      const [publication] = await executions();
      if (!publication) throw new Error('nothing was started');
      await execute(publication);
      const place = 'reports/us-mexico-border/2017-07/r1/us-mexico-border-2017-07';
      equal(JSON.parse(await text(`${place}.figures.json`)), JSON.parse(await readFile(options.goldenFigures, 'utf8')));
      for (const language of ['en', 'es']) equal((await text(`${place}.${language}.pdf`)).startsWith('%PDF-1.7'), true);
    }),
    await checked('running it again finds all of it done', async () => {
      const [publication] = await executions();
      const { handler } = await import('../../lambdas/compute-figures.ts');
      if (!publication) throw new Error('nothing was started');
      const { revision, recorded } = await handler(publication);
      equal({ revision, recorded }, { revision: 1, recorded: true });
    }),
    await checked('the canary’s upload becomes the expected draft, and no other sheet changes', canary),
    await checked('no problem, fact or report lies where it should not', async () => {
      equal(await prefixes('the-exports'), ['exports/', 'problems/']);
      equal(await prefixes('the-facts'), ['count-index/', 'counts/', 'facts/']);
      equal(await prefixes('the-reports'), ['reports/']);
    }),
  ];
}

/** Its function uploads the export, the pipeline runs, and its function compares the draft. */
async function canary(): Promise<void> {
  const { handler: run } = await import('../../lambdas/run-canary.ts');
  const { handler: ingest } = await import('../../lambdas/ingest-export.ts');
  const { handler: start } = await import('../../lambdas/start-editions.ts');
  const known = new Set((await executions()).map(({ sheet }) => sheet));
  await run({});
  equal(await ingest(batch([created(CANARY_UPLOAD)])), { batchItemFailures: [] });
  equal(await start(batch([JSON.stringify({ detail: { hotline: CANARY, month: CANARY_MONTH } })])), {
    batchItemFailures: [],
  });
  const started = (await executions()).filter(({ sheet }) => !known.has(sheet));
  equal(
    started.map(({ sheet, month }) => [sheet, month]),
    [[CANARY, CANARY_MONTH]],
  );
  for (const publication of started) await execute(publication);
  await run({ 'detail-type': 'RevisionReady' });
}

async function upload(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  const keyOf = (path: string): string => `exports/${relative(folder, path).split(sep).join('/')}`;
  for (const path of paths)
    await s3().send(new PutObjectCommand({ Bucket: 'the-exports', Key: keyOf(path), Body: await readFile(path) }));
  return paths.map(keyOf);
}

const created = (key: string): string =>
  JSON.stringify({ source: 'aws.s3', 'detail-type': 'Object Created', detail: { object: { key } } });

/** Returns the part of a batch that handlers read. */
function batch(bodies: readonly string[]): SQSEvent {
  const records = bodies.map((body, at) => ({ messageId: String(at), body }));
  return { Records: records as unknown as SQSEvent['Records'] };
}

/** Creates a queue that receives the same events as the rule for editions. */
async function listen(): Promise<string> {
  const bus = new EventBridgeClient({});
  const { QueueUrl = '' } = await new SQSClient({}).send(new CreateQueueCommand({ QueueName: 'editions' }));
  const pattern = { source: ['hotline-factsheets'], 'detail-type': ['ExportAccepted', 'ExportWithdrawn'] };
  const rule = { Name: 'editions', EventBusName: 'the-bus', EventPattern: JSON.stringify(pattern) };
  await bus.send(new PutRuleCommand(rule));
  const target: PutTargetsCommandInput['Targets'] = [
    { Id: 'queue', Arn: 'arn:aws:sqs:us-east-1:123456789012:editions' },
  ];
  await bus.send(new PutTargetsCommand({ Rule: 'editions', EventBusName: 'the-bus', Targets: target }));
  return QueueUrl;
}

async function received(QueueUrl: string): Promise<string[]> {
  const sqs = new SQSClient({});
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return bodies;
    for (const { Body = '', ReceiptHandle } of Messages) {
      bodies.push(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

async function executions(): Promise<Publication[]> {
  const machine = new SFNClient({});
  const { executions: all = [] } = await machine.send(
    new ListExecutionsCommand({ stateMachineArn: process.env.FACTSHEETS_STATE_MACHINE }),
  );
  const inputs = all.map(async ({ executionArn }) => {
    const { input = '{}' } = await machine.send(new DescribeExecutionCommand({ executionArn }));
    return JSON.parse(input) as Publication;
  });
  return Promise.all(inputs);
}

/** Runs the tasks of the state machine in order. */
async function execute(publication: Publication): Promise<void> {
  const compute = await import('../../lambdas/compute-figures.ts');
  const render = await import('../../lambdas/render-report.ts');
  const record = await import('../../lambdas/record-report.ts');
  const notify = await import('../../lambdas/notify-reviewers.ts');
  const { languages, sheet, month, revision } = await compute.handler(publication);
  const named = { sheet, month, revision };
  const rendered = [];
  for (const language of languages) rendered.push(await render.handler({ ...named, language }));
  await record.handler({ ...named, rendered });
  await notify.handler(named);
}

async function text(Key: string): Promise<string> {
  const { Body } = await s3().send(new GetObjectCommand({ Bucket: 'the-reports', Key }));
  return (await Body?.transformToString()) ?? '';
}

async function prefixes(Bucket: string): Promise<string[]> {
  const { CommonPrefixes = [] } = await s3().send(new ListObjectsV2Command({ Bucket, Delimiter: '/' }));
  return CommonPrefixes.map(({ Prefix = '' }) => Prefix).sort();
}

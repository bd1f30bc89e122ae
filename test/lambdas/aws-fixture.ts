import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SQSEvent } from 'aws-lambda';
import { ENVIRONMENT } from '../../src/domain/environment.ts';

/** Sets the environment variables that the infrastructure gives to the functions, with invented names. */
export function setEnvironment(): void {
  process.env.AWS_REGION = 'us-east-1';
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  process.env.POWERTOOLS_SERVICE_NAME = 'factsheets-test';
  process.env.POWERTOOLS_TRACE_ENABLED = 'false';
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  process.env.POWERTOOLS_METRICS_DISABLED = 'true';
  process.env.LAMBDA_TASK_ROOT = fileURLToPath(new URL('../../', import.meta.url));
  const values = {
    table: 'the-table',
    exportsBucket: 'the-exports',
    factsBucket: 'the-facts',
    reportsBucket: 'the-reports',
    hashKeySecret: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:the-key',
    linkSecret: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:the-links',
    publicBucket: 'the-public',
    publicAddress: 'https://figures.example.org',
    bus: 'the-bus',
    stateMachine: 'arn:aws:states:us-east-1:111122223333:stateMachine:the-machine',
    dueDays: '{"nhth":10}',
    reviewDays: '14',
    sender: 'Sheets <sheets@example.org>',
    linkUrl: 'https://sheets.example.org/',
    configurationSet: 'the-set',
    testQueue: 'https://sqs.us-east-1.amazonaws.com/111122223333/the-tests',
    schedulesFile: fileURLToPath(new URL('events/schedules.json', import.meta.url)),
    engineMemory: '256',
    engineThreads: '1',
    portalPart: 'view',
    portalOrigin: 'https://sheets.example.org',
    uploadOrigin: 'https://the-exports.s3.us-east-1.amazonaws.com',
    signInIssuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_example',
    peoplePool: 'us-east-1_example',
    signInClient: 'the-client',
    signInSecret: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:the-client',
    signOutAddress: 'https://people.example.org/logout?client_id=the-client&logout_uri=https://sheets.example.org/',
  } as const;
  for (const [name, value] of Object.entries(values)) process.env[ENVIRONMENT[name as keyof typeof values]] = value;
}

/** Reads a recorded event: the shapes that AWS sends, with invented names. */
export const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`events/${name}.json`, import.meta.url), 'utf8'));

/** Returns an SQS batch with these message bodies. */
export const batchOf = (...bodies: readonly unknown[]): SQSEvent => ({
  Records: bodies.map((body, at) => ({
    messageId: `message-${at}`,
    receiptHandle: `receipt-${at}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1500000000000',
      SenderId: 'AIDAEXAMPLE',
      ApproximateFirstReceiveTimestamp: '1500000000001',
    },
    messageAttributes: {},
    md5OfBody: '00000000000000000000000000000000',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:the-queue',
    awsRegion: 'us-east-1',
  })),
});

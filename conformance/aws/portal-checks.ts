import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3ServiceException } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { dynamoSessions } from '../../src/adapters/aws/dynamo-sessions.ts';
import { s3Client } from '../../src/adapters/aws/s3-client.ts';
import { type Bucket, s3Exports, s3Objects } from '../../src/adapters/aws/s3-store.ts';
import { s3UploadOffers } from '../../src/adapters/aws/s3-upload-offers.ts';
import { parseMonth } from '../../src/domain/month.ts';
import { type CheckedValuesOf, exportKey, stagedKey, valueRequestKey } from '../../src/domain/object-keys.ts';
import type { Session } from '../../src/domain/session.ts';
import type { UploadOffer } from '../../src/domain/upload-offer.ts';
import { checkedValues } from '../../src/steps/checked-values.ts';
import { checkedList, checkResult, offerCheck, offerUpload } from '../../src/steps/offer-upload.ts';
import { type Check, checked, equal } from '../check.ts';

const HEAD =
  'Case Number,Date Opened,Type of Trafficking,Venue/Industry,State(s) of Exploitation,Country of Exploitation,Mexico Nexus,Partner Case Number';
const GOOD = `${HEAD}\nA1,2030-01-02,Labor,Agriculture/Farms,Texas,U.S.A.,Yes,\n`;
const NAME = 'cases.csv';

/** Checks the portal's stores against moto: files are checked and sent as a browser does it, and sessions are ended once. */
export async function portalChecks(): Promise<Check[]> {
  const bucket: Bucket = { client: s3Client(process.env), name: 'the-exports' };
  return [
    await checked('a file is checked, and what was checked is stored among the exports', () => sentFile(bucket)),
    await checked('a file with errors is not offered a place among the exports', () => fileWithErrors(bucket)),
    await checked('a session is ended by one write, which no older one undoes', endedSession),
  ];
}

const effectsOf = (bucket: Bucket) => ({ uploadOffers: s3UploadOffers(bucket), checkResults: s3Objects(bucket) });

/** Sends bytes as a browser does: with the offer's method and headers. */
async function send({ url, method, headers }: UploadOffer, text: string): Promise<void> {
  const answer = await fetch(url, { method, headers, body: text });
  if (!answer.ok) throw new S3ServiceException({ name: String(answer.status), $fault: 'client', $metadata: {} });
}

async function check(bucket: Bucket, text: string) {
  const place = { hotline: 'nhth', month: monthOf('2017-07') };
  const bytes = { size: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') };
  const file = { ...place, name: NAME, language: 'es' as const };
  const { check: number, offer } = await offerCheck(effectsOf(bucket), file, bytes);
  equal(await checkResult(effectsOf(bucket), place, number), null);
  await send(offer, text);
  const { handler } = await import('../../lambdas/check-upload.ts');
  equal(await handler(eventOf(stagedKey({ ...file, check: number }))), { batchItemFailures: [] });
  return { place, number, bytes, result: await checkResult(effectsOf(bucket), place, number) };
}

async function sentFile(bucket: Bucket): Promise<void> {
  const text = GOOD.replaceAll('2030-01', '2017-07');
  const { place, number, bytes, result } = await check(bucket, text);
  equal([result?.name, result?.sha256, result?.tables.map(({ status }) => status)], [NAME, bytes.sha256, ['accepted']]);
  const { name, offer } = await offerUpload(effectsOf(bucket), place, number);
  await send(offer, text);
  equal(await s3Exports(bucket).size(exportKey(place.hotline, place.month, name)), bytes.size);
}

async function fileWithErrors(bucket: Bucket): Promise<void> {
  const { place, number, result } = await check(bucket, GOOD.replaceAll('2030-01-02', 'SECRET-CELL'));
  equal(
    result?.tables.map(({ status }) => status),
    ['rejected'],
  );
  const list = await checkedList(effectsOf(bucket), place, number);
  await valuesOf(bucket, { ...place, check: number, language: 'en' });
  equal([JSON.stringify({ result, list }).includes('SECRET-CELL'), (list?.length ?? 0) > 0], [false, true]);
  equal(await checkedList(effectsOf(bucket), place, 'ff'.repeat(16)), null);
  const refused = await offerUpload(effectsOf(bucket), place, number).catch((error: unknown) => error);
  equal(refused instanceof Error && refused.name, 'ExportUnreadable');
}

/** Asks for the list with values: it is there, in its own place, once the function has read the file again. */
async function valuesOf(bucket: Bucket, of: CheckedValuesOf): Promise<void> {
  const stores = { valueRequests: s3Objects(bucket), checkedValues: s3Objects(bucket) };
  equal(await checkedValues(stores, of), null);
  const { handler } = await import('../../lambdas/check-upload.ts');
  equal(await handler(eventOf(valueRequestKey(of))), { batchItemFailures: [] });
  equal((await checkedValues(stores, of))?.includes('SECRET-CELL'), true);
}

async function endedSession(): Promise<void> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const sessions = dynamoSessions({ client, name: 'the-table' });
  const now = new Date();
  const session: Session = {
    id: 'ab'.repeat(32),
    generation: 1,
    subject: 'sub',
    name: 'Ana Reyes',
    grants: ['approver'],
    checkedAt: now.toISOString(),
    until: new Date(now.getTime() + 60_000).toISOString(),
    refresh: null,
    isEnded: false,
  };
  equal(await sessions.put(session), true);
  equal(await sessions.put({ ...session, generation: 2, isEnded: true }), true);
  equal(await sessions.put({ ...session, generation: 2 }), false);
  equal((await sessions.read(session.id))?.isEnded, true);
}

function monthOf(text: string) {
  const month = parseMonth(text);
  if (!month) throw new Error(`${text} is not a month`);
  return month;
}

const eventOf = (key: string): SQSEvent => ({
  Records: [
    {
      messageId: 'm',
      receiptHandle: 'r',
      body: JSON.stringify({ detail: { object: { key } } }),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '0',
        SenderId: 's',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:checks',
      awsRegion: 'us-east-1',
    },
  ],
});

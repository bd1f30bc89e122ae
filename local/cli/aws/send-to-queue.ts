import { SQSClient } from '@aws-sdk/client-sqs';
import { s3Client } from '../../../src/adapters/aws/s3-client.ts';
import { s3Exports } from '../../../src/adapters/aws/s3-store.ts';
import { sendMessages } from '../../../src/adapters/aws/sqs-messages.ts';
import { EVENT_SOURCE } from '../../../src/domain/event-names.ts';
import { Failure } from '../../../src/domain/failure.ts';
import type { Month } from '../../../src/domain/month.ts';
import type { UploadSelection } from '../../pipeline/ingest-all.ts';
import { isSelected } from '../../pipeline/ingest-all.ts';

/**
 * Lists the bucket and sends its uploads to the queue of exports, as events like those of S3. An upload named
 * wholly is sent though it is gone, so that its withdrawal is made up for.
 * @returns how many
 * @throws Failure WrongUsage when there is no such upload, or AWS refuses
 */
export async function replayInAws(
  { queue, bucket }: { readonly queue: string; readonly bucket: string },
  { selection, force }: { readonly selection: UploadSelection; readonly force: boolean },
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const { hotline, month, file } = selection;
  return orRefused(async () => {
    const uploads = s3Exports({ client: s3Client(environment), name: bucket });
    const prefix = hotline === null ? 'exports/' : `exports/${hotline}/${month === null ? '' : `${month}/`}`;
    const keys = new Set((await uploads.list(prefix)).filter((key) => isSelected(key, selection)));
    if (hotline !== null && month !== null && file !== null) keys.add(`exports/${hotline}/${month}/${file}`);
    if (keys.size === 0) throw new Failure('WrongUsage', `there is no such upload in ${bucket}; nothing was replayed`);
    await sendMessages(
      new SQSClient({}),
      queue,
      [...keys].map((key) => objectEvent(bucket, key, force)),
    );
    return keys.size;
  });
}

/** Asks for an edition by a message to the queue of editions. Fails with WrongUsage when AWS refuses. */
export async function publishInAws(queue: string, sheet: string, month: Month): Promise<void> {
  const body = JSON.stringify({ source: EVENT_SOURCE, detail: { sheet, month, asked: true } });
  await orRefused(() => sendMessages(new SQSClient({}), queue, [body]));
}

const objectEvent = (bucket: string, key: string, force: boolean): string =>
  JSON.stringify({
    source: EVENT_SOURCE,
    'detail-type': 'Object Created',
    detail: { bucket: { name: bucket }, object: { key }, reason: 'replay', force },
  });

/** AWS says itself what is wrong: no such queue, no right, no credentials. */
async function orRefused<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure || !(error instanceof Error)) throw error;
    throw new Failure('WrongUsage', `AWS refused: ${error.name}: ${error.message}`, { cause: error });
  }
}

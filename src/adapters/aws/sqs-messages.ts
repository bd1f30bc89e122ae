import { setTimeout } from 'node:timers/promises';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Failure } from '../../domain/failure.ts';

/** The most messages per SQS request. */
const BATCH = 10;
/** How often refused messages are sent again, each time after twice the pause. */
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 200;

/**
 * Sends messages to a queue. A queue accepts or refuses each message of a batch separately; refused ones are sent
 * again.
 * @param delaySeconds how long they are hidden; by default as the queue is configured
 * @throws Failure WrongUsage if some are never accepted; accepted ones stay sent
 */
export async function sendMessages(
  client: SQSClient,
  queue: string,
  bodies: readonly string[],
  firstPauseMs = FIRST_PAUSE_MS,
  delaySeconds?: number,
): Promise<void> {
  for (let index = 0; index < bodies.length; index += BATCH)
    await sendBatch(client, queue, bodies.slice(index, index + BATCH), firstPauseMs, delaySeconds);
}

async function sendBatch(
  client: SQSClient,
  queue: string,
  bodies: readonly string[],
  pauseMs: number,
  delaySeconds: number | undefined,
): Promise<void> {
  const delay = delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds };
  let waiting = bodies.map((body, index) => ({ Id: String(index), MessageBody: body, ...delay }));
  for (let attempt = 1; ; attempt++) {
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries: waiting }));
    if (Failed.length === 0) return;
    if (attempt === ATTEMPTS || Failed.some(({ SenderFault }) => SenderFault))
      throw new Failure(
        'WrongUsage',
        `the queue ${queue} did not accept ${Failed.length} messages (${Failed[0]?.Code}); send them again: a repeated message changes nothing`,
      );
    waiting = waiting.filter(({ Id }) => Failed.some((failed) => failed.Id === Id));
    await setTimeout(pauseMs * 2 ** (attempt - 1));
  }
}

import { setTimeout } from 'node:timers/promises';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Failure } from '../../domain/failure.ts';
import { countNoun } from '../../domain/format.ts';

/** The most messages per SQS request. */
const BATCH = 10;
/** How often refused messages are sent again, each time after twice the pause. */
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 200;

/** How messages are sent. */
export interface Sending {
  /** The pause before refused messages are sent again; each further pause is twice as long. */
  readonly firstPauseMs?: number;
  /** How long the messages are hidden; by default as the queue is configured. */
  readonly delaySeconds?: number;
}

/**
 * Sends messages to a queue. A queue accepts or refuses each message of a batch separately; refused ones are sent
 * again.
 * @throws Failure WrongUsage if some are never accepted; accepted ones stay sent
 */
export async function sendMessages(
  client: SQSClient,
  queue: string,
  bodies: readonly string[],
  sending: Sending = {},
): Promise<void> {
  for (let index = 0; index < bodies.length; index += BATCH)
    await sendBatch(client, queue, bodies.slice(index, index + BATCH), sending);
}

async function sendBatch(
  client: SQSClient,
  queue: string,
  bodies: readonly string[],
  { firstPauseMs = FIRST_PAUSE_MS, delaySeconds }: Sending,
): Promise<void> {
  const delay = delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds };
  let waiting = bodies.map((body, index) => ({ Id: String(index), MessageBody: body, ...delay }));
  for (let attempt = 1; ; attempt++) {
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries: waiting }));
    if (Failed.length === 0) return;
    if (attempt === ATTEMPTS || Failed.some(({ SenderFault }) => SenderFault))
      throw new Failure(
        'WrongUsage',
        `the queue ${queue} did not accept ${countNoun(Failed.length, 'message')} (${Failed[0]?.Code}); send them again: a repeated message changes nothing`,
      );
    waiting = waiting.filter(({ Id }) => Failed.some((failed) => failed.Id === Id));
    await setTimeout(firstPauseMs * 2 ** (attempt - 1));
  }
}

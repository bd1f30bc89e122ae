import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { TestMessages } from '../../domain/mail.ts';

/**
 * Hands test messages over through a queue. An event would store the address in the log and the archive of events; a
 * message is deleted once the test is sent.
 */
export const sqsTestMessages = (client: SQSClient, queue: string): TestMessages => ({
  async ask(asked) {
    await client.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: JSON.stringify(asked) }));
  },
});

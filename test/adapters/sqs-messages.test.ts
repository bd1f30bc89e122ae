import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { sendMessages } from '../../src/adapters/aws/sqs-messages.ts';

const sqs = mockClient(SQSClient);
beforeEach(() => sqs.reset());

const QUEUE = 'https://sqs.us-east-1.amazonaws.com/111122223333/the-queue';
const send = (...bodies: string[]) => sendMessages(new SQSClient({}), QUEUE, bodies, { firstPauseMs: 1 });
const sent = (): string[][] =>
  sqs
    .commandCalls(SendMessageBatchCommand)
    .map(({ args }) => (args[0].input.Entries ?? []).map(({ MessageBody }) => MessageBody ?? ''));
const refused = (SenderFault: boolean, ...ids: string[]) => ({
  Successful: [],
  Failed: ids.map((Id) => ({ Id, SenderFault, Code: 'InternalError' })),
});

describe('messages to a queue', () => {
  it('go ten at a time', async () => {
    sqs.on(SendMessageBatchCommand).resolves({});
    await send(...Array.from({ length: 23 }, (_, at) => `m${at}`));
    expect(sent().map((batch) => batch.length)).toEqual([10, 10, 3]);
  });

  it('are sent again when the queue did not take them, those alone', async () => {
    sqs
      .on(SendMessageBatchCommand)
      .resolvesOnce(refused(false, '0', '2'))
      .resolvesOnce(refused(false, '2'))
      .resolves({});
    await send('a', 'b', 'c');
    expect(sent()).toEqual([['a', 'b', 'c'], ['a', 'c'], ['c']]);
  });

  it('fail in the end, at once where the sender is at fault', async () => {
    sqs.on(SendMessageBatchCommand).resolves(refused(false, '0'));
    await expect(send('a')).rejects.toMatchObject({
      name: 'WrongUsage',
      message: expect.stringContaining('InternalError'),
    });
    expect(sent()).toHaveLength(5);
    sqs.reset();
    sqs.on(SendMessageBatchCommand).resolves(refused(true, '0'));
    await expect(send('a')).rejects.toMatchObject({ name: 'WrongUsage' });
    expect(sent()).toHaveLength(1);
  });
});

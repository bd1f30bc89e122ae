import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { parseMonth } from '../src/domain/month.ts';
import type { Change } from '../src/steps/start-editions.ts';

/** The object of an S3 event from EventBridge. */
export interface QueuedObject {
  /** EventBridge sends keys unencoded, unlike S3's own notifications. */
  readonly key: string;
  /** Whether to re-read the object although it is active (`factsheets replay --force`). S3 itself never sets it. */
  readonly force: boolean;
}

export function objectOf(body: string): QueuedObject {
  const event: unknown = JSON.parse(body);
  const detail = fieldOf(event, 'detail');
  const key = fieldOf(fieldOf(detail, 'object'), 'key');
  if (typeof key !== 'string' || key === '') throw new Error('the message is not an event of an S3 object');
  return { key, force: fieldOf(detail, 'force') === true };
}

/** Returns a member of a value, or undefined if the value is not an object. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/**
 * Handles the messages of a batch one after the other. A message that fails goes back to its queue alone, and to the
 * dead-letter queue after the queue's last retry; the others are done.
 */
export async function eachMessage(
  { Records }: SQSEvent,
  handle: (record: SQSRecord) => Promise<void>,
  failed: (record: SQSRecord, error: unknown) => void,
): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const record of Records) {
    try {
      await handle(record);
    } catch (error) {
      failed(record, error);
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
}

/**
 * Reads a message of the editions' queue: an event, `{"sweep": true}` for a change that may affect everything (with a
 * `"sheet"`, only that sheet), or `{"detail": {"sheet", "month", "asked": true}}` for a requested edition (`factsheets
 * publish`).
 */
export function changeOf(body: string): Change {
  const message: unknown = JSON.parse(body);
  const swept = fieldOf(message, 'sheet');
  if (fieldOf(message, 'sweep') === true)
    return { hotline: null, sheet: typeof swept === 'string' ? swept : null, month: null };
  const detail = fieldOf(message, 'detail');
  const text = (name: string): string | null => {
    const value = fieldOf(detail, name);
    return typeof value === 'string' ? value : null;
  };
  const change = {
    hotline: text('hotline'),
    sheet: text('sheet'),
    month: parseMonth(text('month') ?? ''),
    asked: fieldOf(detail, 'asked') === true,
  };
  if (change.month === null || (change.hotline === null && change.sheet === null))
    throw new Error('the message names no hotline or sheet with a month');
  return change;
}

/** Returns the id of the message from which this one was split; null for a message that was not split. */
export function sharedFrom(body: string): string | null {
  const from = fieldOf(JSON.parse(body), 'sharedFrom');
  return typeof from === 'string' ? from : null;
}

/**
 * Returns a message that `changeOf` reads as the same change for a single sheet.
 * @param sharedFrom the id of the original message that all sheets' messages come from
 */
export const messageFor = (sheet: string, { hotline, month }: Change, sharedFrom: string): string =>
  JSON.stringify({ ...(month === null ? { sweep: true, sheet } : { detail: { hotline, month, sheet } }), sharedFrom });

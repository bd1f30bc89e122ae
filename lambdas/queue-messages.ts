import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { parseMonth } from '../src/domain/month.ts';
import type { Change } from '../src/steps/start-editions.ts';

/** The object an S3 event of EventBridge speaks of. */
export interface ObjectTold {
  /** Unlike S3's own notifications, EventBridge gives keys unencoded. */
  readonly key: string;
  /** Whether it is to be read again though it is in force (`factsheets replay --force`); S3 itself never asks for it. */
  readonly force: boolean;
}

export function objectOf(body: string): ObjectTold {
  const event: unknown = JSON.parse(body);
  const detail = fieldOf(event, 'detail');
  const key = fieldOf(fieldOf(detail, 'object'), 'key');
  if (typeof key !== 'string' || key === '') throw new Error('the message is not an event of an S3 object');
  return { key, force: fieldOf(detail, 'force') === true };
}

/** A member of what may be an object. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/**
 * Handles the messages of a batch one after the other. One that fails goes back to its queue alone, and after the queue's
 * last retry to the dead letters; the others are done.
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
 * What a message of the editions' queue says has changed: an event of the bus, `{"sweep": true}` for anything at all (with a
 * `"sheet"`, for that one), or
 * `{"detail": {"sheet", "month", "asked": true}}` from who asks for an edition (`factsheets publish`).
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

/** What a message that was shared out came from; null for one that was not. */
export function sharedFrom(body: string): string | null {
  const from = fieldOf(JSON.parse(body), 'sharedFrom');
  return typeof from === 'string' ? from : null;
}

/**
 * The message that `changeOf` reads back as a change for one sheet alone.
 * @param sharedFrom the id of the message that all sheets' messages come from
 */
export const messageFor = (sheet: string, { hotline, month }: Change, sharedFrom: string): string =>
  JSON.stringify({ ...(month === null ? { sweep: true, sheet } : { detail: { hotline, month, sheet } }), sharedFrom });

import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '../src/domain/effects.ts';
import { Failure } from '../src/domain/failure.ts';
import { printable, printableIn } from '../src/domain/text/printable.ts';

export const logger = new Logger();

/** The fields that may be logged: the program's own names, counts and codes. All other fields of a step are dropped. */
const FIELDS: ReadonlySet<string> = new Set([
  'key',
  'status',
  'sheet',
  'month',
  'revision',
  'complete',
  'bytes',
  'hotline',
  'tables',
  'language',
  'sent',
  'failed',
  'suspended',
  'uncertain',
  'verdict',
  'code',
  'attempt',
  'facts',
  'problems',
  'revisions',
  'sheets',
  'files',
  'changed',
]);

/** Writes the steps' log to CloudWatch, with the allowed fields only. */
export const log: Log = {
  info(event, fields = {}) {
    const allowed = Object.entries(fields).filter(([name]) => FIELDS.has(name));
    logger.info(event, printableIn(Object.fromEntries(allowed)));
  },
};

/**
 * Wraps a handler and logs its failure by name. For an error that is not one of the program's own failures, only the
 * name is logged: the message of an engine or a parser may quote a cell.
 */
export function withFailureLog<Event, Result>(step: string, handle: (event: Event) => Promise<Result>) {
  return async (event: Event): Promise<Result> => {
    try {
      return await handle(event);
    } catch (error) {
      throw reportFailure(step, error);
    }
  };
}

/**
 * Logs an error (alarms count these lines, lib/pipeline-alarms.ts) and returns an error that is safe to expose.
 * `request` is the number that a person sees on an error page.
 */
export function reportFailure(step: string, error: unknown, request?: string): Error {
  const about = { step, ...(request !== undefined && { request }) };
  if (error instanceof Failure) {
    logger.error('failed', { ...about, failure: error.name, reason: printable(error.message) });
    return error;
  }
  const name = nameOf(error);
  logger.error('failed', { ...about, failure: name });
  const bare = new Error(`${step} failed: ${name}; see docs/runbook.md`);
  bare.name = name;
  return bare;
}

/** A network error has the name `Error`; its code identifies it, and the state machine retries by that code. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return error.name === 'Error' && 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

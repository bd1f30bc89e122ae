import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '../src/domain/effects.ts';
import { Failure } from '../src/domain/failure.ts';
import { printable, printableIn } from '../src/domain/text/printable.ts';

export const logger = new Logger();

/** The fields that may be logged: names, counts and codes of the program's own. Whatever else a step tells is left out. */
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
]);

/** The steps' log in CloudWatch, with the allowed fields only. */
export const log: Log = {
  info(event, fields = {}) {
    const allowed = Object.entries(fields).filter(([name]) => FIELDS.has(name));
    logger.info(event, printableIn(Object.fromEntries(allowed)));
  },
};

/**
 * Logs a handler's failure under its name. Of an error that is not a failure of the program's own, only the name is logged: an
 * engine's or a parser's message may quote a cell.
 */
export function observed<Event, Result>(step: string, handle: (event: Event) => Promise<Result>) {
  return async (event: Event): Promise<Result> => {
    try {
      return await handle(event);
    } catch (error) {
      throw reported(step, error);
    }
  };
}

/** Logs what went wrong (alarms count these lines, lib/pipeline-alarms.ts), and returns what may be said of it outside. */
export function reported(step: string, error: unknown): Error {
  if (error instanceof Failure) {
    logger.error('failed', { step, failure: error.name, reason: printable(error.message) });
    return error;
  }
  const name = nameOf(error);
  logger.error('failed', { step, failure: name });
  const bare = new Error(`${step} failed: ${name}; see docs/runbook.md`);
  bare.name = name;
  return bare;
}

/** An error of the network is called `Error`, and its code says what it is: the state machine retries it by that. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return error.name === 'Error' && 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

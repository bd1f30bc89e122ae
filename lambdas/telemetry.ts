import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import type { Log } from '../src/domain/effects.ts';
import { Failure } from '../src/domain/failure.ts';

const NAMESPACE = 'Factsheets';

export const logger = new Logger();
export const metrics = new Metrics({ namespace: NAMESPACE });
export const tracer = new Tracer();

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
]);

/** The steps' log in CloudWatch, with the allowed fields only. */
export const log: Log = {
  info(event, fields = {}) {
    logger.info(event, Object.fromEntries(Object.entries(fields).filter(([name]) => FIELDS.has(name))));
  },
};

/** What a function's metrics count; alarms watch them (lib/). */
export type MetricName =
  | 'ExportsAccepted'
  | 'ExportsRejected'
  | 'ExportsOverdue'
  | 'DistributionsEmpty'
  | 'MessagesSent'
  | 'MessagesFailed'
  | 'MessagesUncertain'
  | 'StakeholdersSuspended';

export function count(name: MetricName, value = 1): void {
  metrics.addMetric(name, MetricUnit.Count, value);
}

/**
 * A handler whose failures are logged with their name, whose metrics are published and whose time is traced. What is not a
 * failure of the program's own is logged by its name alone: an engine's or a parser's message may quote a cell.
 */
export function observed<Event, Result>(step: string, handle: (event: Event) => Promise<Result>) {
  return async (event: Event): Promise<Result> => {
    const parent = tracer.getSegment();
    const segment = parent?.addNewSubsegment(`## ${step}`);
    if (segment) tracer.setSegment(segment);
    try {
      return await handle(event);
    } catch (error) {
      throw reported(step, error);
    } finally {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
      segment?.close();
      if (parent) tracer.setSegment(parent);
    }
  };
}

/** Logs what went wrong and gives back what may be said of it outside. */
export function reported(step: string, error: unknown): Error {
  if (error instanceof Failure) {
    logger.error('failed', { step, failure: error.name, reason: error.message });
    return error;
  }
  const name = error instanceof Error ? error.name : typeof error;
  logger.error('failed', { step, failure: name });
  const bare = new Error(`${step} failed: ${name}; docs/runbook.md tells how to look into it`);
  bare.name = name;
  return bare;
}

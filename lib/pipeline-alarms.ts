import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';
import type { Distribution } from './distribution.ts';
import type { EventLog } from './event-log.ts';
import type { Ingest } from './ingest.ts';
import type { Publish } from './publish.ts';
import type { StepLambda } from './step-lambda.ts';
import type { WorkQueue } from './work-queue.ts';

const period = ALARM_PERIOD;

/** Everything of the pipeline that an operator must hear of. */
export function watchPipeline(alarms: Alarms, ingest: Ingest, publish: Publish, steps: readonly StepLambda[]): void {
  watchQueue(alarms, ingest.uploads, 'Uploads', Duration.minutes(30));
  watchQueue(alarms, publish.editions, 'Editions', Duration.minutes(30));
  watchPublications(alarms, publish);
  for (const step of steps) watchFunction(alarms, step);
}

function watchQueue(
  alarms: Alarms,
  { queue, deadLetters }: WorkQueue,
  name: 'Uploads' | 'Editions',
  late: Duration,
): void {
  alarms.watch({
    heading: `${name} set aside`,
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    above: 0,
    why: 'A message failed five times and lies in the dead-letter queue.',
  });
  alarms.watch({
    heading: `${name} waiting`,
    metric: queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
    above: late.toSeconds(),
    why: `The oldest message has waited for more than ${late.toMinutes()} minutes.`,
  });
}

function watchPublications(alarms: Alarms, { machine: { machine } }: Publish): void {
  const options = { period, statistic: 'Sum' };
  alarms.watch({
    heading: 'Publication failed',
    metric: new MathExpression({
      // a sum with a silent metric in it would be silent
      expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)',
      label: 'publications that did not succeed',
      period,
      usingMetrics: {
        failed: machine.metricFailed(options),
        timedOut: machine.metricTimedOut(options),
        aborted: machine.metricAborted(options),
      },
    }),
    above: 0,
    why: 'An edition was not brought up to date.',
  });
}

function watchFunction(alarms: Alarms, { step, fn }: StepLambda): void {
  alarms.watch({
    heading: 'Function failing',
    of: step,
    metric: fn.metricErrors({ period, statistic: 'Sum' }),
    above: 0,
    why: `${step} threw, ran out of time or out of memory.`,
  });
  alarms.watch({
    heading: 'Function throttled',
    of: step,
    metric: fn.metricThrottles({ period, statistic: 'Sum' }),
    above: 0,
    why: `${step} was refused a place to run.`,
  });
}

/** What the bus tells of and a person should hear of. */
export function watchEvents(alarms: Alarms, events: EventLog): void {
  alarms.watch({
    heading: 'Export rejected',
    metric: events.count('ExportRejected').with({ period }),
    above: 0,
    why: 'An upload, or a table of it, was refused; what was in force stays in force.',
  });
  alarms.watch({
    heading: 'Export overdue',
    metric: events.count('ExportOverdue').with({ period }),
    above: 0,
    why: "A hotline's export of last month is missing on the day it was due.",
  });
}

/** What an operator must hear of messages to stakeholders. */
export function watchDistribution(alarms: Alarms, events: EventLog, { missed }: Distribution): void {
  alarms.watch({
    heading: 'Nothing to distribute',
    metric: events.count('NothingToDistribute').with({ period }),
    above: 0,
    why: 'A schedule came round and no approved edition was ready.',
  });
  alarms.watch({
    heading: 'Distribution incomplete',
    metric: events
      .count('DistributionFinished', { as: 'DistributionIncomplete', fields: ['waiting', 'failed', 'uncertain'] })
      .with({ period }),
    above: 0,
    why: 'A run ended and somebody did not get the message, or it is not known whether they did.',
  });
  alarms.watch({
    heading: 'Distribution missed',
    metric: missed.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    above: 0,
    why: 'A schedule, an approval or word of mail that came back could not be dealt with.',
  });
}

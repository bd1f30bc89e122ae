import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type IFilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { FailureName } from '../src/domain/failure-names.ts';
import { DEPLOYED_PARTS } from '../src/domain/function-steps.ts';
import { ALARM_PERIOD, type AlarmHeading, type Alarms } from './alarms.ts';
import type { Distribution } from './distribution.ts';
import type { EventLog } from './event-log.ts';
import type { DeployedStep } from './function-sizes.ts';
import type { Ingest } from './ingest.ts';
import type { Publish } from './publish.ts';
import { constructId, type StepLambda } from './step-lambda.ts';
import type { WorkQueue } from './work-queue.ts';

const period = ALARM_PERIOD;

/** Adds all alarms of the pipeline. */
export function watchPipeline(alarms: Alarms, ingest: Ingest, publish: Publish, steps: readonly StepLambda[]): void {
  watchQueue(alarms, ingest.uploads, 'Uploads', Duration.minutes(30));
  watchQueue(alarms, publish.editions, 'Editions', Duration.minutes(30));
  watchPublications(alarms, publish);
  watchSweeps(alarms, publish);
  watchReports(alarms, steps);
  for (const step of steps) watchFunction(alarms, step);
}

/** Adds alarms on a queue's messages that failed, and on the age of its oldest message. */
export function watchQueue(
  alarms: Alarms,
  { queue, deadLetters }: WorkQueue,
  name: 'Uploads' | 'Editions' | 'Checks',
  late: Duration,
): void {
  alarms.watch({
    heading: `${name} in dead-letter queue`,
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    above: 0,
    why: 'A message failed five times and is in the dead-letter queue.',
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
      // Without FILL, a sum that includes a metric without data has no data.
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

/** A sweep runs every six hours, so the alarm stays on as long as every sweep finds a failed publication. */
function watchSweeps(alarms: Alarms, { steps }: Publish): void {
  const start = steps.find(({ step }) => step === 'start-editions');
  if (!start) throw new Error('no function starts editions');
  const pattern = FilterPattern.all(
    FilterPattern.stringValue('$.message', '=', 'publication'),
    FilterPattern.stringValue('$.status', '=', 'retried'),
  );
  alarms.watch({
    heading: 'Edition behind',
    metric: countLines(alarms, start, 'EditionsBehind', pattern).with({ period: Duration.hours(6) }),
    above: 0,
    why: 'A sweep found an edition whose publication had failed, and retried it.',
  });
}

/** The functions that compare pages, annexes and decisions with the recorded and approved ones. */
const COMPARING: readonly DeployedStep[] = [
  'answer-link',
  'decide-revision',
  'distribute',
  'portal-view',
  'portal-review',
  'portal-mail',
  'publish-public',
];

function watchReports(alarms: Alarms, steps: readonly StepLambda[]): void {
  const comparing = steps.filter(({ step }) => COMPARING.includes(step));
  const watch = (heading: AlarmHeading, failure: FailureName, why: string): void =>
    alarms.watch({ heading, metric: failuresNamed(alarms, comparing, failure), above: 0, why });
  watch(
    'Report changed',
    'ReportChanged',
    'A page or an annex is not the one that was recorded or approved. Nothing was sent.',
  );
  watch(
    'State changed',
    'StateChanged',
    'The table lacks decisions that were made: an older copy is in use. Nothing was approved or sent.',
  );
}

/** Returns a metric that counts logged failures with a given name. */
function failuresNamed(alarms: Alarms, steps: readonly StepLambda[], failure: FailureName): IMetric {
  const pattern = FilterPattern.stringValue('$.failure', '=', failure);
  const counts = steps.map((one): [string, Metric] => [
    one.step.replaceAll('-', ''),
    countLines(alarms, one, `${constructId(one.step)}${failure}`, pattern).with({ period }),
  ]);
  return new MathExpression({
    expression: counts.map(([name]) => `FILL(${name}, 0)`).join(' + '),
    label: `failures named ${failure}`,
    period,
    usingMetrics: Object.fromEntries(counts),
  });
}

/**
 * The handlers that handle a failure themselves, so that Lambda counts no error: messages go back to the queue one by
 * one, and links and the portal return a page.
 */
const ANSWERING: readonly DeployedStep[] = [
  'ingest-export',
  'start-editions',
  'answer-link',
  'check-upload',
  ...DEPLOYED_PARTS.map((part) => `portal-${part}` as const),
];

/**
 * Returns a metric of a function's failures: the errors that Lambda counts, and the failures that the handler logs and
 * handles.
 */
function failuresOf(alarms: Alarms, watched: StepLambda): IMetric {
  const errors = watched.fn.metricErrors({ period, statistic: 'Sum' });
  if (!ANSWERING.includes(watched.step)) return errors;
  const pattern = FilterPattern.stringValue('$.message', '=', 'failed');
  const logged = countLines(alarms, watched, `${constructId(watched.step)}Failed`, pattern).with({ period });
  return new MathExpression({
    expression: 'FILL(errors, 0) + FILL(logged, 0)',
    label: 'failures',
    period,
    usingMetrics: { errors, logged },
  });
}

/** Returns a metric that counts matching lines of a function's log. */
export const countLines = (
  alarms: Alarms,
  { log }: StepLambda,
  metricName: string,
  filterPattern: IFilterPattern,
): Metric =>
  new MetricFilter(alarms, metricName, {
    logGroup: log,
    metricNamespace: alarms.namespace,
    metricName,
    filterPattern,
    metricValue: '1',
  }).metric({ statistic: 'Sum' });

function watchFunction(alarms: Alarms, watched: StepLambda): void {
  const { step, fn } = watched;
  alarms.watch({
    heading: 'Function failing',
    of: step,
    metric: failuresOf(alarms, watched),
    above: 0,
    why: `${step} failed, timed out or ran out of memory.`,
  });
  alarms.watch({
    heading: 'Function throttled',
    of: step,
    metric: fn.metricThrottles({ period, statistic: 'Sum' }),
    above: 0,
    why: `${step} was throttled.`,
  });
}

/** Adds alarms on events that a person should know about. */
export function watchEvents(alarms: Alarms, events: EventLog): void {
  alarms.watch({
    heading: 'Export rejected',
    metric: events.count('ExportRejected').with({ period }),
    above: 0,
    why: 'An upload, or one of its tables, was rejected; the active exports did not change.',
  });
  alarms.watch({
    heading: 'Export overdue',
    metric: events.count('ExportOverdue').with({ period }),
    above: 0,
    why: "A hotline's export of last month is missing on the day it was due.",
  });
  alarms.watch({
    heading: 'Draft waiting',
    metric: events.count('DraftWaiting').with({ period }),
    above: 0,
    why: 'No one has approved or rejected a draft for too long.',
  });
}

/** Adds alarms on messages to stakeholders. */
export function watchDistribution(alarms: Alarms, events: EventLog, { missed }: Distribution): void {
  alarms.watch({
    heading: 'Nothing to distribute',
    metric: events.count('NothingToDistribute').with({ period }),
    above: 0,
    why: 'A sheet was due to be sent, and no approved edition was ready.',
  });
  alarms.watch({
    heading: 'Distribution incomplete',
    metric: events
      .count('DistributionFinished', { as: 'DistributionIncomplete', fields: ['waiting', 'failed', 'uncertain'] })
      .with({ period }),
    above: 0,
    why: 'A run ended, and some messages were not sent, or may not have been sent.',
  });
  alarms.watch({
    heading: 'Distribution missed',
    metric: missed.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    above: 0,
    why: 'A scheduled send, an approval, or a bounce or complaint could not be processed.',
  });
}

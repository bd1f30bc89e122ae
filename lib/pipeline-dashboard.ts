import { Duration } from 'aws-cdk-lib';
import { AlarmStatusWidget, Dashboard, GraphWidget, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { Ingest } from './ingest.ts';
import type { Publish } from './publish.ts';
import type { StepLambda } from './step-lambda.ts';

/** Adds a dashboard of one page: alarms first, then incoming work, running work and durations. */
export function addDashboard(
  scope: Construct,
  name: string,
  {
    alarms,
    ingest,
    publish,
    steps,
  }: {
    readonly alarms: Alarms;
    readonly ingest: Ingest;
    readonly publish: Publish;
    readonly steps: readonly StepLambda[];
  },
): void {
  const { machine } = publish.machine;
  const queues = [ingest.uploads, publish.editions];
  new Dashboard(scope, 'Dashboard', {
    dashboardName: name,
    defaultInterval: Duration.days(7),
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: alarms.all, width: 24, height: 4 })],
      [
        graph(
          'Messages waiting',
          queues.map(({ queue }) => queue.metricApproximateNumberOfMessagesVisible()),
        ),
        graph(
          'Messages in dead-letter queues',
          queues.map(({ deadLetters }) => deadLetters.metricApproximateNumberOfMessagesVisible()),
        ),
        graph('Publications', [machine.metricStarted(), machine.metricSucceeded(), machine.metricFailed()]),
      ],
      [
        graph(
          'Runs',
          steps.map(({ step, fn }) => fn.metricInvocations({ label: step })),
        ),
        graph(
          'Slowest run, ms',
          steps.map(({ step, fn }) => fn.metricDuration({ label: step, statistic: 'Maximum' })),
        ),
        graph(
          'Errors',
          steps.map(({ step, fn }) => fn.metricErrors({ label: step })),
        ),
      ],
    ],
  });
}

const graph = (title: string, left: IMetric[]): IWidget => new GraphWidget({ title, left, width: 8, height: 6 });

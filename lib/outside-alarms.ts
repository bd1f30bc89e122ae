import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';
import type { DeployedStep } from './function-sizes.ts';
import type { StepLambda } from './step-lambda.ts';

/** The number of six-hour periods for which a scheduled function may be silent before the alarm goes off. */
const HEARTBEATS: Readonly<Partial<Record<DeployedStep, number>>> = {
  'start-editions': 2, // sweeps every six hours
  'watch-exports': 5, // runs once a day
  retire: 5,
  'list-active-facts': 5,
};

/**
 * Adds alarms that go off if a scheduled function does not run at all: every other alarm is silent while nothing
 * happens.
 */
export function watchHeartbeats(alarms: Alarms, steps: readonly StepLambda[]): void {
  for (const { step, fn } of steps) {
    const periods = HEARTBEATS[step];
    if (periods === undefined) continue;
    alarms.expect({
      heading: 'Not running',
      of: step,
      metric: fn.metricInvocations({ period: Duration.hours(6), statistic: 'Sum' }),
      periods,
      why: `${step} has not run for ${periods * 6} hours.`,
    });
  }
}

/**
 * SES reviews an account at 5% bounces and 0.1% complaints, and may pause it (docs.aws.amazon.com/ses, "Reputation
 * metrics").
 */
const REPUTATION = [
  { metricName: 'Reputation.BounceRate', above: 0.04, of: 'bounces' },
  { metricName: 'Reputation.ComplaintRate', above: 0.0008, of: 'complaints' },
] as const;

/** Adds alarms on metrics of the surrounding services, which no function can see. */
export function watchOutside(alarms: Alarms, addresses: readonly StepLambda[]): void {
  for (const { metricName, above, of } of REPUTATION)
    alarms.watch({
      heading: 'Mail reputation',
      of,
      metric: new Metric({ namespace: 'AWS/SES', metricName, period: Duration.hours(1), statistic: 'Maximum' }),
      above,
      why: `So many ${of} that SES may soon pause the account.`,
    });
  alarms.watch({
    heading: 'Distribution missed',
    of: 'schedules',
    metric: new Metric({
      namespace: 'AWS/Scheduler',
      metricName: 'InvocationDroppedCount',
      dimensionsMap: { ScheduleGroup: 'default' },
      period: ALARM_PERIOD,
      statistic: 'Sum',
    }),
    above: 0,
    why: 'EventBridge Scheduler gave up on a schedule of this account and region.',
  });
  for (const { step, fn } of addresses)
    alarms.watch({
      heading: 'Address failing',
      of: step,
      metric: fn.metric('Url5xxCount', { period: ALARM_PERIOD, statistic: 'Sum' }),
      above: 0,
      why: `Whoever called the address of ${step} got an error.`,
    });
}

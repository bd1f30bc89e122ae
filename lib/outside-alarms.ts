import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';
import type { DeployedStep } from './function-sizes.ts';
import type { StepLambda } from './step-lambda.ts';

/** How many quarters of a day a function that runs by the clock may be silent, before somebody looks. */
const HEARTBEATS: Readonly<Partial<Record<DeployedStep, number>>> = {
  'start-editions': 2, // a sweep every six hours
  'watch-exports': 5, // once a day
  retire: 5,
};

/** Rings when what runs by the clock does not run at all: everything else is silent while nothing happens. */
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

/** SES begins a review of an account at 5% bounces and 0.1% complaints, and may pause it (docs.aws.amazon.com/ses, "Reputation metrics"). */
const REPUTATION = [
  { metricName: 'Reputation.BounceRate', above: 0.04, of: 'bounces' },
  { metricName: 'Reputation.ComplaintRate', above: 0.0008, of: 'complaints' },
] as const;

/** What services around the functions see, and no function hears of. */
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
    why: 'EventBridge Scheduler gave up a schedule of this account and region.',
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

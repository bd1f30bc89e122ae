import { Fn, type Stack } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';

/** Returns all rules of a stack. */
export const rulesOf = (stack: Stack): CfnRule[] =>
  stack.node.findAll().filter((construct): construct is CfnRule => construct instanceof CfnRule);

/**
 * Adds alarms for events that EventBridge could not deliver: messages in the queue of undelivered events, and rules
 * whose calls fail permanently.
 */
export function watchDelivery(alarms: Alarms, undelivered: Queue, rules: readonly CfnRule[]): void {
  alarms.watch({
    heading: 'Events undelivered',
    of: 'dead letters',
    metric: undelivered.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: 'Maximum' }),
    above: 0,
    why: 'An event did not reach the event log, the reviewers or the daily watch.',
  });
  for (let from = 0; from < rules.length; from += MOST_METRICS)
    watchRules(alarms, from === 0 ? 'rules' : `rules from ${from + 1}`, rules.slice(from, from + MOST_METRICS));
}

/** The maximum number of metrics in one alarm. */
const MOST_METRICS = 10;

function watchRules(alarms: Alarms, of: string, rules: readonly CfnRule[]): void {
  const failed = Object.fromEntries(rules.map((rule, index) => [`rule${index}`, failedInvocations(rule)]));
  alarms.watch({
    heading: 'Events undelivered',
    of,
    metric: new MathExpression({
      // Without FILL, a sum that includes a metric without data has no data.
      expression: Object.keys(failed)
        .map((name) => `FILL(${name}, 0)`)
        .join(' + '),
      label: 'events that rules could not deliver',
      period: ALARM_PERIOD,
      usingMetrics: failed,
    }),
    above: 0,
    why: 'A rule could not call its target.',
  });
}

/** On a custom event bus the metric has two dimensions, and the rule's ARN contains the bus: `rule/<bus>/<name>`. */
function failedInvocations(rule: CfnRule): IMetric {
  const place = Fn.split('/', rule.attrArn);
  const bus = rule.eventBusName;
  const dimensionsMap = bus
    ? { EventBusName: String(bus), RuleName: Fn.select(2, place) }
    : { RuleName: Fn.select(1, place) };
  return new Metric({
    namespace: 'AWS/Events',
    metricName: 'FailedInvocations',
    dimensionsMap,
    period: ALARM_PERIOD,
    statistic: 'Sum',
  });
}

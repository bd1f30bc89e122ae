import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, type LogGroup, MetricFilter, ResourcePolicy } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EVENT_SOURCE, type EventName } from '../src/domain/event-names.ts';
import { eventLogName } from './data-key.ts';
import type { StageName } from './stage-config.ts';
import { letRuleSend } from './undelivered.ts';

export interface EventLogProps {
  readonly log: LogGroup;
  /** Receives events that could not be written to the log. */
  readonly undelivered: Queue;
  readonly stage: StageName;
}

/** Logs all events on the event bus, without any value of an export, and counts metrics from the log. */
export class EventLog extends Construct {
  readonly log: LogGroup;
  private readonly namespace: string;

  constructor(scope: Construct, id: string, bus: EventBus, { log, undelivered, stage }: EventLogProps) {
    super(scope, id);
    this.log = log;
    this.namespace = `Factsheets/${stage}`;
    const all = new Rule(this, 'All', {
      description: 'Every event is logged',
      eventBus: bus,
      eventPattern: { source: [EVENT_SOURCE] },
    });
    // CDK's own target for logs would add a function with rights on every log's policy. Like that target, this code
    // writes the ARN without the `:*` that CloudFormation appends: EventBridge has dropped events to an ARN with it,
    // without an error.
    const arn = Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: eventLogName(stage),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    all.addTarget({ bind: () => ({ arn, deadLetterConfig: { arn: undelivered.queueArn } }) });
    letRuleSend(undelivered, all);
    const principals = [
      new ServicePrincipal('events.amazonaws.com'),
      new ServicePrincipal('delivery.logs.amazonaws.com'),
    ];
    const resources = [this.log.logGroupArn];
    // The service creates streams on its own behalf, so only writing events can be restricted to the rule.
    const conditions = { ArnEquals: { 'aws:SourceArn': all.ruleArn } };
    new ResourcePolicy(this, 'Policy', {
      policyStatements: [
        new PolicyStatement({ principals, actions: ['logs:CreateLogStream'], resources }),
        new PolicyStatement({ principals, actions: ['logs:PutLogEvents'], resources, conditions }),
      ],
    });
  }

  /**
   * Returns a metric that counts the events with a given name.
   * @param where counts only events with a number above 0 in at least one of these fields of their detail, under the
   * name `as`
   */
  count(event: EventName, where?: { readonly as: string; readonly fields: readonly string[] }): Metric {
    const named = FilterPattern.stringValue('$.detail-type', '=', event);
    const above = where?.fields.map((field) => FilterPattern.numberValue(`$.detail.${field}`, '>', 0)) ?? [];
    const metricName = where?.as ?? event;
    const filter = new MetricFilter(this, metricName, {
      logGroup: this.log,
      metricNamespace: this.namespace,
      metricName,
      filterPattern: above.length > 0 ? FilterPattern.all(named, FilterPattern.any(...above)) : named,
      metricValue: '1',
      defaultValue: 0,
    });
    return filter.metric({ statistic: 'Sum' });
  }
}

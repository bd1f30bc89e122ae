import { Stack } from 'aws-cdk-lib';
import { type EventBus, EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { EVENT_SOURCE, type EventName } from '../src/contract/event-names.ts';
import type { StageConfig } from './stage-config.ts';

/** Who is told of what by e-mail: reviewers of a finished revision, operators of an alarm. */
export class Notices extends Construct {
  readonly alarms: Topic;
  readonly reviewers: Topic;

  constructor(scope: Construct, id: string, bus: EventBus, { stage, reviewers, operators }: StageConfig) {
    super(scope, id);
    const key = this.key(stage);
    this.reviewers = new Topic(this, 'Reviewers', {
      displayName: `Fact sheets (${stage})`,
      masterKey: key,
      enforceSSL: true,
    });
    this.alarms = new Topic(this, 'Alarms', {
      displayName: `Fact sheets, alarms (${stage})`,
      masterKey: key,
      enforceSSL: true,
    });
    this.letAlarmsPublish();
    for (const address of reviewers) this.reviewers.addSubscription(new EmailSubscription(address));
    for (const address of operators) this.alarms.addSubscription(new EmailSubscription(address));
    new Rule(this, 'RevisionReady', {
      description: 'A revision waits for review: reviewers are told',
      eventBus: bus,
      eventPattern: { source: [EVENT_SOURCE], detailType: ['RevisionReady' satisfies EventName] },
      targets: [new SnsTopic(this.reviewers, { message: RuleTargetInput.fromMultilineText(revisionReady()) })],
    });
  }

  /** A topic with a policy of its own (it refuses what comes without TLS) has lost the one that let the account's alarms in. */
  private letAlarmsPublish(): void {
    this.alarms.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.alarms.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }

  /**
   * EventBridge and CloudWatch may send to topics only if they may use the topics' key, and no key of AWS's own lets them.
   * SNS knows no condition on the account for what comes from EventBridge; the topics' policies narrow who may publish.
   */
  private key(stage: string): Key {
    const key = new Key(this, 'Key', {
      description: `Hotline fact sheets, ${stage}: notices`,
      enableKeyRotation: true,
    });
    const use = (service: string, conditions?: Record<string, Record<string, string>>): void => {
      key.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: ['*'], // in a key's policy: this key
          ...(conditions && { conditions }),
        }),
      );
    };
    use('events');
    use('cloudwatch', { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } });
    return key;
  }
}

/** The mail to reviewers: names and printed totals alone. */
function revisionReady(): string {
  const of = (field: string): string => EventField.fromPath(`$.detail.${field}`);
  return [
    `${of('sheet')} ${of('month')}, revision ${of('revision')} waits for review.`,
    `Complete: ${of('complete')}. Corrects revision: ${of('corrects')}. Totals as printed: ${of('totals')}.`,
    `Its files: ${of('files')}`,
    'How to look at them: docs/deploy.md, "Where the PDF is".',
  ].join('\n');
}

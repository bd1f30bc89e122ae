import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type EventBus, EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EVENT_SOURCE, type EventName } from '../src/contract/event-names.ts';
import type { StageConfig } from './stage-config.ts';

/** Who is told of what by e-mail: reviewers of a finished revision, operators of an alarm. */
export class Notices extends Construct {
  readonly alarms: Topic;
  readonly reviewers: Topic;

  constructor(
    scope: Construct,
    id: string,
    bus: EventBus,
    undelivered: Queue,
    { stage, reviewers, operators }: StageConfig,
  ) {
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
      targets: [
        new SnsTopic(this.reviewers, {
          message: RuleTargetInput.fromMultilineText(revisionReady()),
          role: this.publisher(key).withoutPolicyUpdates(),
          deadLetterQueue: undelivered,
        }),
      ],
    });
  }

  /**
   * The rule publishes by a role: a topic that let EventBridge itself in would let in a rule of any account that knows its name.
   * CDK would grant `kms:GenerateDataKey*`.
   */
  private publisher(key: Key): Role {
    const role = new Role(this, 'PublisherRole', { assumedBy: new ServicePrincipal('events.amazonaws.com') });
    const { topicArn } = this.reviewers;
    role.addToPolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [topicArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }));
    return role;
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
   * CloudWatch may send to a topic only if it may use the topic's key, and no key of AWS's own lets it. The key goes with the
   * stack: it encrypts messages on their way and nothing that is kept.
   */
  private key(stage: string): Key {
    const key = new Key(this, 'Key', {
      description: `Hotline fact sheets, ${stage}: notices`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'], // in a key's policy: this key
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
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

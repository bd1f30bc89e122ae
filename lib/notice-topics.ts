import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { StageConfig } from './stage-config.ts';

/**
 * The topics that notify people by e-mail: reviewers about a finished revision, operators about an alarm. Each
 * recipient has confirmed their address.
 */
export class NoticeTopics extends Construct {
  readonly alarms: Topic;
  readonly reviewers: Topic;
  readonly key: Key;

  constructor(scope: Construct, id: string, { stage, reviewers, operators }: StageConfig) {
    super(scope, id);
    this.key = this.addKey(stage);
    const shared = { masterKey: this.key, enforceSSL: true };
    this.reviewers = new Topic(this, 'Reviewers', { displayName: `Fact sheets (${stage})`, ...shared });
    this.alarms = new Topic(this, 'Alarms', { displayName: `Fact sheets, alarms (${stage})`, ...shared });
    this.letAlarmsPublish();
    for (const address of reviewers) this.reviewers.addSubscription(new EmailSubscription(address));
    for (const address of operators) this.alarms.addSubscription(new EmailSubscription(address));
  }

  /**
   * A topic with its own policy (it refuses requests without TLS) loses the default policy, which lets the account's
   * alarms publish.
   */
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
   * CloudWatch can publish to an encrypted topic only if it may use the topic's key, and no AWS managed key allows
   * that. The key is deleted with the stack: it encrypts messages only in transit, not stored data.
   */
  private addKey(stage: string): Key {
    const key = new Key(this, 'Key', {
      description: `Hotline fact sheets, ${stage}: notices`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'], // in a key policy: this key
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    return key;
  }
}

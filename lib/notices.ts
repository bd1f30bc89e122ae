import { type EventBus, EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EVENT_SOURCE, type EventName } from '../src/domain/event-names.ts';
import type { NoticeTopics } from './notice-topics.ts';

/** Word to the reviewers of every revision that waits for them. */
export class Notices extends Construct {
  constructor(scope: Construct, id: string, bus: EventBus, undelivered: Queue, topics: NoticeTopics) {
    super(scope, id);
    new Rule(this, 'RevisionReady', {
      description: 'A revision waits for review: reviewers are told',
      eventBus: bus,
      eventPattern: { source: [EVENT_SOURCE], detailType: ['RevisionReady' satisfies EventName] },
      targets: [
        new SnsTopic(topics.reviewers, {
          message: RuleTargetInput.fromMultilineText(revisionReady()),
          role: this.publisher(topics).withoutPolicyUpdates(),
          deadLetterQueue: undelivered,
        }),
      ],
    });
  }

  /**
   * The rule publishes by a role: a topic that let EventBridge itself in would let in a rule of any account that knows its name.
   * CDK would grant `kms:GenerateDataKey*`.
   */
  private publisher({ key, reviewers }: NoticeTopics): Role {
    const role = new Role(this, 'PublisherRole', { assumedBy: new ServicePrincipal('events.amazonaws.com') });
    const { topicArn } = reviewers;
    role.addToPolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [topicArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }));
    return role;
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

import { type EventBus, EventField, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CANARY } from '../src/domain/canary.ts';
import { EVENT_SOURCE, type EventName } from '../src/domain/event-names.ts';
import type { NoticeTopics } from './notice-topics.ts';

/** Notifies the reviewers by mail that a revision is waiting, or has waited too long. */
export class Notices extends Construct {
  constructor(scope: Construct, id: string, bus: EventBus, undelivered: Queue, topics: NoticeTopics) {
    super(scope, id);
    const role = this.publisher(topics).withoutPolicyUpdates();
    const notify = (event: EventName, description: string, text: string): void => {
      const message = RuleTargetInput.fromMultilineText(text);
      new Rule(this, event, {
        description,
        eventBus: bus,
        eventPattern: { source: [EVENT_SOURCE], detailType: [event], detail: { sheet: Match.anythingBut(CANARY) } },
        targets: [new SnsTopic(topics.reviewers, { message, role, deadLetterQueue: undelivered })],
      });
    };
    notify('RevisionReady', 'Mails reviewers that a revision waits for review', revisionReady());
    notify('DraftWaiting', 'Mails reviewers that a draft has waited too long', draftWaiting());
  }

  /**
   * The rule publishes through a role: a topic policy that allows EventBridge itself would allow a rule of any account
   * that knows the topic's name. CDK would grant `kms:GenerateDataKey*`.
   */
  private publisher({ key, reviewers }: NoticeTopics): Role {
    const role = new Role(this, 'PublisherRole', { assumedBy: new ServicePrincipal('events.amazonaws.com') });
    const { topicArn } = reviewers;
    role.addToPolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [topicArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }));
    return role;
  }
}

const of = (field: string): string => EventField.fromPath(`$.detail.${field}`);

/** Returns the message about a new revision, which contains only names and printed totals. */
function revisionReady(): string {
  return [
    `${of('sheet')} ${of('month')}, revision ${of('revision')} waits for review.`,
    `Complete: ${of('complete')}. Corrects revision: ${of('corrects')}. Totals as printed: ${of('totals')}.`,
    `Its files: ${of('files')}`,
    'How to look at them: docs/deploy.md, "Where the PDF is".',
  ].join('\n');
}

function draftWaiting(): string {
  return [
    `${of('sheet')} ${of('month')}, revision ${of('revision')} has waited for a decision for ${of('days')} days, since ${of('since')}.`,
    `Complete: ${of('complete')}. Other sheets of its family that wait too: ${of('otherSheets')}. Approve or reject it: docs/review.md.`,
  ].join('\n');
}

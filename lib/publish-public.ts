import { Duration, Stack } from 'aws-cdk-lib';
import { type EventBus, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../src/domain/environment.ts';
import { EVENT_SOURCE, type EventName } from '../src/domain/event-names.ts';
import { FUNCTION_SIZES } from './function-sizes.ts';
import type { PublicSite } from './public-site.ts';
import { StepLambda, type StepLambdaProps } from './step-lambda.ts';

/** Events that change what is public. */
const OCCASIONS: readonly EventName[] = ['RevisionApproved', 'SheetHeld', 'SheetReleased'];

/** A decision on a family emits an event per sheet: the site is written after the last one. Other events have no number. */
const LAST_OF_FAMILY = { following: [0, { exists: false }] };

/** The number of times a change is tried before its message is moved to the dead-letter queue. */
const TRIES = 3;

export interface PublishPublicProps extends StepLambdaProps {
  readonly site: PublicSite;
  /** Receives events that could not be sent to the queue. */
  readonly undelivered: Queue;
}

/**
 * Writes the public edition after an approval, a hold or a release, and every six hours. The queue is a FIFO queue with
 * one group: two runs at once could overwrite the newer state with the older one.
 */
export class PublishPublic extends Construct {
  readonly step: StepLambda;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, bus: EventBus, { site, undelivered, ...props }: PublishPublicProps) {
    super(scope, id);
    const { bucketArn, bucketName } = site.bucket;
    // exported by name, so that acknowledgements can name them too
    const exported = (value: string): string => String(Stack.of(site).exportValue(value));
    const bucket = { arn: exported(bucketArn), variable: 'publicBucket', value: exported(bucketName) } as const;
    const resources = { ...props.granted.resources, 'public-bucket': bucket };
    this.step = new StepLambda(this, 'publish-public', { ...props, granted: { ...props.granted, resources } });
    this.step.fn.addEnvironment(ENVIRONMENT.publicAddress, site.address);
    const shared = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) };
    this.deadLetters = new Queue(this, 'DeadLetters', { ...shared, fifo: true });
    const queue = new Queue(this, 'Queue', {
      ...shared,
      fifo: true,
      contentBasedDeduplication: true,
      visibilityTimeout: Duration.seconds(6 * FUNCTION_SIZES['publish-public'].timeout),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: TRIES },
    });
    this.step.fn.addEventSource(new SqsEventSource(queue, { batchSize: 10 }));
    const target = { messageGroupId: 'public', deadLetterQueue: undelivered };
    new Rule(this, 'Occasions', {
      description: 'What is public may have changed',
      eventBus: bus,
      eventPattern: { source: [EVENT_SOURCE], detailType: [...OCCASIONS], detail: LAST_OF_FAMILY },
      targets: [new SqsQueue(queue, target)],
    });
    new Rule(this, 'Sweep', {
      description: 'Publishes again, to make up for lost events and newly deployed definitions',
      schedule: Schedule.rate(Duration.hours(6)),
      targets: [new SqsQueue(queue, { ...target, message: RuleTargetInput.fromObject({ sweep: true }) })],
    });
  }
}

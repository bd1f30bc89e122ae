import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface WorkQueueProps {
  /** The timeout of the function that works off the queue. */
  readonly workTimeout: Duration;
  /** How long a message waits before it is seen. */
  readonly delay: Duration;
}

/** How often a message is tried before it is moved to the dead-letter queue. */
const TRIES = 5;

/**
 * Messages to be worked off, and those that could not be. A message is hidden for six times its worker's timeout, as AWS
 * advises, so that one that is still being worked on, throttled or batched, is not seen twice. SQS encrypts with a key of its
 * own: messages hold names and counts, and EventBridge then needs no right on our key.
 */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { workTimeout, delay }: WorkQueueProps) {
    super(scope, id);
    const shared = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) };
    this.deadLetters = new Queue(this, 'DeadLetters', shared);
    this.queue = new Queue(this, 'Queue', {
      ...shared,
      deliveryDelay: delay,
      visibilityTimeout: Duration.seconds(6 * workTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: TRIES },
    });
  }
}

import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface WorkQueueProps {
  /** The timeout of the function that processes the queue. */
  readonly workTimeout: Duration;
  /** The delay before a message becomes visible. */
  readonly delay: Duration;
}

/** The number of times a message is tried before it is moved to the dead-letter queue. */
const TRIES = 5;

/**
 * A queue of messages to process, with its dead-letter queue. A message is hidden for six times the function's timeout,
 * as AWS recommends, so that no message is received twice while it is being processed, throttled or batched. SQS
 * encrypts with its own key: messages contain only names and counts, and EventBridge then needs no rights on our key.
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

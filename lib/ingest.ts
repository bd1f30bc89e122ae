import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { FUNCTION_SIZES } from './function-sizes.ts';
import { StepLambda, type StepLambdaProps } from './step-lambda.ts';
import { WorkQueue } from './work-queue.ts';

/** Calls the function that updates the ledger when an object below `exports/` is created or deleted. */
export class Ingest extends Construct {
  readonly step: StepLambda;
  readonly uploads: WorkQueue;

  constructor(scope: Construct, id: string, exports: Bucket, props: StepLambdaProps) {
    super(scope, id);
    const { timeout } = FUNCTION_SIZES['ingest-export'];
    this.uploads = new WorkQueue(this, 'Uploads', {
      workTimeout: Duration.seconds(timeout),
      delay: Duration.seconds(0),
    });
    this.step = new StepLambda(this, 'ingest-export', props);
    // One upload at a time: a large upload takes all of the function's memory and most of its time.
    this.step.fn.addEventSource(
      new SqsEventSource(this.uploads.queue, {
        batchSize: 1,
        maxConcurrency: props.config.readingsAtATime,
        reportBatchItemFailures: true,
      }),
    );
    new Rule(this, 'Objects', {
      description: 'An object under exports/ was created, replaced or deleted',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created', 'Object Deleted'],
        detail: { bucket: { name: [exports.bucketName] }, object: { key: [{ prefix: 'exports/' }] } },
      },
      targets: [new SqsQueue(this.uploads.queue, { deadLetterQueue: this.uploads.deadLetters })],
    });
  }
}

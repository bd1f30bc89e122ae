import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { StepLambda, type StepLambdaProps } from './step-lambda.ts';

/** Looks every day for exports of last month that are due and missing. */
export class Watch extends Construct {
  readonly step: StepLambda;

  constructor(scope: Construct, id: string, undelivered: Queue, props: StepLambdaProps) {
    super(scope, id);
    this.step = new StepLambda(this, 'watch-exports', props);
    new Rule(this, 'Daily', {
      description: 'Exports of last month that are due and missing are looked for',
      schedule: Schedule.cron({ minute: '0', hour: '12' }),
      targets: [
        new LambdaFunction(this.step.fn, {
          maxEventAge: Duration.hours(2),
          retryAttempts: 3,
          deadLetterQueue: undelivered,
        }),
      ],
    });
  }
}

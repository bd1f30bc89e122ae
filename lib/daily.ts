import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DeployedStep } from './function-sizes.ts';
import { StepLambda, type StepLambdaProps } from './step-lambda.ts';

/** A step that runs once a day. */
export interface DailyStep {
  readonly step: DeployedStep;
  /** Hour of the day, in UTC. */
  readonly hour: number;
  readonly description: string;
}

/** A function that is called once a day. A call that cannot be delivered is moved to its dead-letter queue. */
export class Daily extends Construct {
  readonly step: StepLambda;

  constructor(
    scope: Construct,
    id: string,
    daily: DailyStep,
    props: StepLambdaProps & { readonly undelivered: Queue },
  ) {
    super(scope, id);
    const { step, hour, description } = daily;
    this.step = new StepLambda(this, step, props);
    new Rule(this, 'Daily', {
      description,
      schedule: Schedule.cron({ minute: '0', hour: String(hour) }),
      targets: [
        new LambdaFunction(this.step.fn, {
          maxEventAge: Duration.hours(2),
          retryAttempts: 3,
          deadLetterQueue: props.undelivered,
        }),
      ],
    });
  }
}

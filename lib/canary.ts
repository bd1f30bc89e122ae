import { Duration } from 'aws-cdk-lib';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { CANARY } from '../src/domain/canary.ts';
import { EVENT_SOURCE, type EventName } from '../src/domain/event-names.ts';
import type { Alarms } from './alarms.ts';
import { Daily } from './daily.ts';
import { countLines } from './pipeline-alarms.ts';
import type { StepLambda, StepLambdaProps } from './step-lambda.ts';

const DAILY = { step: 'run-canary', hour: 5, description: 'Invented records go through the pipeline' } as const;

/** The number of six-hour periods that may pass without a correct draft: one day, plus time for retries. */
const SILENT_QUARTERS = 5;

/**
 * Sends an invented export through the real pipeline once a day. When its draft is ready, compares the draft with the
 * expected result.
 */
export class Canary extends Daily {
  constructor(scope: Construct, id: string, bus: EventBus, props: StepLambdaProps & { readonly undelivered: Queue }) {
    super(scope, id, DAILY, props);
    new Rule(this, 'Ready', {
      description: 'The draft of the invented records is ready',
      eventBus: bus,
      eventPattern: {
        source: [EVENT_SOURCE],
        detailType: ['RevisionReady' satisfies EventName],
        detail: { sheet: [CANARY] },
      },
      targets: [new LambdaFunction(this.step.fn, { deadLetterQueue: props.undelivered })],
    });
  }
}

/** Adds an alarm that goes off if no draft of the invented records was correct for more than a day. */
export function watchCanary(alarms: Alarms, canary: StepLambda): void {
  const pattern = FilterPattern.stringValue('$.message', '=', 'canary-alive');
  alarms.expect({
    heading: 'Canary silent',
    metric: countLines(alarms, canary, 'CanaryAlive', pattern).with({ period: Duration.hours(6) }),
    periods: SILENT_QUARTERS,
    why: 'For more than a day no invented export became a draft with the expected figures.',
  });
}

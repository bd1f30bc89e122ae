import { Duration } from 'aws-cdk-lib';
import { type EventBus, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../src/domain/environment.ts';
import type { EventName } from '../src/domain/event-names.ts';
import { EVENT_SOURCE } from '../src/domain/event-names.ts';
import { acknowledgeExecutions } from './acknowledgements.ts';
import { FUNCTION_SIZES } from './function-sizes.ts';
import { PublicationMachine } from './publication-machine.ts';
import { StepLambda, type StepLambdaProps } from './step-lambda.ts';
import { WorkQueue } from './work-queue.ts';

/** Events that may change an edition. An approved revision is the one that the next draft says it corrects. */
const OCCASIONS: readonly EventName[] = ['ExportAccepted', 'ExportWithdrawn', 'RevisionApproved'];

/**
 * The delay of a message about a changed export. Each message then hashes the exports as they are at that time. Eight
 * tables that arrive within this delay therefore yield the same state eight times, and a publication runs once per
 * state.
 */
const SETTLING = Duration.seconds(90);

/** Turns an event about a changed export into a report that waits for review. */
export class Publish extends Construct {
  readonly steps: readonly StepLambda[];
  readonly editions: WorkQueue;
  readonly machine: PublicationMachine;

  constructor(scope: Construct, id: string, bus: EventBus, props: StepLambdaProps) {
    super(scope, id);
    const compute = new StepLambda(this, 'compute-figures', props);
    const render = new StepLambda(this, 'render-report', props);
    const sheets = new StepLambda(this, 'render-sheets', props);
    const record = new StepLambda(this, 'record-report', props);
    const notify = new StepLambda(this, 'notify-reviewers', props);
    const steps = { compute: compute.fn, render: render.fn, sheets: sheets.fn, record: record.fn, notify: notify.fn };
    this.machine = new PublicationMachine(this, 'Publication', steps, props);
    const { stateMachineArn } = this.machine.machine;
    const machine = { arn: stateMachineArn, variable: 'stateMachine', value: stateMachineArn } as const;
    const executions = { ...machine, arn: this.machine.executionsArn };
    const resources = { ...props.granted.resources, 'state-machine': machine, executions };
    const start = new StepLambda(this, 'start-editions', { ...props, granted: { ...props.granted, resources } });
    acknowledgeExecutions(start.role, this.machine);
    this.steps = [start, compute, render, sheets, record, notify];
    this.editions = this.startOnEvents(bus, start);
  }

  private startOnEvents(bus: EventBus, start: StepLambda): WorkQueue {
    const timeout = Duration.seconds(FUNCTION_SIZES['start-editions'].timeout);
    const editions = new WorkQueue(this, 'Editions', { workTimeout: timeout, delay: SETTLING });
    const { queue, deadLetters } = editions;
    start.fn.addEventSource(
      new SqsEventSource(queue, { batchSize: 1, maxConcurrency: 2, reportBatchItemFailures: true }),
    );
    // A change that may affect every sheet goes back to the queue, once for each sheet.
    start.fn.addEnvironment(ENVIRONMENT.editionsQueue, queue.queueUrl);
    start.role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }));
    new Rule(this, 'Occasions', {
      description: 'Exports or approvals changed: editions may have to follow',
      eventBus: bus,
      eventPattern: { source: [EVENT_SOURCE], detailType: [...OCCASIONS] },
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })],
    });
    new Rule(this, 'Sweep', {
      description: 'Checks every edition, to make up for lost events and newly deployed definitions',
      schedule: Schedule.rate(Duration.hours(6)),
      targets: [
        new SqsQueue(queue, { deadLetterQueue: deadLetters, message: RuleTargetInput.fromObject({ sweep: true }) }),
      ],
    });
    return editions;
  }
}

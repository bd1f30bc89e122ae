import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  DefinitionBody,
  JitterType,
  JsonPath,
  LogLevel,
  Map as MapState,
  StateMachine,
  StateMachineType,
  Succeed,
  TaskInput,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { FAILURE_NAMES, type FailureName } from '../src/domain/failure-names.ts';
import { PUBLICATION_RETRIES } from '../src/domain/publication.ts';
import { acknowledgeLogDelivery } from './acknowledgements.ts';
import type { StageConfig } from './stage-config.ts';

/** The functions a publication runs, by step. */
export interface PublicationSteps {
  readonly compute: IFunction;
  readonly render: IFunction;
  readonly record: IFunction;
  readonly notify: IFunction;
}

const RETRIES: Readonly<Partial<Record<FailureName, 'step' | 'publication'>>> = PUBLICATION_RETRIES;
const failuresRetriedBy = (what: 'step' | 'publication'): FailureName[] =>
  FAILURE_NAMES.filter((name) => RETRIES[name] === what);

/** Failures that no step is run again after: retrying them would only report them later. */
const FOR_A_PERSON: readonly FailureName[] = FAILURE_NAMES.filter((name) => RETRIES[name] !== 'step');

/** The account's or a function's concurrency is used up, as when a correction starts hundreds of publications at once. */
const NO_PLACE = 'Lambda.TooManyRequestsException';

/**
 * What passes by itself: a busy or broken worker, a lost race, and an error of an AWS service or of the network, which a handler
 * throws under the name the SDK gives it (lambdas/telemetry.ts) after the SDK's own three tries. Every step may be run again.
 */
const PASSING: readonly string[] = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'Runtime.ExitError',
  'States.Timeout',
  ...failuresRetriedBy('step'),
  ...['SlowDown', 'InternalError', 'ServiceUnavailable', 'RequestTimeout', 'KMS.ThrottlingException'], // S3
  ...[
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
    'ThrottlingException',
    'LimitExceededException',
  ],
  ...[
    'InternalServerError',
    'InternalServiceError',
    'InternalFailure',
    'InternalException',
    'ServiceUnavailableException',
  ],
  ...['TooManyRequestsException', 'Throttling', 'RequestTimeoutException', 'KMSInternalException'],
  ...['TimeoutError', 'NetworkingError', 'AbortError', 'CredentialsProviderError'],
  ...['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
];

const BACKOFF = { interval: Duration.seconds(2), backoffRate: 2, jitterStrategy: JitterType.FULL } as const;

/**
 * Runs one publication: one sheet, one month, one state of the exports.
 *
 *     ComputeFigures ─► recorded already? ─yes─► Done
 *        ▲                 │ no
 *        │                 ▼
 *     Wait 60 s ◄── RenderLanguages (a Map: RenderReport) ─► RecordReport ─► NotifyReviewers ─► Done
 *      DefinitionChanged
 *
 * A failure that nothing here mends ends the execution at its own task, under its own name: from there it can be redriven when
 * the cause is gone. Catching it into a Fail state would make a redrive begin, and end, at that Fail state.
 */
export class PublicationMachine extends Construct {
  readonly machine: StateMachine;
  /** Every execution of the machine. */
  readonly executionsArn: string;

  constructor(scope: Construct, id: string, steps: PublicationSteps, config: StageConfig) {
    super(scope, id);
    const stack = Stack.of(this);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [steps.compute, steps.render, steps.record, steps.notify].map(({ functionArn }) => functionArn),
      }),
    );
    role.addToPolicy(new PolicyStatement({ actions: [...LOG_DELIVERY, ...TRACING], resources: ['*'] }));
    acknowledgeLogDelivery(role);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(this.definition(steps)),
      comment: 'From the exports in force to a report that waits for review',
      timeout: Duration.hours(2),
      tracingEnabled: true,
      // CDK would let the role invoke every version of every function
      role: role.withoutPolicyUpdates(),
      logs: {
        destination: new LogGroup(this, 'Log', {
          // names below this prefix keep CloudWatch's policy for log delivery short, which is of limited length
          logGroupName: `/aws/vendedlogs/states/${stack.stackName}`,
          retention: config.logDays,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
    });
    this.machine.node.addDependency(role);
    this.executionsArn = stack.formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${this.machine.stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  private definition(steps: PublicationSteps): LambdaInvoke {
    const compute = this.task(
      'ComputeFigures',
      steps.compute,
      fields('$', 'sheet', 'month', 'isNewest', 'state'),
      '$.figures',
    );
    const revision = fields('$.figures', 'sheet', 'month', 'revision');
    const render = this.renderLanguages(steps.render, revision);
    const record = this.task('RecordReport', steps.record, { ...revision, ...fields('$', 'rendered') });
    const notify = this.task('NotifyReviewers', steps.notify, revision);
    const done = new Succeed(this, 'Done');
    const again = new Wait(this, 'WaitForDeployment', {
      comment: 'Until every function has the new definitions',
      time: WaitTime.duration(Duration.seconds(60)),
    });
    compute.next(
      new Choice(this, 'RecordedAlready')
        .when(Condition.booleanEquals('$.figures.recorded', true), done)
        .otherwise(render),
    );
    render.addCatch(again.next(compute), { errors: failuresRetriedBy('publication'), resultPath: '$.caught' });
    render.next(record).next(notify).next(done);
    return compute;
  }

  /** Two at a time: there are two languages. What each writes is gathered in `$.rendered`. */
  private renderLanguages(render: IFunction, revision: Readonly<Record<string, string>>): MapState {
    const languages = new MapState(this, 'RenderLanguages', {
      itemsPath: '$.figures.languages',
      itemSelector: { ...revision, language: JsonPath.stringAt('$$.Map.Item.Value') },
      maxConcurrency: 2,
      resultPath: '$.rendered',
    });
    const item = fields('$', 'sheet', 'month', 'revision', 'language');
    return languages.itemProcessor(this.task('RenderReport', render, item, '$'));
  }

  /**
   * A step's function, retried while what stops it passes by itself; FULL jitter keeps editions from asking in step. What no list
   * names is tried a few times more: a service may have a name for "later" that is not known here.
   */
  private task(
    id: string,
    fn: IFunction,
    input: Readonly<Record<string, string>>,
    resultPath: string = JsonPath.DISCARD,
  ): LambdaInvoke {
    const task = new LambdaInvoke(this, id, {
      lambdaFunction: fn,
      payload: TaskInput.fromObject(input),
      payloadResponseOnly: true,
      retryOnServiceExceptions: false,
      resultPath,
    });
    task.addRetry({ errors: [...FOR_A_PERSON], maxAttempts: 0 });
    task.addRetry({ errors: [NO_PLACE], maxAttempts: 20, maxDelay: Duration.minutes(5), ...BACKOFF });
    task.addRetry({ errors: [...PASSING], maxAttempts: 6, maxDelay: Duration.seconds(60), ...BACKOFF });
    task.addRetry({ errors: ['States.TaskFailed'], maxAttempts: 3, maxDelay: Duration.seconds(60), ...BACKOFF });
    return task;
  }
}

/** The named fields of an object of the state, for a task's input. */
const fields = (of: string, ...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, JsonPath.stringAt(`${of}.${name}`)]));

/** Rights that CloudWatch and X-Ray grant on no single resource. */
const LOG_DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
];
const TRACING = [
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

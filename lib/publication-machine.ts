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

/** The functions that a publication runs, by step. */
export interface PublicationSteps {
  readonly compute: IFunction;
  readonly render: IFunction;
  readonly record: IFunction;
  readonly notify: IFunction;
}

const RETRIES: Readonly<Partial<Record<FailureName, 'step' | 'publication'>>> = PUBLICATION_RETRIES;
const failuresRetriedBy = (what: 'step' | 'publication'): FailureName[] =>
  FAILURE_NAMES.filter((name) => RETRIES[name] === what);

/** Failures after which no step is retried: a retry would only delay the report. */
const FOR_A_PERSON: readonly FailureName[] = FAILURE_NAMES.filter((name) => RETRIES[name] !== 'step');

/**
 * The concurrency of the account or of a function is exhausted, for example when a correction starts hundreds of
 * publications at once.
 */
const NO_PLACE = 'Lambda.TooManyRequestsException';

/**
 * Errors that pass by themselves: a busy or broken worker, a lost race, or an error of an AWS service or of the
 * network. After the SDK's own three attempts, a handler throws such an error under the name that the SDK gives it
 * (lambdas/telemetry.ts). Every step can safely be retried.
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
 *   ComputeFigures ─► recorded already? ─yes─► Done
 *    ▲                 │ no
 *    │                 ▼
 *   Wait 60 s ◄── RenderLanguages (a Map: RenderReport) ─► RecordReport ─► NotifyReviewers ─► Done
 *   DefinitionChanged
 *
 * A failure that nothing here can fix ends the execution at its own task, under its own name. From there the execution
 * can be redriven once the cause is fixed. If the failure were caught and led to a Fail state, a redrive would start,
 * and end, at that Fail state.
 */
export class PublicationMachine extends Construct {
  readonly machine: StateMachine;
  /** The ARN pattern of all executions of the machine. */
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
      comment: 'From the active exports to a fact sheet that waits for review',
      timeout: Duration.hours(2),
      tracingEnabled: true,
      // CDK would let the role invoke every version of every function.
      role: role.withoutPolicyUpdates(),
      logs: {
        destination: new LogGroup(this, 'Log', {
          // Log names below this prefix keep CloudWatch's policy for log delivery short; the policy has a size limit.
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

  /** Renders two languages at a time, because there are two. The results are collected in `$.rendered`. */
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
   * Returns a task that calls a step's function and retries it while the error can pass by itself. FULL jitter keeps
   * editions from retrying at the same moment. An error that no list names is retried a few times: a service may use an
   * unlisted name for "try again later".
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

/** Returns the named fields of an object in the state, for a task's input. */
const fields = (of: string, ...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, JsonPath.stringAt(`${of}.${name}`)]));

/** Rights that CloudWatch and X-Ray grant only on all resources. */
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

import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { JitterType, JsonPath, TaskInput } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { FAILURE_NAMES, type FailureName } from '../src/domain/failure-names.ts';
import { PUBLICATION_RETRIES } from '../src/domain/publication.ts';

const RETRIES: Readonly<Partial<Record<FailureName, 'step' | 'publication'>>> = PUBLICATION_RETRIES;
/** Returns the failures after which a step, or the publication, is run again. */
export const failuresRetriedBy = (what: 'step' | 'publication'): FailureName[] =>
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

/** A task that calls a step's function. */
interface Task {
  readonly id: string;
  readonly fn: IFunction;
  readonly input: Readonly<Record<string, string>>;
  /** Where the result goes; by default nowhere. */
  readonly resultPath?: string;
}

/**
 * Returns a task that calls a step's function and retries it while the error can pass by itself. FULL jitter keeps
 * editions from retrying at the same moment. An error that no list names is retried a few times: a service may use an
 * unlisted name for "try again later".
 */
export function retriedTask(scope: Construct, { id, fn, input, resultPath = JsonPath.DISCARD }: Task): LambdaInvoke {
  const task = new LambdaInvoke(scope, id, {
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

/** Returns the named fields of an object in the state, for a task's input. */
export const fields = (of: string, ...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, JsonPath.stringAt(`${of}.${name}`)]));

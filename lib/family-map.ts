import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  DistributedMap,
  ItemBatcher,
  JitterType,
  JsonPath,
  Pass,
  ResultWriterV2,
  S3JsonItemReader,
  type StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { FAMILIES_PREFIX, FAMILY_RUNS, SHEETS_PER_BATCH } from '../src/domain/family-list.ts';
import { acknowledgeFamilyMap } from './acknowledgements.ts';
import { type Granted, grantedResource } from './grant-statements.ts';
import { failuresRetriedBy, fields, retriedTask } from './publication-task.ts';

/** The part of a child execution's ARN that names the map. */
const LABEL = 'Sheets';

/** What the map over a family's sheets needs. */
export interface FamilyMapProps {
  /** The function that renders a batch. */
  readonly render: IFunction;
  /** The bucket with the lists of sheets. */
  readonly bucketName: string;
  /** The number of batches that are rendered at the same time. */
  readonly atATime: number;
}

/**
 * Returns the state that renders the sheets of a family and records their reports: a Distributed Map over the list that
 * ComputeFigures stored, in batches. No failure is tolerated (the default): if one batch fails, the others are stopped
 * and the publication fails. When it is redriven, Step Functions runs the batches that did not succeed, and of those the
 * function renders only the sheets whose report is not recorded.
 *
 * Children are standard executions: an express one ends after five minutes, and a batch may wait longer than that until
 * the account can run its function.
 *
 * A sheet whose definition changed is left out. NotifyReviewers finds that its report is missing, and then the
 * publication starts over.
 */
export function familyMap(scope: Construct, { render, bucketName, atATime }: FamilyMapProps): DistributedMap {
  const bucket = Bucket.fromBucketName(scope, 'Lists', bucketName);
  const map = new DistributedMap(scope, 'RenderFamily', {
    label: LABEL,
    maxConcurrency: atATime,
    itemReader: new S3JsonItemReader({ bucket, key: JsonPath.stringAt('$.figures.list') }),
    itemBatcher: new ItemBatcher({ maxItemsPerBatch: SHEETS_PER_BATCH }),
    resultWriterV2: new ResultWriterV2({ bucket, prefix: FAMILY_RUNS }),
    resultPath: JsonPath.DISCARD,
  });
  const batch = retriedTask(scope, {
    ...{ id: 'RenderSheets', fn: render, resultPath: '$' },
    input: fields('$', 'Items'),
  });
  batch.addCatch(new Pass(scope, 'LeftForLater', { comment: 'Until the figures are computed again' }), {
    errors: failuresRetriedBy('publication'),
    resultPath: JsonPath.DISCARD,
  });
  map.addRetry({
    errors: ['States.ItemReaderFailed', 'States.ResultWriterFailed'],
    ...{ maxAttempts: 3, interval: Duration.seconds(5), backoffRate: 2, jitterStrategy: JitterType.FULL },
  });
  return map.itemProcessor(batch);
}

/**
 * Lets the state machine start, stop and redrive the children of the map, read lists of sheets and store results. It is
 * a policy of its own, because it names the state machine, which needs its role first.
 */
export function grantFamilyMap(scope: Construct, role: Role, machine: StateMachine, granted: Granted): void {
  const stack = Stack.of(scope);
  const bucket = grantedResource(granted, { on: 'reports-bucket' }).arn;
  const executions = (of: string): string =>
    stack.formatArn({
      ...{ service: 'states', resource: 'execution', arnFormat: ArnFormat.COLON_RESOURCE_NAME },
      resourceName: `${machine.stateMachineName}${of}:*`,
    });
  const allow = (resource: string, ...actions: string[]): PolicyStatement =>
    new PolicyStatement({ actions, resources: [resource] });
  const policy = new Policy(scope, 'FamilyPolicy', {
    statements: [
      allow(machine.stateMachineArn, 'states:StartExecution'),
      allow(executions(''), 'states:DescribeExecution', 'states:StopExecution'),
      allow(
        executions(`/${LABEL}`),
        ...['states:DescribeExecution', 'states:RedriveExecution', 'states:StopExecution'],
      ),
      allow(`${bucket}/${FAMILIES_PREFIX}*`, 's3:GetObject'),
      allow(
        `${bucket}/${FAMILY_RUNS}/*`,
        ...['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
      ),
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [granted.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `s3.${stack.region}.amazonaws.com` } },
      }),
    ],
  });
  policy.attachToRole(role);
  acknowledgeFamilyMap(policy, machine, { bucket, prefixes: [FAMILIES_PREFIX, `${FAMILY_RUNS}/`], label: LABEL });
}

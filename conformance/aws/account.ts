import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { s3Client } from '../../src/adapters/aws/s3-client.ts';
import { ENVIRONMENT, type EnvironmentName } from '../../src/domain/environment.ts';
import { createTable } from './create-table.ts';
import { makeTaskRoot } from './task-root.ts';

export interface AccountOptions {
  readonly endpoint: string;
  readonly hashKeyHex: string;
  /** The folder of the definitions. */
  readonly root: string;
}

const BUCKETS = { exportsBucket: 'the-exports', factsBucket: 'the-facts', reportsBucket: 'the-reports' } as const;

/**
 * Creates the resources of the stacks in an emulated account, and sets this process's environment as the stacks set the
 * environment of functions, so that the handlers run here as they do in AWS.
 */
export async function openAccount({ endpoint, hashKeyHex, root }: AccountOptions): Promise<void> {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    POWERTOOLS_SERVICE_NAME: 'conformance',
    POWERTOOLS_TRACE_ENABLED: 'false',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
    LAMBDA_TASK_ROOT: await makeTaskRoot(root),
  });
  set({
    ...BUCKETS,
    table: 'the-table',
    bus: 'the-bus',
    dueDays: '{"nhth":10}',
    reviewDays: '14',
    engineMemory: '512',
    engineThreads: '1',
  });
  await makeBuckets();
  await createTable(new DynamoDBClient({}), 'the-table');
  await new EventBridgeClient({}).send(new CreateEventBusCommand({ Name: 'the-bus' }));
  set({
    hashKeySecret: await makeSecret('the-key', hashKeyHex),
    linkSecret: await makeSecret('the-links', 'cd'.repeat(32)),
    stateMachine: await makeStateMachine(),
  });
}

async function makeSecret(Name: string, SecretString: string): Promise<string> {
  const { ARN = '' } = await new SecretsManagerClient({}).send(new CreateSecretCommand({ Name, SecretString }));
  return ARN;
}

function set(values: Partial<Record<EnvironmentName, string>>): void {
  for (const [name, value] of Object.entries(values)) process.env[ENVIRONMENT[name as EnvironmentName]] = value;
}

async function makeBuckets(): Promise<void> {
  const s3 = s3Client(process.env);
  for (const Bucket of Object.values(BUCKETS)) {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  }
}

/** Only the names and inputs of its executions matter here; test/infra runs the definition itself. */
async function makeStateMachine(): Promise<string> {
  const { stateMachineArn = '' } = await new SFNClient({}).send(
    new CreateStateMachineCommand({
      name: 'the-machine',
      definition: JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }),
      roleArn: 'arn:aws:iam::123456789012:role/machine',
    }),
  );
  return stateMachineArn;
}

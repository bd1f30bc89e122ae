import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { clientOf, type LocalStack } from './localstack.ts';

/** A created stack: how many resources the template has and how many were created, what failed, and its outputs. */
export interface DeployedStack {
  readonly status: string;
  readonly resources: number;
  readonly complete: number;
  readonly failures: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
}

const template = z.looseObject({ Resources: z.record(z.string(), z.unknown()) });
const assets = z.looseObject({
  files: z.record(
    z.string(),
    z.looseObject({ destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })) }),
  ),
});
const stacks = z.object({
  Stacks: z.tuple([
    z.looseObject({
      StackStatus: z.string(),
      Outputs: z.array(z.looseObject({ OutputKey: z.string(), OutputValue: z.string() })).default([]),
    }),
  ]),
});
const resources = z.object({
  StackResources: z.array(
    z.looseObject({
      LogicalResourceId: z.string(),
      ResourceStatus: z.string(),
      ResourceStatusReason: z.string().optional(),
    }),
  ),
});

const manifest = z.looseObject({
  artifacts: z.record(z.string(), z.looseObject({ type: z.string(), dependencies: z.array(z.string()).default([]) })),
});

/** Returns the stacks of a stage (`Factsheets-Prod`) in a synthesis, each after its dependencies. */
export async function stacksOf(folder: string, stage: string): Promise<string[]> {
  const { artifacts } = manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const ordered: string[] = [];
  const visit = (name: string): void => {
    const artifact = artifacts[name];
    if (artifact?.type !== 'aws:cloudformation:stack' || ordered.includes(name)) return;
    for (const needed of artifact.dependencies) visit(needed);
    ordered.push(name);
  };
  for (const name of Object.keys(artifacts).filter((one) => one.startsWith(`${stage}-`))) visit(name);
  return ordered;
}

const BOOTSTRAP_BUCKET = 'cdk-hnb659fds-assets-000000000000-us-east-1';
const SECONDS = 180;

/**
 * An empty zip archive: functions run from the bundles themselves (conformance/runtime); LocalStack only stores their
 * code.
 */
const EMPTY_ZIP = Uint8Array.from([0x50, 0x4b, 5, 6, ...Array<number>(18).fill(0)]);

/**
 * Creates what `cdk bootstrap` creates: the version that templates require, and the bucket with the assets from which
 * functions are deployed.
 */
export async function bootstrap(
  { aws, endpoint }: LocalStack,
  folder: string,
  names: readonly string[],
): Promise<void> {
  const version = ['--name', '/cdk-bootstrap/hnb659fds/version', '--type', 'String', '--value', '99'];
  await aws('ssm', 'put-parameter', ...version);
  await aws('s3api', 'create-bucket', '--bucket', BOOTSTRAP_BUCKET);
  const s3 = new S3Client(clientOf(endpoint));
  for (const name of names) {
    const { files } = assets.parse(JSON.parse(await readFile(join(folder, `${name}.assets.json`), 'utf8')));
    const keys = Object.values(files).flatMap(({ destinations }) =>
      Object.values(destinations).map(({ objectKey }) => objectKey),
    );
    for (const Key of keys) {
      const isTemplate = Key.endsWith('.json');
      const Body = isTemplate ? await readFile(join(folder, `${name}.template.json`)) : EMPTY_ZIP;
      await s3.send(new PutObjectCommand({ Bucket: BOOTSTRAP_BUCKET, Key, Body }));
    }
    await s3.send(
      new PutObjectCommand({
        Bucket: BOOTSTRAP_BUCKET,
        Key: `${name}.template.json`,
        Body: withoutBatches(await readFile(join(folder, `${name}.template.json`), 'utf8')),
      }),
    );
  }
}

/** Removes ItemBatcher, which LocalStack's reader of state machines does not know; nothing else of a template is changed. */
const withoutBatches = (text: string): string =>
  text.replace(/,\\"ItemBatcher\\":\{\\"MaxItemsPerBatch\\":\d+\}/gu, '');

/** Creates a stack from a synthesized template, and waits until it is created or has failed. */
export async function deployStack(localStack: LocalStack, folder: string, name: string): Promise<DeployedStack> {
  const { aws, endpoint } = localStack;
  const url = `${endpoint}/${BOOTSTRAP_BUCKET}/${name}.template.json`;
  const rights = ['--capabilities', 'CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'];
  await aws('cloudformation', 'create-stack', '--stack-name', name, '--template-url', url, ...rights);
  const { StackStatus, Outputs } = await settled(localStack, name);
  const made = resources.parse(await aws('cloudformation', 'describe-stack-resources', '--stack-name', name));
  const { Resources } = template.parse(JSON.parse(await readFile(join(folder, `${name}.template.json`), 'utf8')));
  return {
    status: StackStatus,
    resources: Object.keys(Resources).length,
    complete: made.StackResources.filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_COMPLETE').length,
    failures: made.StackResources.filter(({ ResourceStatus }) => ResourceStatus !== 'CREATE_COMPLETE').map(
      (one) => `${one.LogicalResourceId} ${one.ResourceStatus}: ${one.ResourceStatusReason ?? ''}`,
    ),
    outputs: Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
  };
}

async function settled({ aws }: LocalStack, name: string) {
  for (let second = 0; second < SECONDS; second++) {
    const [stack] = stacks.parse(await aws('cloudformation', 'describe-stacks', '--stack-name', name)).Stacks;
    if (!stack.StackStatus.endsWith('_IN_PROGRESS')) return stack;
    await setTimeout(1000);
  }
  throw new Error(`${name} was not made in ${SECONDS} s`);
}

/** Invokes a deployed function and returns its response. */
export async function invoke({ aws }: LocalStack, functionName: string, event: object): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-invoke-'));
  try {
    const [payload, answer] = [join(folder, 'event.json'), join(folder, 'answer.json')];
    await writeFile(payload, JSON.stringify(event));
    await aws('lambda', 'invoke', '--function-name', functionName, '--payload', `fileb://${payload}`, answer);
    return JSON.parse(await readFile(answer, 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

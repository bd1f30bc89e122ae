import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { EnvironmentName } from '../src/domain/environment.ts';
import type { Grant, ResourceName } from '../src/domain/grants.ts';

/** A resource that a function can be granted access to. */
export interface GrantedResource {
  readonly arn: string;
  /** The environment variable that gives the function the resource's address; `value` is its content. */
  readonly variable: EnvironmentName;
  readonly value: string;
}

/** The resources that can be granted, and the key that encrypts them. */
export interface Granted {
  readonly resources: Readonly<Partial<Record<ResourceName, GrantedResource>>>;
  readonly keyArn: string;
}

/**
 * Returns the resource of a grant.
 * @throws Error if the stack does not have the resource (yet)
 */
export function grantedResource({ resources }: Granted, { on }: Pick<Grant, 'on'>): GrantedResource {
  const resource = resources[on];
  if (!resource) throw new Error(`${on} is granted before it is created`);
  return resource;
}

/**
 * Returns the IAM statements for grants. S3 actions on objects are limited to a prefix, and so is listing; table access
 * is limited to partitions; the key may be used only through the service that needs it.
 */
export function statementsOf(stack: Stack, grants: readonly Grant[], granted: Granted): PolicyStatement[] {
  return grants
    .flatMap((grant) => statementsOfGrant(grant, grantedResource(granted, grant).arn))
    .concat(keyStatements(stack, grants, granted.keyArn));
}

/** Actions on a bucket, limited to a prefix by a condition. All other actions are on objects. */
const LISTING = ['s3:ListBucket', 's3:ListBucketVersions'];

function statementsOfGrant({ actions, on, within }: Grant, arn: string): PolicyStatement[] {
  if (on === 'table') return [tableStatement(actions, within, arn)];
  if (!on.endsWith('-bucket')) return [new PolicyStatement({ actions: [...actions], resources: [arn] })];
  const listing = actions.filter((action) => LISTING.includes(action));
  const onObjects = actions.filter((action) => !LISTING.includes(action));
  const statements: PolicyStatement[] = [];
  if (onObjects.length > 0)
    statements.push(
      new PolicyStatement({ actions: onObjects, resources: within.map((prefix) => `${arn}/${prefix}*`) }),
    );
  if (listing.length > 0)
    statements.push(
      new PolicyStatement({
        actions: listing,
        resources: [arn],
        conditions: { StringLike: { 's3:prefix': within.map((prefix) => `${prefix}*`) } },
      }),
    );
  return statements;
}

/**
 * `ForAllValues` is also true for a request that names no partition at all, so a second condition refuses that request.
 */
const tableStatement = (actions: readonly string[], within: readonly string[], arn: string): PolicyStatement =>
  new PolicyStatement({
    actions: [...actions],
    resources: [arn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...within] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });

/** The key rights that are needed to use an encrypted resource, by the action on the resource. */
const KEY_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  's3:GetObject': ['kms:Decrypt'],
  's3:GetObjectVersion': ['kms:Decrypt'],
  's3:PutObject': ['kms:GenerateDataKey'],
  'dynamodb:GetItem': ['kms:Decrypt', 'kms:DescribeKey'],
  'dynamodb:Query': ['kms:Decrypt', 'kms:DescribeKey'],
  'dynamodb:DeleteItem': ['kms:Decrypt', 'kms:DescribeKey'],
  'dynamodb:PutItem': [
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ],
  'secretsmanager:GetSecretValue': ['kms:Decrypt'],
};

function keyStatements(stack: Stack, grants: readonly Grant[], key: string): PolicyStatement[] {
  const byService = new Map<string, Set<string>>();
  for (const action of grants.flatMap(({ actions }) => actions)) {
    const service = action.split(':')[0] ?? '';
    for (const needed of KEY_ACTIONS[action] ?? [])
      byService.set(service, (byService.get(service) ?? new Set<string>()).add(needed));
  }
  return [...byService].map(
    ([service, actions]) =>
      new PolicyStatement({
        actions: [...actions].sort(),
        resources: [key],
        conditions: { StringEquals: { 'kms:ViaService': `${service}.${stack.region}.amazonaws.com` } },
      }),
  );
}

import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { EnvironmentName } from '../src/domain/environment.ts';
import type { Grant, ResourceName } from '../src/domain/grants.ts';

/** Something a function can be allowed to touch. */
export interface GrantedResource {
  readonly arn: string;
  /** The environment variable that tells the function where it is, and what it holds. */
  readonly variable: EnvironmentName;
  readonly value: string;
}

/** What there is to be granted, and the key that encrypts it. */
export interface Granted {
  readonly resources: Readonly<Partial<Record<ResourceName, GrantedResource>>>;
  readonly keyArn: string;
}

/** The resource a grant is on; throws when the stack does not have it (yet). */
export function grantedResource({ resources }: Granted, { on }: Grant): GrantedResource {
  const resource = resources[on];
  if (!resource) throw new Error(`${on} is granted before it is made`);
  return resource;
}

/**
 * IAM statements for grants: S3 actions on objects go to a prefix, listing is narrowed to it; the table is narrowed to
 * partitions; the key may be used through the service that needs it, and for nothing else.
 */
export function statementsOf(stack: Stack, grants: readonly Grant[], granted: Granted): PolicyStatement[] {
  return grants
    .flatMap((grant) => statementsOfGrant(grant, grantedResource(granted, grant).arn))
    .concat(keyStatements(stack, grants, granted.keyArn));
}

/** Actions on a bucket, narrowed to a prefix by a condition; all others are on objects. */
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

/** `ForAllValues` is also true of a request that names no partition at all, so that one must be refused by itself. */
const tableStatement = (actions: readonly string[], within: readonly string[], arn: string): PolicyStatement =>
  new PolicyStatement({
    actions: [...actions],
    resources: [arn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...within] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });

/** What using an encrypted resource takes of its key, by the action on the resource. */
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

import { ArnFormat, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Principals } from './access.ts';
import { principalsOf } from './access.ts';
import type { StageConfig } from './stage-config.ts';

/** The rights to manage a key without using it. `kms:CreateGrant` is missing because it would pass use on. */
const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListAliases',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListResourceTags',
  'kms:ListRetirableGrants',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

const USE = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** Returns the name of the event bus's log. The key encrypts this log too. */
export const eventLogName = (stage: string): string => `/aws/events/factsheets-${stage}`;

interface Use {
  readonly sid: string;
  readonly who: readonly string[];
  readonly actions: readonly string[];
  readonly services: readonly string[];
  /** The prefix of bucket names: the key may be used only for the contents of these buckets. */
  readonly bucket?: string;
}

/**
 * Returns the policy of the key that encrypts uploads, facts, reports, the table and the secrets. The account can
 * manage the key but not use it, so an IAM policy alone gives no access. A role that is named here needs the rights in
 * its own policies as well.
 */
export function dataKeyPolicy(stack: Stack, config: StageConfig): PolicyDocument {
  const statements = [
    administration(),
    ...usesOf(stack, principalsOf(stack, config)).map((use) => statementOf(stack, use)),
    eventLogStatement(stack, config),
  ];
  return new PolicyDocument({ statements });
}

/** Returns the policy of the backup vault's key, for AWS Backup and for administrators who restore a backup. */
export function vaultKeyPolicy(stack: Stack, config: StageConfig): PolicyDocument {
  const { backups, administrators } = principalsOf(stack, config);
  const use = { actions: [...USE, 'kms:CreateGrant'], services: ['backup', 'dynamodb'] };
  const uses = [
    { sid: 'Backups', who: backups, ...use },
    { sid: 'Administrators', who: administrators, ...use },
  ];
  return new PolicyDocument({ statements: [administration(), ...uses.map((one) => statementOf(stack, one))] });
}

const administration = (): PolicyStatement =>
  new PolicyStatement({
    sid: 'Administration',
    principals: [new AccountRootPrincipal()],
    actions: ADMINISTRATION,
    resources: ['*'], // in a key policy: this key
  });

function usesOf(stack: Stack, principals: Principals): Use[] {
  const { functions, deployment, administrators, backups, uploaders, reviewers, queriers } = principals;
  const bucket = (id: string): string => `${stack.stackName}-${id}`.toLowerCase();
  const people = [
    { sid: 'Uploaders', who: uploaders, actions: ['kms:Decrypt', 'kms:GenerateDataKey'], bucket: bucket('Exports') },
    { sid: 'Reviewers', who: reviewers, actions: ['kms:Decrypt'], bucket: bucket('Reports') },
    { sid: 'Queriers', who: queriers, actions: ['kms:Decrypt', 'kms:GenerateDataKey'], bucket: bucket('Facts') },
  ];
  return [
    { sid: 'Functions', who: [functions], actions: USE, services: ['s3', 'dynamodb', 'secretsmanager'] },
    // Creating the table and the secrets gives their services a grant.
    {
      sid: 'Deployment',
      who: [deployment],
      actions: [...USE, 'kms:CreateGrant'],
      services: ['dynamodb', 'secretsmanager'],
    },
    {
      sid: 'Administrators',
      who: administrators,
      actions: [...USE, 'kms:CreateGrant'],
      services: ['s3', 'dynamodb', 'secretsmanager'],
    },
    ...(backups.length > 0
      ? [{ sid: 'Backups', who: backups, actions: [...USE, 'kms:CreateGrant'], services: ['dynamodb', 'backup'] }]
      : []),
    ...people.filter(({ who }) => who.length > 0).map((use) => ({ ...use, services: ['s3'] })),
  ];
}

function statementOf(stack: Stack, { sid, who, actions, services, bucket }: Use): PolicyStatement {
  const partition = stack.partition;
  return new PolicyStatement({
    sid,
    principals: [new AccountRootPrincipal()],
    actions: [...actions],
    resources: ['*'], // in a key policy: this key
    conditions: {
      ArnLike: { 'aws:PrincipalArn': [...who] },
      StringEquals: { 'kms:ViaService': services.map((service) => `${service}.${stack.region}.amazonaws.com`) },
      // CloudFormation names a bucket after its stack and its construct. The bucket depends on the key, so this policy
      // cannot reference it.
      ...(bucket && { StringLike: { 'kms:EncryptionContext:aws:s3:arn': `arn:${partition}:s3:::${bucket}*` } }),
    },
  });
}

function eventLogStatement(stack: Stack, { stage }: StageConfig): PolicyStatement {
  const log = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: eventLogName(stage),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return new PolicyStatement({
    sid: 'EventLog',
    principals: [new ServicePrincipal(`logs.${Stack.of(stack).region}.amazonaws.com`)],
    actions: [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    resources: ['*'], // in a key policy: this key
    conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': log } },
  });
}

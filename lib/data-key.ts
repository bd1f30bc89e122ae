import { ArnFormat, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Principals } from './access.ts';
import { principalsOf } from './access.ts';
import type { StageConfig } from './stage-config.ts';

/** What it takes to manage a key, without any use of it: `kms:CreateGrant` would hand use on. */
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

/** The name of the log of the bus, which the key encrypts too. */
export const eventLogName = (stage: string): string => `/aws/events/factsheets-${stage}`;

interface Use {
  readonly sid: string;
  readonly who: readonly string[];
  readonly actions: readonly string[];
  readonly services: readonly string[];
  /** Beginnings of bucket names: the key may be used for what is in these buckets only. */
  readonly bucket?: string;
}

/**
 * Who may do what with the key that encrypts uploads, facts, reports, the table and the secrets. The account manages it and uses it
 * in no way: a policy of IAM alone opens nothing. A role that is named here needs the rights in its own policies as well.
 */
export function dataKeyPolicy(stack: Stack, config: StageConfig): PolicyDocument {
  const statements = [
    administration(),
    ...usesOf(stack, principalsOf(stack, config)).map((use) => statementOf(stack, use)),
    eventLogStatement(stack, config),
  ];
  return new PolicyDocument({ statements });
}

/** The key of the vault with backups: AWS Backup uses it, and whoever restores one. */
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
    resources: ['*'], // in a key's policy: this key
  });

function usesOf(stack: Stack, principals: Principals): Use[] {
  const { functions, deployment, administrators, backups, uploaders, reviewers } = principals;
  const bucket = (id: string): string => `${stack.stackName}-${id}`.toLowerCase();
  const people = [
    { sid: 'Uploaders', who: uploaders, actions: ['kms:Decrypt', 'kms:GenerateDataKey'], bucket: bucket('Exports') },
    { sid: 'Reviewers', who: reviewers, actions: ['kms:Decrypt'], bucket: bucket('Reports') },
  ];
  return [
    { sid: 'Functions', who: [functions], actions: USE, services: ['s3', 'dynamodb', 'secretsmanager'] },
    // making the table and the secrets hands their services a grant
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
    resources: ['*'], // in a key's policy: this key
    conditions: {
      ArnLike: { 'aws:PrincipalArn': [...who] },
      StringEquals: { 'kms:ViaService': services.map((service) => `${service}.${stack.region}.amazonaws.com`) },
      // CloudFormation names a bucket after its stack and its construct; the bucket needs the key, so it cannot be asked
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
    resources: ['*'], // in a key's policy: this key
    conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': log } },
  });
}

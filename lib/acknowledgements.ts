import { type CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Grant } from '../src/domain/grants.ts';
import { type Granted, grantedResource } from './grant-statements.ts';

/**
 * The reasons for acknowledging findings of cdk-nag. Each acknowledgement covers exactly one finding of one construct.
 */
export const REASONS = {
  logDelivery: 'AWS has no resource-level permissions for the delivery of logs and traces',
  mailAccount: 'AWS has no resource-level permissions for ses:GetAccount',
  executions: 'Executions of this one state machine; their names say sheet, month and state of the exports',
  queries: 'Analysts read all facts, and tables of one database, which have no names or ids',
  prefix: 'The step works on the objects under one prefix, which domain/grants.ts names',
  hashKey: 'With another key, ids hash to other values and other cells are hidden: it must never change by itself',
  linkSecret:
    'factsheets key rotate links replaces it: links in messages outlive a rotation by a stated time, which AWS cannot know',
  backupStorage: 'AWS has no resource-level permissions for backup-storage:MountCapsule',
  recoveryPoints: 'Recovery points are named by AWS Backup when it makes them',
  deadLetters: 'It is the dead-letter queue of schedules and a rule, which cdk-nag does not look at',
  passwords:
    'Passwords have 14 characters and a second factor; rules of composition make them worse (NIST SP 800-63B, 3.1.1.2)',
  threatProtection:
    'It is part of the Plus plan, at 0.02 dollars for each person and month; a second factor is required, and only administrators create accounts',
  ownSignIn: 'The function asks for the session cookie on every route; authorizers of API Gateway read no cookies',
  geography: 'Everyone may read the public edition, in any country',
  firewall: 'The site is static files without a query; a firewall costs more a month than the entire stage',
  ownCertificate:
    'Without an address of its own the site has the certificate of CloudFront, for which the minimum is fixed',
  clientSecret: 'Cognito makes it; a new client, with a new secret, is a deployment (docs/runbook.md)',
} as const;

/** Acknowledges that everyone may read the public site, without a firewall. */
export function acknowledgePublicSite(distribution: IConstruct, hasCertificate: boolean): void {
  Validations.of(distribution).acknowledge({ id: 'AwsSolutions-CFR1', reason: REASONS.geography });
  Validations.of(distribution).acknowledge({ id: 'AwsSolutions-CFR2', reason: REASONS.firewall });
  if (!hasCertificate)
    Validations.of(distribution).acknowledge({ id: 'AwsSolutions-CFR4', reason: REASONS.ownCertificate });
}

/** Acknowledges the rules of passwords, and that threat protection is off. */
export function acknowledgePeople(people: IConstruct): void {
  Validations.of(people).acknowledge({ id: 'AwsSolutions-COG1', reason: REASONS.passwords });
  Validations.of(people).acknowledge({ id: 'AwsSolutions-COG8', reason: REASONS.threatProtection });
}

/** Acknowledges a route without an authorizer of API Gateway. */
export const acknowledgeOwnSignIn = (route: IConstruct): void =>
  Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: REASONS.ownSignIn });

/** Acknowledges that the secret of the portal's client is not rotated. */
export const acknowledgeClientSecret = (secret: IConstruct): void =>
  Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: REASONS.clientSecret });

/** Acknowledges that the state machine may deliver its logs and traces. */
export const acknowledgeLogDelivery = (scope: IConstruct): void =>
  Validations.of(scope).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: REASONS.logDelivery });

/** Acknowledges that a role may read the account's sending rate. */
export const acknowledgeMailAccount = (role: IConstruct): void =>
  Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: REASONS.mailAccount });

/** Acknowledges that AWS Backup may write to its own storage and read the recovery points that it copies. */
export function acknowledgeBackupStorage(role: IConstruct): void {
  const points = 'arn:<AWS::Partition>:backup:<AWS::Region>:<AWS::AccountId>:recovery-point:*';
  Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: REASONS.backupStorage });
  Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${points}]`, reason: REASONS.recoveryPoints });
}

/** Acknowledges that a role may access objects below the prefixes of its grants. */
export function acknowledgePrefixes(role: IConstruct, stack: Stack, grants: readonly Grant[], granted: Granted): void {
  for (const grant of grants.filter(({ on }) => on.endsWith('-bucket'))) {
    const bucket = importedName(stack, grantedResource(granted, grant).arn);
    for (const prefix of grant.within)
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${bucket}/${prefix}*]`,
        reason: REASONS.prefix,
      });
  }
}

/** Acknowledges that the rights to query cover the files under the prefixes of the facts bucket and one database's tables. */
export function acknowledgeQueries(
  policy: IConstruct,
  bucketArn: string,
  prefixes: readonly string[],
  database: string,
): void {
  const bucket = importedName(Stack.of(policy), bucketArn);
  const tables = `arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:table/${database}/*`;
  for (const resource of [...prefixes.map((prefix) => `${bucket}/${prefix}*`), tables])
    Validations.of(policy).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason: REASONS.queries });
}

/** Acknowledges that a role may redrive executions of any name; `of` is that of a map within the state machine. */
export const acknowledgeExecutions = (
  role: IConstruct,
  { machine }: { readonly machine: IConstruct },
  of: `/${string}` | '' = '',
): void => {
  const id = Stack.of(machine).getLogicalId(machine.node.defaultChild as CfnElement);
  const arn = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<${id}.Name>${of}:*`;
  Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${arn}]`, reason: REASONS.executions });
};

/** Acknowledges that the state machine may run the children of a map, and read and write below the prefixes of a bucket. */
export function acknowledgeFamilyMap(
  policy: IConstruct,
  machine: IConstruct,
  {
    label,
    bucket,
    prefixes,
  }: { readonly label: string; readonly bucket: string; readonly prefixes: readonly string[] },
): void {
  for (const of of ['', `/${label}`] as const) acknowledgeExecutions(policy, { machine }, of);
  const name = importedName(Stack.of(policy), bucket);
  for (const prefix of prefixes)
    Validations.of(policy).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${name}/${prefix}*]`,
      reason: REASONS.prefix,
    });
}

/** Acknowledges that the id key is not rotated. */
export const acknowledgeNoRotation = (secret: IConstruct): void =>
  Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: REASONS.hashKey });

/** Acknowledges that the secret for links is replaced by hand. */
export const acknowledgeRotationByHand = (secret: IConstruct): void =>
  Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: REASONS.linkSecret });

/** Acknowledges the dead-letter queue of schedules and rules. */
export const acknowledgeDeadLetters = (queue: IConstruct): void =>
  Validations.of(queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: REASONS.deadLetters });

/** Returns the name under which cdk-nag reports a value that another stack exports. */
function importedName(stack: Stack, value: string): string {
  const resolved: unknown = stack.resolve(value);
  const name = resolved && typeof resolved === 'object' && 'Fn::ImportValue' in resolved && resolved['Fn::ImportValue'];
  if (typeof name !== 'string') throw new Error(`${JSON.stringify(resolved)} is not imported from another stack`);
  return name;
}

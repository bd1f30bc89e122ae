import { ArnFormat, type Stack } from 'aws-cdk-lib';
import type { StageConfig } from './stage-config.ts';

/** ARN patterns of the stage's principals, for a condition on `aws:PrincipalArn`: complete names, or names with `*`. */
export interface Principals {
  /** All functions of the stage, by the path of their roles. */
  readonly functions: string;
  /** The functions that may read the id key. */
  readonly keyReaders: string;
  /** The role that CloudFormation assumes when the CDK deploys. */
  readonly deployment: string;
  /** Roles that may read all data, for work that has to be done by hand. */
  readonly administrators: readonly string[];
  /** The role of AWS Backup; empty if the stage has no backup plan. */
  readonly backups: readonly string[];
  readonly uploaders: readonly string[];
  readonly reviewers: readonly string[];
  /** Roles for people who query exact facts. */
  readonly queriers: readonly string[];
}

/**
 * Returns the path of a function's role. Policies of other stacks identify functions by this path, because
 * CloudFormation chooses the name of the role.
 */
export const rolePath = (stage: string, readsKey: boolean): string =>
  `/factsheets/${stage}/${readsKey ? 'id-key/' : ''}`;

/** Returns the path of the role that AWS Backup assumes. */
export const backupRolePath = (stage: string): string => `/factsheets-backup/${stage}/`;

/** Returns the principals of a stage in the account of a stack. */
export function principalsOf(stack: Stack, { stage, access, backup, query }: StageConfig): Principals {
  const role = (name: string): string =>
    stack.formatArn({
      service: 'iam',
      region: '',
      resource: 'role',
      resourceName: name,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  return {
    functions: role(`${rolePath(stage, false).slice(1)}*`),
    keyReaders: role(`${rolePath(stage, true).slice(1)}*`),
    deployment: role('cdk-*-cfn-exec-role-*'),
    administrators: access.administrators.map(role),
    backups: backup === null ? [] : [role(`${backupRolePath(stage).slice(1)}*`)],
    uploaders: access.uploaders.map(role),
    reviewers: access.reviewers.map(role),
    queriers: (query?.roles ?? []).map(role),
  };
}

import { ArnFormat, type Stack } from 'aws-cdk-lib';
import type { StageConfig } from './stage-config.ts';

/** What a principal's ARN is to be like, for a condition on `aws:PrincipalArn`: whole names, or with `*`. */
export interface Principals {
  /** Every function of the stage, by the path of its role. */
  readonly functions: string;
  /** Those of them that may read the id key. */
  readonly keyReaders: string;
  /** What CloudFormation works as when the CDK deploys. */
  readonly deployment: string;
  /** Whoever may read everything, for what has to be done by hand. */
  readonly administrators: readonly string[];
  /** AWS Backup, where the stage has a backup plan. */
  readonly backups: readonly string[];
  readonly uploaders: readonly string[];
  readonly reviewers: readonly string[];
}

/** The path of a function's role: policies of other stacks name functions by it, whatever CloudFormation calls the role. */
export const rolePath = (stage: string, readsKey: boolean): string =>
  `/factsheets/${stage}/${readsKey ? 'id-key/' : ''}`;

/** The path of the role that AWS Backup works as. */
export const backupRolePath = (stage: string): string => `/factsheets-backup/${stage}/`;

/** The principals of a stage, in the account of a stack. */
export function principalsOf(stack: Stack, { stage, access, backup }: StageConfig): Principals {
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
  };
}

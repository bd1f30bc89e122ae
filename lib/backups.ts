import { ArnFormat, Duration, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { backupRolePath } from './access.ts';
import { acknowledgeBackupStorage } from './acknowledgements.ts';
import { vaultKeyPolicy } from './data-key.ts';
import type { StageConfig } from './stage-config.ts';

export interface BackupsProps {
  readonly config: StageConfig;
  readonly backup: NonNullable<StageConfig['backup']>;
  /** The key that encrypts the table. */
  readonly key: IKey;
  readonly tableArn: string;
  readonly removalPolicy: RemovalPolicy;
}

/** A backup that cannot start within this time waits until the next day. */
const START_WITHIN = Duration.hours(2);

/**
 * A daily backup of the table by AWS Backup, in a vault with its own key: it outlives the table and the table's key,
 * and no one can delete a recovery point before it expires. The buckets have versioning and are not backed up.
 */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, { config, backup, key, tableArn, removalPolicy }: BackupsProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const vaultKey = new Key(this, 'Key', {
      description: `Hotline fact sheets, ${config.stage}: backups of the table`,
      policy: vaultKeyPolicy(stack, config),
      enableKeyRotation: true,
      removalPolicy,
    });
    const vault = new BackupVault(this, 'Vault', {
      encryptionKey: vaultKey,
      blockRecoveryPointDeletion: config.dataOnDelete === 'keep',
      removalPolicy,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      path: backupRolePath(config.stage),
      description: 'AWS Backup: copies the table into its vault',
    });
    for (const statement of this.rights(vault.backupVaultArn, tableArn, backup.copyTo)) role.addToPolicy(statement);
    this.letUseKeys(role, [key, vaultKey]);
    acknowledgeBackupStorage(role);
    const plan = new BackupPlan(this, 'Plan', { backupVault: vault });
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'Daily',
        scheduleExpression: Schedule.cron({ minute: '0', hour: '2' }),
        startWindow: START_WITHIN,
        deleteAfter: Duration.days(backup.keepDays),
        ...(backup.copyTo !== null && { copyActions: [this.copyTo(backup.copyTo, backup.keepDays)] }),
      }),
    );
    plan.addSelection('Table', {
      resources: [BackupResource.fromArn(tableArn)],
      role: role.withoutPolicyUpdates(),
      // The default policy would let AWS Backup read every bucket, disk and database of the account.
      disableDefaultBackupPolicy: true,
    });
  }

  private copyTo(arn: string, keepDays: number) {
    const destinationBackupVault = BackupVault.fromBackupVaultArn(this, 'Copies', arn);
    return { destinationBackupVault, deleteAfter: Duration.days(keepDays) };
  }

  /** The part of AWS's policy AWSBackupServiceRolePolicyForBackup that DynamoDB tables need. */
  private rights(vault: string, table: string, copies: string | null): PolicyStatement[] {
    const allow = (actions: string[], ...resources: string[]) => new PolicyStatement({ actions, resources });
    const recoveryPoints = Stack.of(this).formatArn({
      service: 'backup',
      resource: 'recovery-point',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return [
      allow(['dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource', 'dynamodb:StartAwsBackupJob'], table),
      allow(['backup:CopyIntoBackupVault', 'backup:DescribeBackupVault'], vault, ...(copies === null ? [] : [copies])),
      allow(['backup-storage:MountCapsule'], '*'), // takes no resource
      ...(copies === null ? [] : [allow(['backup:CopyFromBackupVault'], vault, recoveryPoints)]),
    ];
  }

  private letUseKeys(role: Role, keys: readonly IKey[]): void {
    const { region } = Stack.of(this);
    role.addToPolicy(
      new PolicyStatement({
        actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
        resources: keys.map(({ keyArn }) => keyArn),
        conditions: {
          StringEquals: { 'kms:ViaService': ['dynamodb', 'backup'].map((name) => `${name}.${region}.amazonaws.com`) },
        },
      }),
    );
  }
}

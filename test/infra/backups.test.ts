import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { addStage, factsheetsApp } from '../../lib/factsheets-app.ts';
import { loadStageConfig, type StageConfig } from '../../lib/stage-config.ts';
import { isAtLength } from '../at-length.ts';
import { ROOT, stageTemplates } from './stage-templates.ts';

const VAULT = 'arn:aws:backup:us-west-2:444455556666:backup-vault:factsheets';

/** Synthesizes the data stack of prod with this backup plan, including the checks of cdk-nag. */
function dataWith(change: Partial<StageConfig>): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'factsheets-cdk-'));
  const app = factsheetsApp({ outdir, builtinCloudFormationValidation: isAtLength });
  const config = { ...loadStageConfig(ROOT, 'prod'), ...change };
  const { data } = addStage(app, config, () => Code.fromInline('exports.handler = async () => null'));
  const template = Template.fromStack(data);
  app.synth();
  return template;
}

const plain = dataWith({ backup: { keepDays: 90, copyTo: null } });
const copied = dataWith({ backup: { keepDays: 90, copyTo: VAULT }, tableName: 'restored' });
const propertiesOf = (template: Template, type: string) =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties);
const rolePolicy = (template: Template) =>
  JSON.stringify(
    propertiesOf(template, 'AWS::IAM::Policy').filter(({ Roles }) => JSON.stringify(Roles).includes('BackupsRole')),
  );

describe('backups of the table', () => {
  it('are made once a day, and deleted when the configuration says', () => {
    const [plan] = propertiesOf(plain, 'AWS::Backup::BackupPlan');
    expect(plan?.BackupPlan.BackupPlanRule).toMatchObject([
      { ScheduleExpression: 'cron(0 2 * * ? *)', Lifecycle: { DeleteAfterDays: 90 } },
    ]);
    expect(plan?.BackupPlan.BackupPlanRule[0].CopyActions).toBeUndefined();
  });

  it('are of the table and of nothing else', () => {
    const [selection] = propertiesOf(plain, 'AWS::Backup::BackupSelection');
    expect(selection?.BackupSelection.Resources).toEqual([{ 'Fn::GetAtt': [expect.stringMatching(/^Table/u), 'Arn'] }]);
    expect(JSON.stringify(propertiesOf(copied, 'AWS::Backup::BackupSelection'))).toContain(':table/restored');
  });

  it('are copied to a vault elsewhere where the configuration names one', () => {
    const [plan] = propertiesOf(copied, 'AWS::Backup::BackupPlan');
    expect(plan?.BackupPlan.BackupPlanRule[0].CopyActions).toEqual([
      { DestinationBackupVaultArn: VAULT, Lifecycle: { DeleteAfterDays: 90 } },
    ]);
    expect(rolePolicy(copied)).toContain(VAULT);
    expect(rolePolicy(plain)).not.toContain('CopyFromBackupVault');
  });

  it('stay when the stack goes, have a key of their own, and cannot be deleted before their time', () => {
    const [vault] = Object.values(plain.findResources('AWS::Backup::BackupVault'));
    expect(vault?.DeletionPolicy).toBe('Retain');
    expect(JSON.stringify(vault?.Properties.EncryptionKeyArn)).toMatch(/BackupsKey/u);
    expect(JSON.stringify(vault?.Properties.AccessPolicy)).toMatch(/backup:DeleteRecoveryPoint.*"Effect":"Deny"/u);
  });

  it('are made by a role that reads no bucket and no other table', () => {
    const policy = rolePolicy(plain);
    expect(policy).not.toMatch(/"s3:|dynamodb:\*|"ec2:|"rds:/u);
    const roles = propertiesOf(plain, 'AWS::IAM::Role').filter(({ Path }) =>
      /^\/factsheets-backup\//u.test(Path ?? ''),
    );
    expect(roles.map(({ ManagedPolicyArns }) => ManagedPolicyArns)).toEqual([undefined]);
  });

  it('may use the key of the table through DynamoDB and AWS Backup, which no one may in a stage without them', () => {
    const uses = (template: Template) =>
      propertiesOf(template, 'AWS::KMS::Key')
        .flatMap(({ KeyPolicy }) => KeyPolicy.Statement)
        .filter(({ Sid }) => Sid === 'Backups');
    expect(uses(plain)).toHaveLength(2);
    for (const { Condition } of uses(plain)) {
      expect(JSON.stringify(Condition.ArnLike)).toContain('role/factsheets-backup/prod/*');
      expect(JSON.stringify(Condition.StringEquals)).not.toMatch(/"s3\.|secretsmanager/u);
    }
    expect(uses(stageTemplates('prod').data)).toEqual([]);
    stageTemplates('prod').data.resourceCountIs('AWS::Backup::BackupVault', 0);
  });
});

import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { tableSchema } from '../../src/domain/table-keys.ts';
import { stageTemplates } from './stage-templates.ts';

const { data } = stageTemplates('prod');
const buckets = Object.entries(data.findResources('AWS::S3::Bucket')).filter(([id]) => !id.startsWith('AccessLogs'));

interface KeyStatement {
  readonly Sid: string;
  readonly Action: string[];
  readonly Condition: Record<'ArnLike' | 'ArnEquals' | 'StringEquals' | 'StringLike', Record<string, unknown>>;
}
const keyStatements = (): KeyStatement[] =>
  Object.values(data.findResources('AWS::KMS::Key'))[0]!.Properties.KeyPolicy.Statement;
const secretStatements = () =>
  Object.values(data.findResources('AWS::SecretsManager::ResourcePolicy'))[0]!.Properties.ResourcePolicy.Statement;

/** Returns the last parts of ARNs that a template joins from pieces, without a leading `:`. */
const ends = (arns: readonly unknown[]): string[] =>
  arns.map((arn) => (JSON.stringify(arn).match(/"([^"]+)"\]\]\}$/u)?.[1] ?? '').replace(/^:/u, ''));
const butFor = (statement: { Condition: { ArnNotLike: Record<string, unknown> } }): string[] =>
  ends([statement.Condition.ArnNotLike['aws:PrincipalArn']].flat());

describe('what outlives every deployment', () => {
  it('keeps its logical ids: a new id is an empty resource', () => {
    const stateful = ['AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::SecretsManager::Secret'];
    expect(stateful.flatMap((type) => Object.keys(data.findResources(type))).sort()).toMatchInlineSnapshot(`
      [
        "AccessLogs8B620ECA",
        "Exports25637AFB",
        "FactsA5EA939F",
        "HashKeyEC50E6F3",
        "Key961B73FD",
        "Links5AE26E87",
        "Reports65402A0A",
        "TableCD117FA1",
      ]
    `);
  });

  it('stays when its stack goes', () => {
    const resources: Record<string, { Type: string; DeletionPolicy?: string; UpdateReplacePolicy?: string }> =
      data.toJSON().Resources;
    const kept = Object.values(resources).filter(({ Type }) => /Bucket$|Table$|Key$|Secret$/u.test(Type));
    expect(kept.length).toBe(8);
    for (const one of kept)
      expect([one.Type, one.DeletionPolicy, one.UpdateReplacePolicy]).toEqual([one.Type, 'Retain', 'Retain']);
  });

  it('has three buckets for data', () => expect(buckets).toHaveLength(3));

  it.each(buckets)('keeps %s private, versioned, encrypted and its accesses logged', (_id, { Properties }) => {
    expect(Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    const [rule] = Properties.BucketEncryption.ServerSideEncryptionConfiguration;
    expect(rule.BucketKeyEnabled).toBe(true);
    expect(rule.ServerSideEncryptionByDefault.SSEAlgorithm).toBe('aws:kms');
    expect(Properties.OwnershipControls.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    expect(Properties.LoggingConfiguration.LogFilePrefix).toMatch(/^[a-z]+\/$/u);
    const rules = Properties.LifecycleConfiguration.Rules.map((one: { Id: string }) => one.Id);
    expect(rules.slice(0, 2)).toEqual(['old-versions', 'broken-uploads']);
  });

  it('lets EventBridge know of uploads, and of nothing else', () => {
    const telling = buckets.filter(([, { Properties }]) => Properties.NotificationConfiguration);
    expect(telling.map(([id]) => id)).toEqual([expect.stringMatching(/^Exports/u)]);
    data.resourceCountIs('AWS::Lambda::Function', 0);
  });

  it.each(Object.keys(data.findResources('AWS::S3::Bucket')))('refuses %s without TLS', (id) => {
    data.hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: { Ref: id },
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });
});

describe('the table and the id key', () => {
  it('bills the table by request, guards it against deletion and can put it back to any second of 35 days', () => {
    data.hasResourceProperties('AWS::DynamoDB::Table', {
      ...tableSchema(),
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      SSESpecification: Match.objectLike({ SSEEnabled: true, SSEType: 'KMS' }),
    });
  });

  it('makes the id key of hex digits alone', () => {
    const [secret] = Object.values(data.findResources('AWS::SecretsManager::Secret'));
    // byte for byte: any other text, even with the same meaning, makes CloudFormation generate another key
    expect(JSON.stringify(secret!.Properties.GenerateSecretString)).toBe(
      '{"ExcludeCharacters":"ghijklmnopqrstuvwxyz","ExcludePunctuation":true,"ExcludeUppercase":true,"PasswordLength":64,"RequireEachIncludedType":false}',
    );
    const { ExcludeCharacters, PasswordLength, ...rest } = secret!.Properties.GenerateSecretString;
    const left = [...'abcdefghijklmnopqrstuvwxyz0123456789'].filter((one) => !ExcludeCharacters.includes(one));
    expect(left.join('')).toBe('abcdef0123456789');
    expect(PasswordLength).toBe(64);
    expect(rest).toEqual({ ExcludePunctuation: true, ExcludeUppercase: true, RequireEachIncludedType: false });
  });

  it('refuses another id key, and to delete it, whoever asks', () => {
    const [never] = secretStatements();
    expect(never).toEqual({
      Sid: 'NeverAnotherKey',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: [
        'secretsmanager:CancelRotateSecret',
        'secretsmanager:DeleteSecret',
        'secretsmanager:PutSecretValue',
        'secretsmanager:RotateSecret',
        'secretsmanager:UpdateSecret',
        'secretsmanager:UpdateSecretVersionStage',
      ],
      Resource: '*',
    });
  });

  it('lets the functions that hash and the administrators read the id key, whatever IAM allows others', () => {
    const [, read, policy] = secretStatements();
    expect(read).toMatchObject({ Effect: 'Deny', Action: expect.arrayContaining(['secretsmanager:GetSecretValue']) });
    expect(butFor(read)).toEqual(['role/factsheets/prod/id-key/*', 'role/FactsheetsAdministrator']);
    expect(policy).toMatchObject({
      Effect: 'Deny',
      Action: expect.arrayContaining(['secretsmanager:PutResourcePolicy']),
    });
    expect(butFor(policy)).toEqual(['role/cdk-*-cfn-exec-role-*', 'role/FactsheetsAdministrator']);
    const roles = Object.entries(stageTemplates('prod').pipeline.findResources('AWS::IAM::Role'));
    const readers = roles.filter(([, { Properties }]) => Properties.Path === '/factsheets/prod/id-key/');
    const granted = Object.values(stageTemplates('prod').pipeline.findResources('AWS::IAM::Policy'))
      .filter(({ Properties }) => JSON.stringify(Properties.PolicyDocument).includes('secretsmanager:GetSecretValue'))
      .filter(({ Properties }) => JSON.stringify(Properties.PolicyDocument).includes('HashKey'))
      .map(({ Properties }) => Properties.Roles[0].Ref);
    expect(readers.map(([id]) => id).sort()).toEqual(granted.sort());
  });
});

describe('the data key', () => {
  it('lets the account manage the data key and use it in no way', () => {
    const [administration, ...uses] = keyStatements();
    const used = /Decrypt|Encrypt|GenerateDataKey|CreateGrant|\*/u;
    expect(administration?.Action.filter((action: string) => used.test(action))).toEqual([]);
    expect(administration?.Action).toEqual(
      expect.arrayContaining(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion']),
    );
    for (const { Condition } of uses)
      expect(Condition.ArnLike?.['aws:PrincipalArn'] ?? Condition.ArnEquals).toBeDefined();
  });

  it('lets named roles use the data key, each for what it is there for', () => {
    const uses = keyStatements().filter(({ Condition }) => Condition?.ArnLike);
    const named = uses.map((use) => [
      use.Sid,
      ends([use.Condition.ArnLike['aws:PrincipalArn']].flat()),
      [use.Condition.StringEquals['kms:ViaService']].flat().map((one) => JSON.stringify(one).match(/"(\w+)\./u)?.[1]),
      ends([use.Condition.StringLike?.['kms:EncryptionContext:aws:s3:arn'] ?? []].flat()),
      use.Action.includes('kms:CreateGrant'),
    ]);
    expect(named).toEqual([
      ['Functions', ['role/factsheets/prod/*'], ['s3', 'dynamodb', 'secretsmanager'], [], false],
      ['Deployment', ['role/cdk-*-cfn-exec-role-*'], ['dynamodb', 'secretsmanager'], [], true],
      ['Administrators', ['role/FactsheetsAdministrator'], ['s3', 'dynamodb', 'secretsmanager'], [], true],
      ['Uploaders', ['role/FactsheetsUploader'], ['s3'], ['s3:::factsheets-prod-data-exports*'], false],
      ['Reviewers', ['role/FactsheetsReviewer'], ['s3'], ['s3:::factsheets-prod-data-reports*'], false],
      ['Queriers', ['role/FactsheetsQuery'], ['s3'], ['s3:::factsheets-prod-data-facts*'], false],
    ]);
  });
});

describe('what expires', () => {
  it('forgets problems, which quote cells, after 90 days, what is checked or retired after one, results of queries after seven, lists of families after 30, counts after 400, and nothing else', () => {
    const expiring = buckets.flatMap(([id, { Properties }]) =>
      Properties.LifecycleConfiguration.Rules.filter(
        (rule: { ExpirationInDays?: number }) => rule.ExpirationInDays !== undefined,
      ).map((rule: object) => ({ id: id.replace(/[0-9A-F]{8}$/u, ''), ...rule })),
    );
    const retired = (id: string, Prefix: string) => ({
      id,
      Id: 'retired',
      Prefix,
      TagFilters: [{ Key: 'retired', Value: 'true' }],
      ExpirationInDays: 1,
      Status: 'Enabled',
    });
    const expired = (Id: string, Prefix: string, days: number, oldDays: number) => ({
      id: 'Exports',
      Id,
      Prefix,
      ExpirationInDays: days,
      NoncurrentVersionExpiration: { NoncurrentDays: oldDays },
      Status: 'Enabled',
    });
    expect(expiring).toEqual([
      expired('expiring', 'problems/', 90, 7),
      expired('expiring-checks', 'checks/', 1, 1),
      expired('expiring-check-results', 'check-results/', 1, 1),
      expired('expiring-value-requests', 'value-requests/', 1, 1),
      expired('expiring-check-values', 'check-values/', 1, 1),
      retired('Exports', 'problems/'),
      { ...expired('expiring', 'query-results/', 7, 1), id: 'Facts' },
      { ...expired('expiring-counts', 'counts/', 400, 7), id: 'Facts' },
      { ...expired('expiring-count-index', 'count-index/', 4000, 7), id: 'Facts' },
      retired('Facts', 'facts/'),
      { ...expired('expiring', 'families/', 30, 7), id: 'Reports' },
      retired('Reports', 'reports/'),
    ]);
  });
});

describe('what depends on the stage', () => {
  it('lets pages of the portal, and no others, send objects, where a stage has a portal', () => {
    const rules = buckets.flatMap(([id, { Properties }]) =>
      (Properties.CorsConfiguration?.CorsRules ?? []).map((rule: object) => ({
        id: id.replace(/[0-9A-F]{8}$/u, ''),
        ...rule,
      })),
    );
    expect(rules).toEqual([
      {
        id: 'Exports',
        AllowedMethods: ['PUT'],
        AllowedHeaders: ['x-amz-checksum-sha256', 'content-type'],
        AllowedOrigins: [{ 'Fn::Join': ['', ['https://*.execute-api.', { Ref: 'AWS::Region' }, '.amazonaws.com']] }],
        MaxAge: 3600,
      },
    ]);
    const [, { Properties }] = Object.entries(stageTemplates('dev').data.findResources('AWS::S3::Bucket')).find(
      ([id]) => id.startsWith('Exports'),
    )!;
    expect(Properties.CorsConfiguration).toBeUndefined();
  });

  it('lets go of the table in a stage that destroys its data', () => {
    stageTemplates('dev').data.hasResourceProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: false });
  });

  it('makes the sender’s domain known to SES where its stage says so, and says which records its DNS needs', () => {
    data.hasResource('AWS::SES::EmailIdentity', {
      DeletionPolicy: 'Retain',
      Properties: {
        EmailIdentity: 'example.org',
        MailFromAttributes: { MailFromDomain: 'bounce.example.org', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
      },
    });
    const outputs = data.findOutputs('*');
    const records = Object.keys(outputs).filter((name) => name.endsWith('Record') || /Record\d$/u.test(name));
    expect(records.sort()).toEqual([
      'DkimRecord1',
      'DkimRecord2',
      'DkimRecord3',
      'DmarcRecord',
      'MailFromMxRecord',
      'MailFromSpfRecord',
    ]);
    expect(JSON.stringify(outputs.DkimRecord1?.Value)).toMatch(/DkimDNSTokenName1.* CNAME .*DkimDNSTokenValue1/u);
    expect(outputs.DmarcRecord?.Value).toMatch(/^_dmarc\.example\.org TXT "v=DMARC1; /u);
    stageTemplates('dev').data.resourceCountIs('AWS::SES::EmailIdentity', 0);
  });

  it('empties buckets, old versions too, before a stage that destroys its data deletes them', () => {
    const dev = stageTemplates('dev').data;
    dev.resourceCountIs('Custom::S3AutoDeleteObjects', 4);
    data.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
  });

  it('destroys data only in a stage that says so', () => {
    const dev = Object.values(stageTemplates('dev').data.findResources('AWS::S3::Bucket'));
    expect(dev.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(dev.map(() => 'Delete'));
  });
});

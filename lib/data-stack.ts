import { ArnFormat, CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { FAMILIES_PREFIX } from '../src/domain/family-list.ts';
import { type Principals, principalsOf } from './access.ts';
import { acknowledgeNoRotation, acknowledgeRotationByHand } from './acknowledgements.ts';
import { Backups } from './backups.ts';
import { dataKeyPolicy } from './data-key.ts';
import { MailIdentity } from './mail-identity.ts';
import type { PortalConfig } from './portal-config.ts';
import { accessLogBucket, PrivateBucket } from './private-bucket.ts';
import { RESULTS_PREFIX } from './query-config.ts';
import type { StageConfig } from './stage-config.ts';

export interface DataStackProps extends StackProps {
  readonly config: StageConfig;
}

/** All actions that change the value of the id key or remove it. */
const REKEYING = [
  'secretsmanager:CancelRotateSecret',
  'secretsmanager:DeleteSecret',
  'secretsmanager:PutSecretValue',
  'secretsmanager:RotateSecret',
  'secretsmanager:UpdateSecret',
  'secretsmanager:UpdateSecretVersionStage',
];

const READING = ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'];

/** Actions that would remove the denials. */
const OPENING = ['secretsmanager:DeleteResourcePolicy', 'secretsmanager:PutResourcePolicy'];

/** 32 bytes as 64 hex digits. */
const HEX_DIGITS = {
  passwordLength: 64,
  excludePunctuation: true,
  excludeUppercase: true,
  excludeCharacters: 'ghijklmnopqrstuvwxyz',
  requireEachIncludedType: false,
};

/** Problems quote cells of uploads. They exist to be fixed, not to be archived. */
const PROBLEM_DAYS = 90;

/** Files that wait for a check, what was found in them, and what analysts asked to see with values. */
const CHECKED = ['checks/', 'check-results/', 'value-requests/', 'check-values/'].map((prefix) => ({
  prefix,
  days: 1,
  oldDays: 1,
}));

/** Counts of editions so far: a missing one is counted again. */
const RUNNING_COUNTS = { prefix: 'counts/', days: 400, oldDays: 7 };

/** A file of their index is read as long as exports are active, and without it everything is counted again. */
const COUNT_INDEX = { prefix: 'count-index/', days: 4000, oldDays: 7 };

/** Lists of a family's sheets, and results of batches. A publication that failed can be continued for 14 days. */
const FAMILY_LISTS = { prefix: FAMILIES_PREFIX, days: 30, oldDays: 7 };

/** Results of queries can be asked for again. */
const QUERY_RESULTS = { prefix: RESULTS_PREFIX, days: 7, oldDays: 1 };

/** Returns the origin of the portal's pages. API Gateway chooses its address later, so it is not known here. */
const portalOriginPattern = ({ region }: Stack, { domain }: PortalConfig): string =>
  domain ? `https://${domain.name}` : `https://*.execute-api.${region}.amazonaws.com`;

/**
 * Resources that must outlive every deployment: uploads, facts, reports, the table, the keys. A test pins the logical
 * ids.
 */
export class DataStack extends Stack {
  /** Encrypts all data of this stack. */
  readonly key: Key;
  /** Uploads below `exports/`; below `problems/`, the problems found in them, which are equally confidential. */
  readonly exports: Bucket;
  readonly facts: Bucket;
  readonly reports: Bucket;
  readonly table: Table;
  /** The key, 64 hex digits, that hashes ids and breaks ties. */
  readonly hashKey: Secret;
  /**
   * The secret that signs links in messages (adapters/link-secret-text.ts). It signs nothing else, so it can be
   * replaced on its own.
   */
  readonly linkSecret: Secret;
  private readonly keyOfSecrets: IKey;

  constructor(scope: Construct, id: string, { config, ...props }: DataStackProps) {
    super(scope, id, props);
    const removalPolicy = config.dataOnDelete === 'keep' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.key = new Key(this, 'Key', {
      description: `Hotline fact sheets, ${config.stage}: uploads, facts, reports, table, id key`,
      policy: dataKeyPolicy(this, config),
      enableKeyRotation: true,
      removalPolicy,
    });
    // The key is imported by ARN. Otherwise CDK would let the entire account use it through Secrets Manager.
    this.keyOfSecrets = Key.fromKeyArn(this, 'KeyOfSecrets', this.key.keyArn);
    const shared = { key: this.key, logs: accessLogBucket(this, removalPolicy), removalPolicy };
    this.exports = new PrivateBucket(this, 'Exports', {
      ...shared,
      oldVersionsDays: 400,
      retiring: 'problems/',
      expiring: [{ prefix: 'problems/', days: PROBLEM_DAYS, oldDays: 7 }, ...(config.portal ? CHECKED : [])],
      sendingOrigins: config.portal ? [portalOriginPattern(this, config.portal)] : [],
      emitsEvents: true,
    });
    this.facts = new PrivateBucket(this, 'Facts', {
      ...shared,
      oldVersionsDays: 30,
      retiring: 'facts/',
      expiring: [...(config.query ? [QUERY_RESULTS] : []), RUNNING_COUNTS, COUNT_INDEX],
      emitsEvents: false,
    });
    this.reports = new PrivateBucket(this, 'Reports', {
      ...shared,
      oldVersionsDays: 400,
      retiring: 'reports/',
      expiring: [FAMILY_LISTS],
      emitsEvents: false,
    });
    this.table = this.addTable(removalPolicy);
    this.addBackups(config, removalPolicy);
    this.hashKey = this.addHashKey(removalPolicy, principalsOf(this, config));
    this.linkSecret = this.addLinkSecret(removalPolicy);
    if (config.mail?.identity === 'create') new MailIdentity(this, 'Mail', config.mail.domain, removalPolicy);
    this.addOutputs(config.tableName);
  }

  private addOutputs(tableName: string | null): void {
    new CfnOutput(this, 'ExportsBucket', {
      value: this.exports.bucketName,
      description: 'Uploads go here, below exports/',
    });
    new CfnOutput(this, 'FactsBucket', { value: this.facts.bucketName, description: 'Facts as Parquet' });
    new CfnOutput(this, 'ReportsBucket', {
      value: this.reports.bucketName,
      description: 'Fact sheets, below reports/',
    });
    new CfnOutput(this, 'HashKeySecret', { value: this.hashKey.secretArn, description: 'The secret with the id key' });
    new CfnOutput(this, 'LinkSecret', {
      value: this.linkSecret.secretArn,
      description: 'factsheets key rotate links --secret',
    });
    new CfnOutput(this, 'TableName', {
      value: tableName ?? this.table.tableName,
      description: 'Ledger, editions, revisions',
    });
  }

  /** Backs up the table in use: the stack's own table, or the table that a backup was restored into. */
  private addBackups(config: StageConfig, removalPolicy: RemovalPolicy): void {
    const { backup, tableName } = config;
    if (backup === null) return;
    const tableArn = tableName === null ? this.table.tableArn : tableArnOf(this, tableName);
    new Backups(this, 'Backups', { config, backup, key: this.key, tableArn, removalPolicy });
  }

  private addTable(removalPolicy: RemovalPolicy): Table {
    return new Table(this, 'Table', {
      partitionKey: { name: 'PK', type: AttributeType.STRING },
      sortKey: { name: 'SK', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'expiresAt',
      deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
      removalPolicy,
    });
  }

  /**
   * Creates the id key, which is never rotated: with a different key all facts are worthless and different cells are
   * hidden. CloudFormation generates a new value when anything in `generateSecretString` changes. Therefore a test pins
   * its text, and the secret refuses every other value from any caller, including CloudFormation. An administrator who
   * has to restore an old value removes the policy first (docs/runbook.md).
   */
  private addHashKey(removalPolicy: RemovalPolicy, who: Principals): Secret {
    const secret = new Secret(this, 'HashKey', {
      description:
        'The key that ids of exports are hashed with, 64 hex digits. Never rotate it (docs/runbook.md#keymismatch)',
      encryptionKey: this.keyOfSecrets,
      generateSecretString: HEX_DIGITS,
      removalPolicy,
    });
    this.guard(secret, who);
    acknowledgeNoRotation(secret);
    return secret;
  }

  /** Adds denials that override rights granted by IAM elsewhere in the account. */
  private guard(secret: Secret, { keyReaders, administrators, deployment }: Principals): void {
    const deny = (sid: string, actions: string[], but: readonly string[]): void => {
      const conditions = but.length > 0 && { conditions: { ArnNotLike: { 'aws:PrincipalArn': [...but] } } };
      const resources = ['*']; // in a secret's policy: this secret
      const principals = [new AnyPrincipal()];
      secret.addToResourcePolicy(
        new PolicyStatement({ sid, effect: Effect.DENY, principals, actions, resources, ...conditions }),
      );
    };
    deny('NeverAnotherKey', REKEYING, []);
    deny('ReadByFew', READING, [keyReaders, ...administrators]);
    deny('PolicyOfFew', OPENING, [deployment, ...administrators]);
  }

  /**
   * Creates the secret for links. It is replaced by hand, with `factsheets key rotate links`, after a leak or at any
   * other time. Older links remain valid for a fixed time.
   */
  private addLinkSecret(removalPolicy: RemovalPolicy): Secret {
    const secret = new Secret(this, 'Links', {
      description: 'What links of messages are signed with; replace it with factsheets key rotate links',
      encryptionKey: this.keyOfSecrets,
      generateSecretString: HEX_DIGITS,
      removalPolicy,
    });
    acknowledgeRotationByHand(secret);
    return secret;
  }
}

/** Returns the ARN of a table of this account by its name. */
export const tableArnOf = (stack: Stack, resourceName: string): string =>
  stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });

import type { ResourceName } from '../../src/domain/grants.ts';

/** What one call of the AWS SDK needs: the IAM actions, and the resources that IAM checks each of them on. */
export interface Needed {
  readonly actions: readonly string[];
  readonly on: readonly ResourceName[];
}

/** One row of the table; `needs` receives the input of the call. */
export interface SdkCall {
  readonly needs: (input: Readonly<Record<string, unknown>>) => Needed;
  /** The page that says so. */
  readonly source: string;
}

/** The Service Authorization Reference of AWS; each page lists the IAM actions of one service. */
const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference';
const S3 = `${REFERENCE}/list_amazons3.html`;
const DYNAMODB = `${REFERENCE}/list_amazondynamodb.html`;
const STATES = `${REFERENCE}/list_awsstepfunctions.html`;

/** `where` is the input's field that names the resource; the test calls the adapters with the resources' names in the contract. */
const named = (where: string, ...actions: string[]): SdkCall['needs'] => {
  return (input) => ({ actions, on: [input[where] as ResourceName] });
};

/**
 * Every call of the SDK that a function makes -> what IAM wants for it. Written by hand from the pages named, not derived from
 * `src/domain/grants.ts`, which it checks: an IAM action is not always called like the API operation.
 */
export const SDK_CALLS: Readonly<Record<string, SdkCall>> = {
  GetObjectCommand: { needs: named('Bucket', 's3:GetObject'), source: S3 },
  PutObjectCommand: { needs: named('Bucket', 's3:PutObject'), source: S3 },
  // there is no action s3:ListObjectsV2
  ListObjectsV2Command: { needs: named('Bucket', 's3:ListBucket'), source: S3 },
  // both name the version: there are actions of their own for that
  ListObjectVersionsCommand: { needs: named('Bucket', 's3:ListBucketVersions'), source: S3 },
  PutObjectTaggingCommand: { needs: named('Bucket', 's3:PutObjectVersionTagging'), source: S3 },
  DeleteCommand: { needs: named('TableName', 'dynamodb:DeleteItem'), source: DYNAMODB },
  GetCommand: { needs: named('TableName', 'dynamodb:GetItem'), source: DYNAMODB },
  PutCommand: { needs: named('TableName', 'dynamodb:PutItem'), source: DYNAMODB },
  QueryCommand: { needs: named('TableName', 'dynamodb:Query'), source: DYNAMODB },
  GetSecretValueCommand: {
    needs: named('SecretId', 'secretsmanager:GetSecretValue'),
    source: `${REFERENCE}/list_awssecretsmanager.html`,
  },
  PutEventsCommand: {
    needs: () => ({ actions: ['events:PutEvents'], on: ['bus'] }),
    source: `${REFERENCE}/list_amazoneventbridge.html`,
  },
  StartExecutionCommand: { needs: named('stateMachineArn', 'states:StartExecution'), source: STATES },
  // both on the execution; the table's page has no state machine beside it
  DescribeExecutionCommand: {
    needs: () => ({ actions: ['states:DescribeExecution'], on: ['executions'] }),
    source: STATES,
  },
  RedriveExecutionCommand: {
    needs: () => ({ actions: ['states:RedriveExecution'], on: ['executions'] }),
    source: STATES,
  },
  GetAccountCommand: {
    needs: () => ({ actions: ['ses:GetAccount'], on: ['mail-account'] }),
    source: `${REFERENCE}/list_amazonsimpleemailservicev2.html`,
  },
  // SES v2 has one operation, but IAM checks a raw message as the action of SES v1 (list_amazonses.html), and checks it on the
  // identity and on the configuration set (aws/aws-actionmailer-ses-ruby#10, anymail/django-anymail#384, medplum/medplum#10102)
  SendEmailCommand: {
    needs: ({ Content, ConfigurationSetName }) => ({
      actions: isRaw(Content) ? ['ses:SendRawEmail'] : ['ses:SendEmail'],
      on: ['mail-identity', ...(ConfigurationSetName === undefined ? [] : (['mail-configuration'] as const))],
    }),
    source: `${REFERENCE}/list_amazonses.html`,
  },
};

const isRaw = (content: unknown): boolean => typeof content === 'object' && content !== null && 'Raw' in content;

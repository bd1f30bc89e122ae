import type { ResourceName } from '../../src/domain/grants.ts';

/** The permissions for one call of the AWS SDK: the IAM actions, and the resources on which IAM checks each of them. */
export interface Needed {
  readonly actions: readonly string[];
  readonly on: readonly ResourceName[];
}

/** One row of the table; `needs` receives the input of the call. */
export interface SdkCall {
  readonly needs: (input: Readonly<Record<string, unknown>>) => Needed;
  /** The page that documents it. */
  readonly source: string;
}

/** The Service Authorization Reference of AWS; each page lists the IAM actions of one service. */
const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference';
const S3 = `${REFERENCE}/list_amazons3.html`;
const DYNAMODB = `${REFERENCE}/list_amazondynamodb.html`;
const STATES = `${REFERENCE}/list_awsstepfunctions.html`;

/**
 * Returns the actions on the resource that the input's field `where` names. The test calls the adapters with the
 * contract's resource names.
 */
const named = (where: string, ...actions: string[]): SdkCall['needs'] => {
  return (input) => ({ actions, on: [input[where] as ResourceName] });
};

/**
 * Every SDK call that a function makes, with the permissions that IAM requires. The table is written by hand from the
 * pages that it names, not derived from `src/domain/grants.ts`, which it checks: an IAM action does not always have the
 * name of the API operation.
 */
export const SDK_CALLS: Readonly<Record<string, SdkCall>> = {
  GetObjectCommand: { needs: named('Bucket', 's3:GetObject'), source: S3 },
  PutObjectCommand: { needs: named('Bucket', 's3:PutObject'), source: S3 },
  // the action s3:ListObjectsV2 does not exist
  ListObjectsV2Command: { needs: named('Bucket', 's3:ListBucket'), source: S3 },
  DeleteObjectCommand: { needs: named('Bucket', 's3:DeleteObject'), source: S3 },
  // both calls name the version, and IAM has separate actions for that
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
  SendMessageCommand: { needs: named('QueueUrl', 'sqs:SendMessage'), source: `${REFERENCE}/list_amazonsqs.html` },
  StartExecutionCommand: { needs: named('stateMachineArn', 'states:StartExecution'), source: STATES },
  // both are checked on the execution; the table of the page lists no state machine for them
  DescribeExecutionCommand: {
    needs: () => ({ actions: ['states:DescribeExecution'], on: ['executions'] }),
    source: STATES,
  },
  RedriveExecutionCommand: {
    needs: () => ({ actions: ['states:RedriveExecution'], on: ['executions'] }),
    source: STATES,
  },
  AdminGetUser: {
    needs: () => ({ actions: ['cognito-idp:AdminGetUser'], on: ['people-pool'] }),
    source: `${REFERENCE}/list_amazoncognitouserpools.html`,
  },
  AdminListGroupsForUser: {
    needs: () => ({ actions: ['cognito-idp:AdminListGroupsForUser'], on: ['people-pool'] }),
    source: `${REFERENCE}/list_amazoncognitouserpools.html`,
  },
  GetAccountCommand: {
    needs: () => ({ actions: ['ses:GetAccount'], on: ['mail-account'] }),
    source: `${REFERENCE}/list_amazonsimpleemailservicev2.html`,
  },
  // SES v2 has one operation, but IAM checks a raw message as the action of SES v1 (list_amazonses.html), and checks it
  // on the identity and on the configuration set (aws/aws-actionmailer-ses-ruby#10, anymail/django-anymail#384,
  // medplum/medplum#10102).
  SendEmailCommand: {
    needs: ({ Content, ConfigurationSetName }) => ({
      actions: isRaw(Content) ? ['ses:SendRawEmail'] : ['ses:SendEmail'],
      on: ['mail-identity', ...(ConfigurationSetName === undefined ? [] : (['mail-configuration'] as const))],
    }),
    source: `${REFERENCE}/list_amazonses.html`,
  },
};

const isRaw = (content: unknown): boolean => typeof content === 'object' && content !== null && 'Raw' in content;

import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { cognitoAccounts, signedCognito } from '../src/adapters/aws/cognito-accounts.ts';
import type { DynamoTable } from '../src/adapters/aws/dynamo-table.ts';
import { eventBridgeEvents } from '../src/adapters/aws/event-bridge-events.ts';
import { s3ActivityHeads } from '../src/adapters/aws/s3-activity-heads.ts';
import { s3Client } from '../src/adapters/aws/s3-client.ts';
import { s3PublicSite } from '../src/adapters/aws/s3-public-site.ts';
import { s3ReportLinks } from '../src/adapters/aws/s3-report-links.ts';
import { s3Retirable } from '../src/adapters/aws/s3-retirable.ts';
import { s3StateHeads } from '../src/adapters/aws/s3-state-heads.ts';
import { type Bucket, s3Exports, s3Objects } from '../src/adapters/aws/s3-store.ts';
import { s3UploadOffers } from '../src/adapters/aws/s3-upload-offers.ts';
import { s3Withdrawals } from '../src/adapters/aws/s3-withdrawals.ts';
import { secretHashKey, secretText } from '../src/adapters/aws/secrets.ts';
import { sesMail } from '../src/adapters/aws/ses-mail.ts';
import { sqsTestMessages } from '../src/adapters/aws/sqs-test-messages.ts';
import { checkTableFormat } from '../src/adapters/aws/table-format.ts';
import { secretLinkSecrets } from '../src/adapters/link-secrets.ts';
import { definitionFiles } from '../src/adapters/local/definition-files.ts';
import { fontFiles } from '../src/adapters/local/font-files.ts';
import { loadDefinitions } from '../src/definitions/load-definitions.ts';
import { withCanary } from '../src/definitions/with-canary.ts';
import { CANARY } from '../src/domain/canary.ts';
import type { ObjectStore } from '../src/domain/effects.ts';
import { ENVIRONMENT, type EnvironmentName } from '../src/domain/environment.ts';
import type { TestMessages } from '../src/domain/mail.ts';
import { approvedKey } from '../src/domain/object-keys.ts';
import type { Accounts } from '../src/domain/person.ts';

/**
 * Returns a variable of the function's environment, which infrastructure sets.
 * @throws Error if the variable is not set or empty
 */
export function environment(name: EnvironmentName): string {
  const value = process.env[ENVIRONMENT[name]];
  if (!value) throw new Error(`the environment variable ${ENVIRONMENT[name]} is not set`);
  return value;
}

/**
 * Wraps a factory so that it runs on first use and its result is reused for the life of the process. A failure is not
 * cached.
 */
export function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}

/** The folder of the program's definitions, fonts and schedules in the deployed asset. */
export const ROOT = process.env.LAMBDA_TASK_ROOT ?? process.cwd();

/** The definitions for everything that people review and receive. */
export const definitionsFolder = definitionFiles(ROOT);
/** The definitions plus the canary's, for creating drafts. */
export const pipelineFolder = withCanary(definitionsFolder, definitionFiles(join(ROOT, CANARY)));
export const fonts = fontFiles(ROOT);
export const definitions = once(() => loadDefinitions(definitionsFolder));
export const pipelineDefinitions = once(() => loadDefinitions(pipelineFolder));

// One client per process, so that connections are reused; each bucket is opened only where a handler uses it.
const s3 = s3Client(process.env);
const bucket = (name: EnvironmentName): Bucket => ({ client: s3, name: environment(name) });

export const stagedUploads = () => s3Exports(bucket('exportsBucket'));
export const checkResults = () => s3Objects(bucket('exportsBucket'));
export const valueRequests = checkResults;
export const checkedValues = checkResults;
export const uploadOffers = () => s3UploadOffers(bucket('exportsBucket'));
export const withdrawals = () => s3Withdrawals(bucket('exportsBucket'));
export const uploads = () => s3Exports(bucket('exportsBucket'));
export const problems = () => s3Objects(bucket('exportsBucket'));
export const facts = () => s3Objects(bucket('factsBucket'));
export const factsBucket = () => bucket('factsBucket');
export const reports = () => s3Objects(bucket('reportsBucket'));
export const approved = reports;

/** Reads a report's files where they were copied at its approval: for functions that may not read drafts. */
export const approvedReports = (): ObjectStore => {
  const store = approved();
  return { ...store, bytes: (key) => store.bytes(approvedKey(key)) };
};

export const publicSite = () => s3PublicSite(bucket('publicBucket'));
export const heads = () => s3StateHeads(bucket('reportsBucket'));
export const activityHeads = () => s3ActivityHeads(bucket('reportsBucket'));
export const canaryUploads = problems;

export const retirable = (name: EnvironmentName) => s3Retirable(bucket(name));

export const reportLinks = () => s3ReportLinks(bucket('reportsBucket'));

// No retries by the SDK: a call that timed out may have succeeded.
const ses = new SESv2Client({ maxAttempts: 1 });
export const mail = () => sesMail(ses, environment('configurationSet'));

export const testMessages = (): TestMessages => sqsTestMessages(new SQSClient({}), environment('testQueue'));

const dynamo = new DynamoDBClient({});
const documents = DynamoDBDocumentClient.from(dynamo, {
  marshallOptions: { removeUndefinedValues: true },
});

/** Returns the table after checking, once per process, that this program can read its format. */
export const table = once(async (): Promise<DynamoTable> => {
  const opened = { client: documents, name: environment('table') };
  await checkTableFormat(opened);
  return opened;
});

let readAccounts: Accounts | null = null;

/** The accounts of the user pool, each remembered for a minute. */
export const accounts = (): Accounts => {
  readAccounts ??= cognitoAccounts(signedCognito(dynamo), environment('peoplePool'), Date.now);
  return readAccounts;
};

const eventBridge = new EventBridgeClient({});
export const events = () => eventBridgeEvents(eventBridge, environment('bus'));

const secrets = new SecretsManagerClient({});
export const hashKey = once(() => secretHashKey(secrets, environment('hashKeySecret')));

/** Reads the secret with which the identity provider knows the program. A new one is read by new processes. */
export const signInSecret = once(() => secretText(secrets, environment('signInSecret')));

export const clock = { now: (): Date => new Date() };
export const pause = (milliseconds: number): Promise<void> => setTimeout(milliseconds);

export const linkSecrets = () => secretLinkSecrets(secrets, environment('linkSecret'), clock);

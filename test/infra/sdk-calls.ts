import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, ListObjectsV2Command, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { cognitoAccounts } from '../../src/adapters/aws/cognito-accounts.ts';
import { dynamoActivity } from '../../src/adapters/aws/dynamo-activity.ts';
import { dynamoDispatches } from '../../src/adapters/aws/dynamo-dispatches.ts';
import { dynamoEditions } from '../../src/adapters/aws/dynamo-editions.ts';
import { dynamoEmptyExports } from '../../src/adapters/aws/dynamo-empty-exports.ts';
import { dynamoHolds } from '../../src/adapters/aws/dynamo-holds.ts';
import { dynamoLedger } from '../../src/adapters/aws/dynamo-ledger.ts';
import { dynamoRequests } from '../../src/adapters/aws/dynamo-requests.ts';
import { dynamoRuns } from '../../src/adapters/aws/dynamo-runs.ts';
import { dynamoSessions } from '../../src/adapters/aws/dynamo-sessions.ts';
import { dynamoStakeholders } from '../../src/adapters/aws/dynamo-stakeholders.ts';
import { dynamoTokens } from '../../src/adapters/aws/dynamo-tokens.ts';
import { eventBridgeEvents } from '../../src/adapters/aws/event-bridge-events.ts';
import { s3ActiveFacts } from '../../src/adapters/aws/s3-active-facts.ts';
import { s3ActivityHeads } from '../../src/adapters/aws/s3-activity-heads.ts';
import { s3PublicSite } from '../../src/adapters/aws/s3-public-site.ts';
import { s3ReportLinks } from '../../src/adapters/aws/s3-report-links.ts';
import { s3Retirable } from '../../src/adapters/aws/s3-retirable.ts';
import { s3StateHeads } from '../../src/adapters/aws/s3-state-heads.ts';
import { s3Exports, s3Objects } from '../../src/adapters/aws/s3-store.ts';
import { s3UploadOffers } from '../../src/adapters/aws/s3-upload-offers.ts';
import { s3Withdrawals } from '../../src/adapters/aws/s3-withdrawals.ts';
import { secretHashKey } from '../../src/adapters/aws/secrets.ts';
import { sesMail } from '../../src/adapters/aws/ses-mail.ts';
import { sqsTestMessages } from '../../src/adapters/aws/sqs-test-messages.ts';
import { stepFunctionsPublications } from '../../src/adapters/aws/step-functions-publications.ts';
import { secretLinkSecrets } from '../../src/adapters/link-secrets.ts';
import { SDK_CALLS } from './sdk-actions.ts';

const region = { region: 'us-east-1', credentials: { accessKeyId: 'invented', secretAccessKey: 'invented' } };
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(region));
const s3 = new S3Client(region);
const mocks = {
  s3: mockClient(S3Client),
  dynamo: mockClient(DynamoDBDocumentClient),
  events: mockClient(EventBridgeClient),
  secrets: mockClient(SecretsManagerClient),
  ses: mockClient(SESv2Client),
  states: mockClient(SFNClient),
  queues: mockClient(SQSClient),
};

const table = { client: documents, name: 'table' };
const bucket = (name: string) => ({ client: s3, name });

/**
 * The number of calls of the link secrets. Each one is a quarter of an hour after the previous one, so that none is
 * answered from memory.
 */
let calls = 0;

/** The operations of Cognito that the adapter called; it has no client of the SDK. */
const cognito: string[] = [];

const COGNITO = {
  AdminGetUser: { Enabled: true, UserAttributes: [] },
  AdminListGroupsForUser: { Groups: [] },
} as Readonly<Record<string, object>>;

/** The real adapters, with the contract's resource names as the names of buckets, table and so on. */
const ADAPTERS: Readonly<Record<string, object>> = {
  exports: s3Exports(bucket('exports-bucket')),
  stagedUploads: s3Exports(bucket('exports-bucket')),
  checkResults: s3Objects(bucket('exports-bucket')),
  valueRequests: s3Objects(bucket('exports-bucket')),
  checkedValues: s3Objects(bucket('exports-bucket')),
  uploadOffers: s3UploadOffers(bucket('exports-bucket')),
  withdrawals: s3Withdrawals(bucket('exports-bucket')),
  sessions: dynamoSessions(table),
  accounts: cognitoAccounts(
    async (operation) => {
      cognito.push(operation);
      return { ok: true, value: COGNITO[operation] };
    },
    'people-pool',
    Date.now,
  ),
  requests: dynamoRequests(table),
  runs: dynamoRuns(table),
  problems: s3Objects(bucket('exports-bucket')),
  facts: s3Objects(bucket('facts-bucket')),
  runningCounts: s3Objects(bucket('facts-bucket')),
  countIndex: s3Objects(bucket('facts-bucket')),
  activeFacts: s3ActiveFacts(bucket('facts-bucket')),
  reports: s3Objects(bucket('reports-bucket')),
  oldFacts: s3Retirable(bucket('facts-bucket')),
  oldProblems: s3Retirable(bucket('exports-bucket')),
  oldReports: s3Retirable(bucket('reports-bucket')),
  approved: s3Objects(bucket('reports-bucket')),
  canaryUploads: s3Objects(bucket('exports-bucket')),
  canaryEditions: dynamoEditions(table),
  publicSite: s3PublicSite(bucket('public-bucket')),
  heads: s3StateHeads(bucket('reports-bucket')),
  reportLinks: s3ReportLinks(bucket('reports-bucket')),
  ledger: dynamoLedger(table),
  emptyExports: dynamoEmptyExports(table),
  editions: dynamoEditions(table),
  stakeholders: dynamoStakeholders(table),
  dispatches: dynamoDispatches(table),
  holds: dynamoHolds(table),
  tokens: dynamoTokens(table),
  activity: dynamoActivity(table, s3ActivityHeads(bucket('reports-bucket'))),
  linkSecrets: secretLinkSecrets(new SecretsManagerClient(region), 'link-secret', {
    now: () => new Date(calls++ * 1e6),
  }),
  events: eventBridgeEvents(new EventBridgeClient(region), 'bus'),
  publications: stepFunctionsPublications(new SFNClient(region), 'state-machine'),
  mail: sesMail(new SESv2Client(region), 'mail-configuration'),
  testMessages: sqsTestMessages(new SQSClient(region), 'test-queue'),
};

const HERE = import.meta.filename;
const MONTH = '2026-01';
const MESSAGE = {
  from: 'sheets@example.org',
  replyTo: null,
  to: { name: 'Ana', address: 'ana@example.org' },
  subject: 's',
  text: 't',
  html: '<p>t</p>',
  attachments: [],
  unsubscribe: 'https://sheets.example.org/leave/t',
  messageId: 'm@example.org',
  date: new Date(0),
  language: 'en-US',
  stakeholder: '0123',
};
const ANYTHING = {
  sheet: 's',
  month: MONTH,
  revision: 1,
  hotline: 'h',
  table: 'cases',
  file: 'f',
  id: 'i',
  generation: 1,
};

/** The arguments of methods that do not take the default arguments. */
const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  'exports.list': ['exports/'],
  'exports.fetch': ['exports/a', '/nowhere'],
  'exports.size': ['exports/a'],
  'stagedUploads.list': ['checks/'],
  'stagedUploads.size': ['checks/a'],
  'uploadOffers.check': ['checks/a', { size: 1, sha256: 'ab'.repeat(32) }],
  'uploadOffers.deliver': ['exports/a', { size: 1, sha256: 'ab'.repeat(32) }],
  'runs.begin': [{ sheet: 's', key: 'k', startedAt: new Date(0).toISOString() }],
  'runs.record': [{ sheet: 's', key: 'k', startedAt: new Date(0).toISOString() }],
  'requests.put': [{ id: 'i', generation: 1, until: new Date(0).toISOString() }],
  'sessions.put': [{ id: 'i', generation: 1, until: new Date(0).toISOString() }],
  fetch: ['a/b', '/nowhere'],
  bytes: ['a/b'],
  exists: ['a/b'],
  retire: [{ key: 'a/b', version: '1' }],
  dropFigures: ['s', 'f', new Date(0)],
  putNewestDecision: ['s', { generation: 1, decision: {} }],
  putBytes: ['a/b', new Uint8Array(1)],
  putFile: ['a/b', HERE],
  'editions.putFigures': ['s', 'f', [{ counted: { id: 'i', by: 'month' }, printed: {} }]],
  'publications.start': [{ sheet: 's', month: MONTH, isNewest: true, state: 'a'.repeat(64) }, { retryFailed: true }],
  'mail.send': [MESSAGE],
  'activeFacts.put': [{ table: 'cases', hotline: 'h', month: MONTH }, ['facts/a']],
  'events.emit': [{ name: 'ExportAccepted', detail: {} }],
  entriesBetween: ['h', MONTH, MONTH],
  makeCurrent: [{ ...ANYTHING, missing: [], generatedFrom: [{}] }],
  revision: ['s', MONTH, 1],
  reportOf: ['s', MONTH, 1],
  'activity.page': [{ after: 0, limit: 1 }],
  'withdrawals.withdraw': ['another/file', new Date(1)],
  'publicSite.replace': [[{ path: 'index.html', content: 'page' }]],
  'reportLinks.read': ['approved/a.pdf'],
  'reportLinks.open': ['approved/a.pdf', 'v1', 60],
};

/**
 * Returns the permissions that a method of an effect needs from IAM, as `action resource`: from the calls that its
 * adapter actually makes, and the table of calls.
 */
export async function neededBy(effect: string, method: string): Promise<string[]> {
  for (const mock of Object.values(mocks)) mock.reset();
  cognito.length = 0;
  // a missing object, as S3 answers without the right to list the bucket: the longest path through the adapter
  const denied = { name: 'AccessDenied', $fault: 'client', $metadata: { httpStatusCode: 403 } } as const;
  mocks.s3.resolves({});
  mocks.s3
    .on(ListObjectsV2Command)
    .resolves({ Contents: [{ Key: 'another/file', ETag: '"1"', LastModified: new Date(0) }] });
  mocks.s3.on(GetObjectCommand).rejects(new S3ServiceException(denied));
  mocks.secrets.on(GetSecretValueCommand).resolves({ SecretString: 'a'.repeat(64) });
  const again = { message: 'again', $metadata: {} };
  mocks.states.on(DescribeExecutionCommand).resolves({ status: 'FAILED', redriveStatus: 'REDRIVABLE' });
  mocks.states.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists(again));
  mocks.states.on(RedriveExecutionCommand).resolves({});
  for (const mock of [mocks.dynamo, mocks.events, mocks.ses, mocks.queues]) mock.resolves({});
  const revision = { sheet: 's', lists: 'h', listItems: 1 };
  mocks.dynamo
    .on(GetCommand)
    .resolves({ Item: revision })
    .on(QueryCommand)
    .resolves({ Items: [revision] });
  await callOf(effect, method).catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'StoreConflict')) throw error; // the object is missing
  });
  const calls = Object.values(mocks).flatMap((mock) => mock.calls().map(({ args: [command] }) => command));
  // a presigned address makes no call: the client that opens it does, with the rights of the signer
  if (method === 'open') return ['s3:GetObjectVersion reports-bucket'];
  if (effect === 'uploadOffers') return ['s3:PutObject exports-bucket'];
  const made = calls.map((command) => ({ name: command.constructor.name, input: { ...command.input } }));
  const needed = [...made, ...cognito.map((name) => ({ name, input: {} }))].flatMap(({ name, input }) => {
    const row = SDK_CALLS[name];
    if (!row) throw new Error(`${name} is not in the table of test/infra/sdk-actions.ts`);
    const { actions, on } = row.needs(input);
    return actions.flatMap((action) => on.map((resource) => `${action} ${resource}`));
  });
  return [...new Set(needed)].sort();
}

async function callOf(effect: string, method: string): Promise<unknown> {
  if (effect === 'hashKey') return secretHashKey(new SecretsManagerClient(region), 'hash-key');
  const adapter = ADAPTERS[effect];
  const called: unknown = adapter && Reflect.get(adapter, method);
  if (typeof called !== 'function') throw new Error(`there is no ${effect}.${method}`);
  const given = ARGUMENTS[`${effect}.${method}`] ?? ARGUMENTS[method] ?? defaultArguments(method);
  const result: unknown = await called.apply(adapter, given);
  return isGenerator(result) ? result.next() : result;
}

/** A method that yields makes its first call when its first value is asked for. */
const isGenerator = (value: unknown): value is AsyncGenerator =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

/** Returns one object for methods that write, and names for methods that read; here the names may be any text. */
const defaultArguments = (method: string): unknown[] =>
  /^(?:put|record|make|decide|announce)/u.test(method) && method !== 'putFigures' ? [ANYTHING] : ['s', MONTH, 1, 'i'];

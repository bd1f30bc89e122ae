import { CANARY } from './canary.ts';
import { FAMILIES_PREFIX } from './family-list.ts';
import { SITE_PREFIX } from './public-site.ts';
import type { StepName } from './step-effects.ts';

/** The resources of grants. `exports` has the uploads and their problems, which are as confidential. */
export type ResourceName =
  | 'exports-bucket'
  | 'facts-bucket'
  | 'reports-bucket'
  | 'public-bucket'
  | 'table'
  | 'hash-key'
  | 'link-secret'
  | 'sign-in-secret'
  | 'people-pool'
  | 'bus'
  | 'state-machine'
  | 'executions'
  | 'mail-identity'
  | 'mail-configuration'
  | 'mail-account'
  | 'test-queue';

/**
 * Exact actions on one resource. `within` restricts them: prefixes of object keys in a bucket, patterns of partition
 * keys in the table (domain/table-keys.ts); empty where the resource is one thing.
 */
export interface Grant {
  readonly actions: readonly string[];
  readonly on: ResourceName;
  readonly within: readonly string[];
}

const grant = (on: ResourceName, within: readonly string[], ...actions: string[]): Grant => ({ actions, on, within });

/** Detecting a missing object needs the right to list: without it, S3 answers 403 for an object that does not exist. */
const uploads = (prefix: string) => ({
  list: [grant('exports-bucket', [prefix], 's3:ListBucket')],
  find: [grant('exports-bucket', [prefix], 's3:ListBucket')],
  size: [grant('exports-bucket', [prefix], 's3:ListBucket')],
  fetch: [grant('exports-bucket', [prefix], 's3:GetObject', 's3:ListBucket')],
});

/**
 * Reading needs the right to list, as for uploads: a missing object is then reported as missing and not as "access
 * denied". A file is uploaded in one request: facts and pages are far below its limit of 5 GB.
 */
const objects = (on: ResourceName, prefix: string) => ({
  fetch: [grant(on, [prefix], 's3:GetObject', 's3:ListBucket')],
  bytes: [grant(on, [prefix], 's3:GetObject', 's3:ListBucket')],
  putBytes: [grant(on, [prefix], 's3:PutObject')],
  putFile: [grant(on, [prefix], 's3:PutObject')],
  exists: [grant(on, [prefix], 's3:ListBucket')],
});

/** Retiring tags one version, and the bucket's lifecycle rule acts on the tag: no function may delete data. */
const retirable = (on: ResourceName, prefix: string) => ({
  list: [grant(on, [prefix], 's3:ListBucketVersions')],
  retire: [grant(on, [prefix], 's3:PutObjectVersionTagging')],
});

/** Where the head of the activity log is stored, apart from the table. */
const ACTIVITY_PREFIX = 'activity/';

const SENDING = ['ses:SendEmail', 'ses:SendRawEmail'];

const READ_KEY = [grant('hash-key', [], 'secretsmanager:GetSecretValue')];

const query = (partition: string): Grant[] => [grant('table', [partition], 'dynamodb:Query')];
const get = (partition: string): Grant[] => [grant('table', [partition], 'dynamodb:GetItem')];
const put = (...partitions: string[]): Grant[] => [grant('table', partitions, 'dynamodb:PutItem')];

/** The permissions that each method of each effect needs in AWS (adapters/). An effect without an entry needs none. */
export const GRANTS: Readonly<Record<string, Readonly<Record<string, readonly Grant[]>>>> = {
  exports: uploads('exports/'),
  stagedUploads: uploads('checks/'),
  checkResults: objects('exports-bucket', 'check-results/'),
  valueRequests: objects('exports-bucket', 'value-requests/'),
  checkedValues: objects('exports-bucket', 'check-values/'),
  // a presigned address can do what its signer may: whoever makes offers may write, and cannot read what was written
  uploadOffers: {
    check: [grant('exports-bucket', ['checks/'], 's3:PutObject')],
    deliver: [grant('exports-bucket', ['exports/'], 's3:PutObject')],
  },
  // versions of what is withdrawn remain; whoever withdraws cannot read it, so S3 cannot compare its ETag (which needs GetObject)
  withdrawals: { withdraw: [grant('exports-bucket', ['exports/'], 's3:ListBucket', 's3:DeleteObject')] },
  problems: objects('exports-bucket', 'problems/'),
  facts: objects('facts-bucket', 'facts/'),
  runningCounts: objects('facts-bucket', 'counts/'),
  countIndex: objects('facts-bucket', 'count-index/'),
  activeFacts: { put: [grant('facts-bucket', ['active/'], 's3:PutObject')] },
  reports: objects('reports-bucket', 'reports/'),
  oldFacts: retirable('facts-bucket', 'facts/'),
  oldProblems: retirable('exports-bucket', 'problems/'),
  oldReports: retirable('reports-bucket', 'reports/'),
  approved: objects('reports-bucket', 'approved/'),
  canaryUploads: objects('exports-bucket', `exports/${CANARY}/`),
  canaryEditions: {
    newestRevision: [...query(`EDITION#${CANARY}#*`), ...query(`EXPORTS#${CANARY}#*`)],
    figuresOf: query(`CONTENT#${CANARY}#*`),
    reportOf: get(`EDITION#${CANARY}#*`),
  },
  heads: {
    read: [grant('reports-bucket', ['heads/'], 's3:GetObject', 's3:ListBucket')],
    write: [grant('reports-bucket', ['heads/'], 's3:PutObject')],
  },
  ledger: {
    entriesOf: query('HOTLINE#*'),
    entriesBetween: query('HOTLINE#*'),
    put: [...query('HOTLINE#*'), ...put('HOTLINE#*')],
    upload: get('HOTLINE#*'),
    recordUpload: put('HOTLINE#*'),
    uploadsOf: query('HOTLINE#*'),
  },
  emptyExports: { confirm: put('EMPTY#*'), find: get('EMPTY#*') },
  editions: {
    newestRevision: [...query('EDITION#*'), ...query('EXPORTS#*')],
    revision: [...get('EDITION#*'), ...query('EXPORTS#*')],
    revisionsOf: query('EDITION#*'),
    nextNumber: [...query('EDITION#*'), ...get('SHEET#*')],
    beginComputation: put('EDITION#*'),
    lastComputation: get('EDITION#*'),
    putFigures: put('CONTENT#*'),
    figuresOf: query('CONTENT#*'),
    dropFigures: [...query('CONTENT#*'), grant('table', ['CONTENT#*'], 'dynamodb:DeleteItem')],
    makeCurrent: put('EDITION#*', 'EXPORTS#*', 'SHEET#*'),
    decisionsOf: query('DECISIONS#*'),
    decide: put('DECISIONS#*'),
    newestDecision: get('DECISIONS#*'),
    putNewestDecision: put('DECISIONS#*'),
    editionsOf: query('SHEET#*'),
    requestEdition: [...get('SHEET#*'), ...put('SHEET#*')],
    recordReport: put('EDITION#*'),
    announce: put('EDITION#*'),
    reportOf: get('EDITION#*'),
  },
  hashKey: {
    id: READ_KEY,
    formerId: READ_KEY,
    ids: READ_KEY,
    stakeholders: READ_KEY,
    ties: READ_KEY,
    formerStakeholderId: READ_KEY,
  },
  linkSecrets: {
    newest: [grant('link-secret', [], 'secretsmanager:GetSecretValue')],
    accepted: [grant('link-secret', [], 'secretsmanager:GetSecretValue')],
  },
  events: { emit: [grant('bus', [], 'events:PutEvents')] },
  publications: {
    start: [
      grant('state-machine', [], 'states:StartExecution'),
      grant('executions', [], 'states:DescribeExecution', 'states:RedriveExecution'),
    ],
  },
  stakeholders: {
    all: query('STAKEHOLDERS'),
    byId: get('STAKEHOLDERS'),
    put: put('STAKEHOLDERS'),
  },
  dispatches: {
    list: query('DISPATCH#*'),
    get: get('DISPATCH#*'),
    put: put('DISPATCH#*'),
    recordMessage: put('MESSAGES'),
    lastMessage: get('MESSAGES'),
  },
  sessions: { read: get('SESSION#*'), put: put('SESSION#*') },
  requests: { byId: get('REQUEST#*'), put: put('REQUEST#*') },
  // what is not to be read any more must not stay in the bucket
  publicSite: {
    replace: [grant('public-bucket', [SITE_PREFIX], 's3:ListBucket', 's3:PutObject', 's3:DeleteObject')],
  },
  runs: {
    find: get('RUNS#*'),
    all: query('RUNS#*'),
    begin: put('RUNS#*'),
    record: put('RUNS#*'),
  },
  holds: {
    list: query('HOLDS#*'),
    put: put('HOLDS#*'),
  },
  // the next writer writes the newest entry where a killed one did not, and each raises the head apart from the table
  activity: {
    newest: [...get('NEWEST-ACTIVITY'), ...put('ACTIVITY')],
    append: [
      ...put('ACTIVITY', 'NEWEST-ACTIVITY'),
      grant('reports-bucket', [ACTIVITY_PREFIX], 's3:GetObject', 's3:ListBucket', 's3:PutObject'),
    ],
    page: query('ACTIVITY'),
    all: query('ACTIVITY'),
    head: [grant('reports-bucket', [ACTIVITY_PREFIX], 's3:GetObject', 's3:ListBucket')],
  },
  tokens: {
    all: query('TOKENS'),
    byId: get('TOKENS'),
    put: put('TOKENS'),
    uses: query('TOKEN-USES'),
    usedAt: get('TOKEN-USES'),
    recordUse: put('TOKEN-USES'),
  },
  // a token has the roles that its person has now, who need not be signed in
  accounts: {
    bySubject: [grant('people-pool', [], 'cognito-idp:AdminGetUser', 'cognito-idp:AdminListGroupsForUser')],
  },
  // SES checks the identity that sends and the configuration set that reports bounces. It checks SendEmail of a raw message,
  // which is what the adapter sends, as SendRawEmail.
  mail: {
    send: [grant('mail-identity', [], ...SENDING), grant('mail-configuration', [], ...SENDING)],
    ratePerSecond: [grant('mail-account', [], 'ses:GetAccount')],
  },
  testMessages: { ask: [grant('test-queue', [], 'sqs:SendMessage')] },
  // a presigned address can do what its signer may; pages that are not approved are outside this prefix
  reportLinks: {
    read: [grant('reports-bucket', ['approved/'], 's3:GetObject', 's3:ListBucket')],
    open: [grant('reports-bucket', ['approved/'], 's3:GetObjectVersion')],
  },
};

/**
 * The permissions of a handler itself, before its step: a handler that writes facts binds the table to the key that
 * hashes them.
 */
export const GRANTS_OF_HANDLERS: Readonly<Partial<Record<StepName, readonly Grant[]>>> = {
  'ingest-export': [...get('KEY'), ...put('KEY')],
  // the list of a family's sheets, which the state machine reads
  'compute-figures': [grant('reports-bucket', [FAMILIES_PREFIX], 's3:PutObject')],
  // the secret with which the identity provider knows the program
  'use-session': [grant('sign-in-secret', [], 'secretsmanager:GetSecretValue')],
};

/** What every function that opens the table may do: it checks the table's format first. */
export const GRANTS_OF_THE_TABLE: readonly Grant[] = get('FORMAT');

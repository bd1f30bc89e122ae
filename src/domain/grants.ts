import { CANARY } from './canary.ts';
import { STEP_EFFECTS, type StepName } from './step-effects.ts';

/** What a function can be allowed to touch. `exports` holds the uploads and, as confidential as they, their problems. */
export type ResourceName =
  | 'exports-bucket'
  | 'facts-bucket'
  | 'reports-bucket'
  | 'table'
  | 'hash-key'
  | 'link-secret'
  | 'bus'
  | 'state-machine'
  | 'executions'
  | 'mail-identity'
  | 'mail-configuration'
  | 'mail-account';

/**
 * Exact actions on one resource. `within` narrows them: prefixes of object keys in a bucket, patterns of partition keys in the
 * table (domain/table-keys.ts); empty where the resource is one thing.
 */
export interface Grant {
  readonly actions: readonly string[];
  readonly on: ResourceName;
  readonly within: readonly string[];
}

const grant = (on: ResourceName, within: readonly string[], ...actions: string[]): Grant => ({ actions, on, within });

/** Absence is told by listing, which needs the right to list: without it S3 answers 403 for what is not there. */
const UPLOADS = {
  list: [grant('exports-bucket', ['exports/'], 's3:ListBucket')],
  size: [grant('exports-bucket', ['exports/'], 's3:ListBucket')],
  fetch: [grant('exports-bucket', ['exports/'], 's3:GetObject', 's3:ListBucket')],
};

/**
 * Reading needs the right to list as well, as for uploads: a missing object is then reported as missing and not as "access
 * denied". A file goes up whole: facts and pages stay far below the 5 GB that one request takes.
 */
const objects = (on: ResourceName, prefix: string) => ({
  fetch: [grant(on, [prefix], 's3:GetObject', 's3:ListBucket')],
  bytes: [grant(on, [prefix], 's3:GetObject', 's3:ListBucket')],
  putBytes: [grant(on, [prefix], 's3:PutObject')],
  putFile: [grant(on, [prefix], 's3:PutObject')],
  exists: [grant(on, [prefix], 's3:ListBucket')],
});

/** Retiring puts a tag on one version, which the bucket's lifecycle rule acts on: no function may delete an object. */
const retirable = (on: ResourceName, prefix: string) => ({
  writtenBefore: [grant(on, [prefix], 's3:ListBucketVersions')],
  retire: [grant(on, [prefix], 's3:PutObjectVersionTagging')],
});

const SENDING = ['ses:SendEmail', 'ses:SendRawEmail'];

const READ_KEY = [grant('hash-key', [], 'secretsmanager:GetSecretValue')];

const query = (partition: string): Grant[] => [grant('table', [partition], 'dynamodb:Query')];
const get = (partition: string): Grant[] => [grant('table', [partition], 'dynamodb:GetItem')];
const put = (...partitions: string[]): Grant[] => [grant('table', partitions, 'dynamodb:PutItem')];

/** The permissions that each method of each effect needs in AWS (adapters/). An effect that is not here needs none. */
export const GRANTS: Readonly<Record<string, Readonly<Record<string, readonly Grant[]>>>> = {
  exports: UPLOADS,
  problems: objects('exports-bucket', 'problems/'),
  facts: objects('facts-bucket', 'facts/'),
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
  ledger: {
    entriesOf: query('HOTLINE#*'),
    entriesBetween: query('HOTLINE#*'),
    put: put('HOTLINE#*'),
    upload: get('HOTLINE#*'),
    recordUpload: put('HOTLINE#*'),
    uploadsOf: query('HOTLINE#*'),
  },
  editions: {
    newestRevision: [...query('EDITION#*'), ...query('EXPORTS#*')],
    revision: [...get('EDITION#*'), ...query('EXPORTS#*')],
    revisionsOf: query('EDITION#*'),
    nextNumber: [...query('EDITION#*'), ...get('SHEET#*')],
    putFigures: put('CONTENT#*'),
    figuresOf: query('CONTENT#*'),
    dropFigures: [...query('CONTENT#*'), grant('table', ['CONTENT#*'], 'dynamodb:DeleteItem')],
    makeCurrent: put('EDITION#*', 'EXPORTS#*', 'SHEET#*'),
    decisionsOf: query('DECISIONS#*'),
    decide: put('DECISIONS#*'),
    editionsOf: query('SHEET#*'),
    askFor: [...get('SHEET#*'), ...put('SHEET#*')],
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
    of: query('DISPATCH#*'),
    one: get('DISPATCH#*'),
    put: put('DISPATCH#*'),
  },
  holds: {
    of: query('HOLDS#*'),
    put: put('HOLDS#*'),
  },
  // SES checks the identity that sends and the configuration set that reports bounces. It checks SendEmail of a raw message,
  // which is what the adapter sends, as SendRawEmail.
  mail: {
    send: [grant('mail-identity', [], ...SENDING), grant('mail-configuration', [], ...SENDING)],
    ratePerSecond: [grant('mail-account', [], 'ses:GetAccount')],
  },
  // a presigned address can do what its signer may; pages that are not approved are not below this prefix
  reportLinks: {
    read: [grant('reports-bucket', ['approved/'], 's3:GetObject', 's3:ListBucket')],
    open: [grant('reports-bucket', ['approved/'], 's3:GetObjectVersion')],
  },
};

/** What a handler does itself, before its step: whoever writes facts holds the table to the key that they are hashed with. */
export const GRANTS_OF_HANDLERS: Readonly<Partial<Record<StepName, readonly Grant[]>>> = {
  'ingest-export': [...get('KEY'), ...put('KEY')],
};

/**
 * Everything a step's function may do, one grant per resource and narrowing, actions sorted: its IAM role.
 * Throws when a step's list names a method without known grants; a test holds that none does.
 */
export function grantsOf(step: StepName): Grant[] {
  const methods = Object.entries(STEP_EFFECTS[step]).flatMap(([effect, names]: [string, readonly string[]]) =>
    names.flatMap((name) => grantsOfMethod(effect, name)),
  );
  methods.push(...(GRANTS_OF_HANDLERS[step] ?? []));
  if (methods.some(({ on }) => on === 'table')) methods.push(...get('FORMAT')); // checked where a function opens the table
  const merged = new Map<string, { on: ResourceName; within: string; actions: Set<string> }>();
  for (const { on, within, actions } of methods)
    for (const place of within.length === 0 ? [''] : within) {
      const key = `${on} ${place}`;
      const known = merged.get(key) ?? { on, within: place, actions: new Set<string>() };
      for (const action of actions) known.actions.add(action);
      merged.set(key, known);
    }
  return [...merged.values()].map(({ on, within, actions }) => ({
    on,
    within: within === '' ? [] : [within],
    actions: [...actions].sort(),
  }));
}

function grantsOfMethod(effect: string, method: string): readonly Grant[] {
  const grants = GRANTS[effect]?.[method];
  if (!grants) throw new Error(`${effect}.${method} has no grant in domain/grants.ts`);
  return grants;
}

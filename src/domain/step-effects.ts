import type { Effects } from './effects.ts';

/** Messages are composed from approved copies, with links that do not work. */
const PREVIEWING = {
  editions: ['editionsOf', 'decisionsOf', 'revision', 'figuresOf'],
  approved: ['bytes'],
  stakeholders: ['all'],
  dispatches: ['list'],
  heads: ['read'],
  holds: ['list'],
} as const;

/**
 * The effects of each step, method by method. Its TypeScript parameter (EffectsOf) and its IAM role (grants.ts, lib/)
 * are both derived from this list. A step that calls a method not listed here does not compile; a method listed here
 * without need is a permission without need.
 */
export const STEP_EFFECTS = {
  'ingest-export': {
    exports: ['fetch', 'find', 'size'],
    facts: ['putFile'],
    problems: ['putFile', 'putBytes'],
    ledger: ['entriesOf', 'entriesBetween', 'put', 'upload', 'recordUpload'],
    emptyExports: ['find'],
    hashKey: ['id', 'ids'],
    events: ['emit'],
  },
  'start-editions': {
    ledger: ['entriesOf'],
    editions: ['editionsOf', 'decisionsOf', 'requestEdition'],
    hashKey: ['id'],
    publications: ['start'],
  },
  'compute-figures': {
    facts: ['fetch'],
    runningCounts: ['bytes', 'putBytes'],
    countIndex: ['fetch', 'putFile'],
    ledger: ['entriesOf'],
    editions: [
      'newestRevision',
      'revisionsOf',
      'decisionsOf',
      'figuresOf',
      'putFigures',
      'nextNumber',
      'beginComputation',
      'lastComputation',
      'makeCurrent',
      'reportOf',
    ],
    hashKey: ['id', 'formerId', 'ties'],
  },
  'render-report': {
    editions: ['revision', 'figuresOf'],
    reports: ['putBytes'],
  },
  'render-sheets': {
    editions: ['revision', 'figuresOf', 'reportOf', 'recordReport'],
    reports: ['putBytes'],
  },
  'record-report': {
    editions: ['revision', 'figuresOf', 'reportOf', 'recordReport'],
    reports: ['putBytes'],
  },
  'notify-reviewers': {
    // of the members of a family, the newest
    editions: ['revision', 'newestRevision', 'reportOf', 'figuresOf', 'announce'],
    events: ['emit'],
  },
  'watch-exports': {
    ledger: ['entriesOf'],
    editions: ['editionsOf', 'revisionsOf', 'decisionsOf'],
    events: ['emit'],
  },
  'list-active-facts': {
    ledger: ['entriesOf'],
    activeFacts: ['put'],
  },
  'run-canary': {
    canaryUploads: ['putBytes'],
    canaryEditions: ['newestRevision', 'figuresOf', 'reportOf'],
  },
  retire: {
    exports: ['list'],
    ledger: ['entriesOf', 'uploadsOf'],
    editions: ['editionsOf', 'revisionsOf', 'decisionsOf', 'dropFigures'],
    oldFacts: ['list', 'retire'],
    oldProblems: ['list', 'retire'],
    oldReports: ['list', 'retire'],
  },
  'use-session': { sessions: ['read', 'put'] },
  'use-token': {
    tokens: ['byId', 'usedAt', 'recordUse'],
    accounts: ['bySubject'],
  },
  'issue-token': { tokens: ['all', 'byId', 'put', 'uses'] },
  'answer-once': { requests: ['byId', 'put'] },
  'record-activity': { activity: ['newest', 'append'] },
  'show-activity': { activity: ['page'] },
  'show-timetable': {
    // for the names of uploads whose file was deleted
    exports: ['size'],
    ledger: ['entriesOf', 'uploadsOf'],
    editions: ['editionsOf', 'newestRevision', 'decisionsOf', 'newestDecision', 'reportOf'],
    dispatches: ['list'],
    holds: ['list'],
  },
  'open-report-file': {
    editions: ['reportOf', 'decisionsOf'],
    approved: ['bytes'],
  },
  'open-edition': {
    editions: ['reportOf', 'decisionsOf', 'revisionsOf', 'editionsOf'],
    approved: ['bytes'],
  },
  'publish-public': {
    editions: ['reportOf', 'decisionsOf', 'revisionsOf'],
    approved: ['bytes'],
    holds: ['list'],
    activity: ['newest', 'append'],
    publicSite: ['replace'],
  },
  'open-draft-file': {
    editions: ['reportOf', 'decisionsOf'],
    reports: ['bytes'],
  },
  'offer-upload': {
    uploadOffers: ['check', 'deliver'],
    checkResults: ['exists', 'bytes'],
    emptyExports: ['confirm'],
  },
  'check-upload': {
    stagedUploads: ['list', 'size', 'fetch'],
    checkResults: ['putBytes'],
    checkedValues: ['putBytes'],
  },
  'checked-values': {
    checkResults: ['exists', 'bytes'],
    valueRequests: ['exists', 'putBytes'],
    checkedValues: ['exists', 'bytes'],
  },
  'month-uploads': {
    // for the names of uploads whose file was deleted
    exports: ['size'],
    ledger: ['entriesOf', 'uploadsOf'],
    editions: ['editionsOf', 'newestRevision', 'decisionsOf', 'revision'],
  },
  'read-problems': {
    exports: ['size'],
    ledger: ['entriesOf', 'uploadsOf'],
    editions: ['editionsOf', 'newestRevision', 'decisionsOf', 'revision'],
    problems: ['bytes'],
  },
  'withdraw-upload': {
    exports: ['size'],
    ledger: ['entriesOf', 'uploadsOf'],
    editions: ['editionsOf', 'newestRevision', 'decisionsOf', 'revision'],
    withdrawals: ['withdraw'],
  },
  'review-edition': {
    // for whether an approval sends anything
    holds: ['list'],
    ledger: ['entriesOf'],
    editions: ['newestRevision', 'revision', 'revisionsOf', 'decisionsOf', 'editionsOf', 'figuresOf', 'reportOf'],
    activity: ['all'],
  },
  'decide-revision': {
    ledger: ['entriesOf'],
    editions: [
      'newestRevision',
      'revision',
      'revisionsOf',
      'decisionsOf',
      'editionsOf',
      'figuresOf',
      'reportOf',
      'decide',
      'newestDecision',
      'putNewestDecision',
    ],
    reports: ['bytes'],
    approved: ['putBytes'],
    heads: ['read', 'write'],
    holds: ['list', 'put'],
    activity: ['newest', 'append', 'all'],
    events: ['emit'],
  },
  distribute: {
    editions: ['editionsOf', 'decisionsOf', 'revision', 'figuresOf'],
    reports: ['bytes'],
    stakeholders: ['all', 'byId'],
    dispatches: ['list', 'get', 'put', 'recordMessage'],
    heads: ['read'],
    holds: ['list'],
    mail: ['send', 'ratePerSecond'],
    linkSecrets: ['newest'],
    events: ['emit'],
    // of a run that a person asked for in the portal
    runs: ['find', 'record'],
    activity: ['newest', 'append'],
  },
  'preview-run': PREVIEWING,
  'ask-test-message': { ...PREVIEWING, testMessages: ['ask'] },
  'ask-run': {
    runs: ['find', 'all', 'begin', 'record'],
    events: ['emit'],
  },
  'change-stakeholders': {
    stakeholders: ['all', 'byId', 'put'],
    hashKey: ['stakeholders', 'formerStakeholderId'],
  },
  'show-deliveries': {
    editions: ['editionsOf', 'decisionsOf'],
    stakeholders: ['all'],
    dispatches: ['list'],
    holds: ['list'],
  },
  'hold-sheet': {
    holds: ['list', 'put'],
    events: ['emit'],
  },
  'resolve-dispatches': {
    editions: ['decisionsOf'],
    dispatches: ['list', 'put'],
  },
  'record-feedback': {
    stakeholders: ['byId', 'put'],
  },
  'answer-link': {
    dispatches: ['get', 'lastMessage'],
    editions: ['reportOf', 'decisionsOf'],
    heads: ['read'],
    reportLinks: ['read', 'open'],
    stakeholders: ['byId', 'put'],
    linkSecrets: ['accepted'],
  },
} as const;

export type StepName = keyof typeof STEP_EFFECTS;

type Touched<Of> = {
  readonly [Name in keyof Of & keyof Effects]: Pick<
    Effects[Name],
    Of[Name] extends readonly (infer Method)[] ? Extract<Method, keyof Effects[Name]> : never
  >;
};

/** The effects of a step, exactly as STEP_EFFECTS lists them. */
export type EffectsOf<Step extends StepName> = Touched<(typeof STEP_EFFECTS)[Step]>;

/** The type of STEP_EFFECTS: an effect or a method that does not exist does not compile (see the test). */
export type StepEffectsSpec = Readonly<
  Record<StepName, { readonly [Name in keyof Effects]?: readonly (keyof Effects[Name])[] }>
>;

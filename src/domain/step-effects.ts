import type { Effects } from './effects.ts';

/**
 * What each step may touch of the world, method by method: the one list from which its TypeScript parameter
 * (EffectsOf) and its IAM role (grants.ts, lib/) are both made. A step that calls a method not listed here
 * does not compile; a method listed here without need is a permission without need.
 */
export const STEP_EFFECTS = {
  'ingest-export': {
    exports: ['fetch', 'size'],
    facts: ['putFile'],
    problems: ['putFile', 'putBytes'],
    ledger: ['entriesOf', 'entriesBetween', 'put', 'upload', 'recordUpload'],
    hashKey: ['id', 'ids'],
    events: ['emit'],
  },
  'start-editions': {
    ledger: ['entriesOf'],
    editions: ['editionsOf', 'decisionsOf', 'askFor'],
    hashKey: ['id'],
    publications: ['start'],
  },
  'compute-figures': {
    facts: ['fetch'],
    ledger: ['entriesOf'],
    editions: [
      'newestRevision',
      'revisionsOf',
      'decisionsOf',
      'figuresOf',
      'putFigures',
      'nextNumber',
      'makeCurrent',
      'reportOf',
    ],
    hashKey: ['id', 'formerId', 'ties'],
  },
  'render-report': {
    editions: ['revision', 'figuresOf'],
    reports: ['putBytes'],
  },
  'record-report': {
    editions: ['revision', 'figuresOf', 'recordReport'],
    reports: ['putBytes'],
  },
  'notify-reviewers': {
    editions: ['revision', 'reportOf', 'figuresOf', 'announce'],
    events: ['emit'],
  },
  'watch-exports': {
    ledger: ['entriesOf'],
    editions: ['editionsOf', 'revisionsOf', 'decisionsOf'],
    events: ['emit'],
  },
  'run-canary': {
    canaryUploads: ['putBytes'],
    canaryEditions: ['newestRevision', 'figuresOf', 'reportOf'],
  },
  retire: {
    exports: ['list'],
    ledger: ['entriesOf', 'uploadsOf'],
    editions: ['editionsOf', 'revisionsOf', 'decisionsOf', 'dropFigures'],
    oldFacts: ['writtenBefore', 'retire'],
    oldProblems: ['writtenBefore', 'retire'],
    oldReports: ['writtenBefore', 'retire'],
  },
  'review-edition': {
    ledger: ['entriesOf'],
    editions: ['newestRevision', 'revision', 'revisionsOf', 'decisionsOf', 'editionsOf', 'figuresOf', 'reportOf'],
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
    ],
    reports: ['bytes'],
    approved: ['putBytes'],
    holds: ['of', 'put'],
    events: ['emit'],
  },
  distribute: {
    editions: ['editionsOf', 'decisionsOf', 'revision', 'figuresOf'],
    reports: ['bytes'],
    stakeholders: ['all', 'byId'],
    dispatches: ['of', 'one', 'put'],
    holds: ['of'],
    mail: ['send', 'ratePerSecond'],
    linkSecrets: ['newest'],
    events: ['emit'],
  },
  'keep-stakeholders': {
    stakeholders: ['all', 'byId', 'put'],
    hashKey: ['stakeholders', 'formerStakeholderId'],
  },
  'resolve-dispatches': {
    editions: ['decisionsOf'],
    dispatches: ['of', 'put'],
  },
  'record-feedback': {
    stakeholders: ['byId', 'put'],
  },
  'answer-link': {
    dispatches: ['one'],
    editions: ['reportOf'],
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

/** What a step may touch of the world, exactly as STEP_EFFECTS lists it. */
export type EffectsOf<Step extends StepName> = Touched<(typeof STEP_EFFECTS)[Step]>;

/** Every step's list as the types demand it: an effect or a method that does not exist does not compile (see the test). */
export type StepEffectsLaw = Readonly<
  Record<StepName, { readonly [Name in keyof Effects]?: readonly (keyof Effects[Name])[] }>
>;

import { dynamoActivity } from '../src/adapters/aws/dynamo-activity.ts';
import { dynamoDispatches } from '../src/adapters/aws/dynamo-dispatches.ts';
import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { dynamoEmptyExports } from '../src/adapters/aws/dynamo-empty-exports.ts';
import { dynamoHolds } from '../src/adapters/aws/dynamo-holds.ts';
import { dynamoLedger } from '../src/adapters/aws/dynamo-ledger.ts';
import { dynamoStakeholders } from '../src/adapters/aws/dynamo-stakeholders.ts';
import { dynamoTokens } from '../src/adapters/aws/dynamo-tokens.ts';
import { openSolver } from '../src/adapters/highs-solver.ts';
import type { HashKey } from '../src/domain/effects.ts';
import type { DeployedPart } from '../src/domain/function-steps.ts';
import type { PortalContext, PortalEffects } from '../src/portal/portal-options.ts';
import { checkedList } from '../src/steps/offer-upload.ts';
import { withdrawStored } from '../src/steps/uploads/withdraw-upload.ts';
import {
  activityHeads,
  approved,
  approvedReports,
  checkedValues,
  checkResults,
  clock,
  definitions,
  definitionsFolder,
  events,
  hashKey,
  heads,
  problems,
  reports,
  table,
  uploadOffers,
  uploads,
  valueRequests,
  withdrawals,
} from './aws-effects.ts';
import { configuredSchedules } from './mail-environment.ts';
import { openPortalMail } from './portal-mail.ts';
import { log } from './telemetry.ts';

/**
 * Creates what requests use. Every part gets the same adapters; its role decides which of them work, so a route that is
 * served by the wrong part fails instead of doing it.
 */
export async function portalContext(part: DeployedPart): Promise<PortalContext> {
  const known = await definitions();
  const opened = await table();
  const effects: PortalEffects = {
    activity: dynamoActivity(opened, activityHeads()),
    tokens: dynamoTokens(opened),
    ledger: dynamoLedger(opened),
    emptyExports: dynamoEmptyExports(opened),
    editions: dynamoEditions(opened),
    dispatches: dynamoDispatches(opened),
    holds: dynamoHolds(opened),
    stakeholders: dynamoStakeholders(opened),
    hashKey: part === 'stakeholders' ? await hashKey() : NO_KEY,
    heads: heads(),
    problems: problems(),
    reports: part === 'view' || part === 'mail' ? approvedReports() : reports(),
    approved: approved(),
    events: events(),
    definitions: definitionsFolder,
    ...{ openSolver, codes: known.codes, clock, log },
  };
  const stored = uploads();
  return {
    effects,
    definitions: known,
    files: definitionsFolder,
    schedules: configuredSchedules(),
    dueDays: {},
    offers: {
      uploadOffers: uploadOffers(),
      checkResults: checkResults(),
      valueRequests: valueRequests(),
      checkedValues: checkedValues(),
    },
    withdrawUpload: ({ hotline, month, name }, sha256) =>
      withdrawStored({ ledger: effects.ledger, withdrawals: withdrawals() }, { hotline, month, name, sha256 }),
    isThere: async (key) => (await stored.size(key)) !== null,
    checkedProblems: ({ hotline, month, check }) =>
      checkedList({ checkResults: checkResults() }, { hotline, month }, check),
    ...NOT_HERE,
    ...(part === 'mail' && { openMail: async () => openPortalMail(effects) }),
  };
}

/** The browser sends files to the store; the table's roles protect its items; an event tells `distribute` of an approval. */
const NOT_HERE: Pick<
  PortalContext,
  | 'checkUpload'
  | 'problemsWithValues'
  | 'storeUpload'
  | 'assertUnchanged'
  | 'openMail'
  | 'countRecipients'
  | 'decisionSeconds'
  | 'afterDecision'
  | 'afterHold'
> = {
  checkUpload: () => Promise.reject(new Error('the portal in AWS receives no files')),
  problemsWithValues: () => Promise.reject(new Error('the portal in AWS receives no files')),
  storeUpload: () => Promise.reject(new Error('the portal in AWS receives no files')),
  assertUnchanged: async () => undefined,
  // only the part "stakeholders" may read the list; pages lead to it
  countRecipients: null,
  decisionSeconds: 20,
  openMail: () => Promise.reject(new Error('only the part "mail" of the portal composes messages')),
  afterDecision: async () => undefined,
  afterHold: async () => undefined,
};

const noKey = (): never => {
  throw new Error('only the part "stakeholders" of the portal may read the key');
};

/** A part without the key fails where a route of `stakeholders` would use it, instead of hashing with another one. */
const NO_KEY: HashKey = {
  get id() {
    return noKey();
  },
  get formerId() {
    return noKey();
  },
  get ids() {
    return noKey();
  },
  get stakeholders() {
    return noKey();
  },
  get ties() {
    return noKey();
  },
  formerStakeholderId: noKey,
};

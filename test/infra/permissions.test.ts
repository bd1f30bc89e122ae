import { describe, expect, it } from 'vitest';
import { type DeployedStep, FUNCTION_SIZES } from '../../lib/function-sizes.ts';
import { constructId } from '../../lib/step-lambda.ts';
import { grantedRights } from '../../scripts/granted-rights.ts';
import { permissionsPage } from '../../scripts/permissions-page.ts';
import { GRANTS, GRANTS_OF_HANDLERS, type ResourceName } from '../../src/domain/grants.ts';
import { KEYED_ROUTES } from '../../src/domain/keyed-request.ts';
import type { PortalRoute } from '../../src/domain/portal-route.ts';
import { PORTAL_ROUTES } from '../../src/domain/portal-routes.ts';
import { STEP_EFFECTS, type StepName } from '../../src/domain/step-effects.ts';
import { readDocument } from '../docs/document-blocks.ts';
import { functionsOf } from './stage-templates.ts';

const template = functionsOf('prod');
const rights = grantedRights(template);
const STEPS = Object.keys(FUNCTION_SIZES) as DeployedStep[];

/** The names of the constructs on which the contract grants rights. */
const CONSTRUCTS: Readonly<Partial<Record<ResourceName, string>>> = {
  'exports-bucket': 'Exports',
  'facts-bucket': 'Facts',
  'reports-bucket': 'Reports',
  'public-bucket': 'PublicSite',
  table: 'Table',
  'hash-key': 'HashKey',
  'link-secret': 'Links',
  'sign-in-secret': 'PortalClientSecret',
  'people-pool': 'arn:AWS::Partition:cognito-idp:AWS::Region:AWS::AccountId:userpool/PortalPeople',
  bus: 'Bus',
  'state-machine': 'PublishPublicationMachine',
  executions: 'arn:AWS::Partition:states:AWS::Region:AWS::AccountId:execution:PublishPublicationMachine:*',
  'mail-identity': 'arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:identity/example.org',
  'mail-configuration': 'arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:configuration-set/DistributionMail',
  'mail-account': '*',
  'test-queue': 'DistributionTests',
};

/** Returns the steps of a function: its own, or those of a portal's part, read from the table of routes. */
const stepsIn = (name: DeployedStep): StepName[] => {
  const part = /^portal-(.+)$/u.exec(name)?.[1];
  if (part === undefined) return [name as StepName];
  const all: [string, PortalRoute][] = Object.entries(PORTAL_ROUTES);
  const routes = all.filter(([, route]) => route.part === part);
  const steps = routes.flatMap(([, { step }]) => (step === null ? [] : [step]));
  const keyed = routes.some(([route]) => Object.keys(KEYED_ROUTES).includes(route)) ? ['answer-once'] : [];
  return [...new Set(['use-session', 'use-token', 'record-activity', ...keyed, ...steps])] as StepName[];
};

/**
 * Returns the rights of a step from its list of effects, in the format of the template's rights. The list is read
 * directly, not through lib/.
 */
function listed(step: DeployedStep): string[] {
  const methods = stepsIn(step).flatMap((one) =>
    Object.entries(STEP_EFFECTS[one]).flatMap(([effect, names]: [string, readonly string[]]) =>
      names.flatMap((name) => GRANTS[effect]?.[name] ?? []),
    ),
  );
  const ofHandlers = stepsIn(step).flatMap((one) => GRANTS_OF_HANDLERS[one] ?? []);
  const grants = [...methods, ...ofHandlers].flatMap(({ actions, on, within }) =>
    actions.flatMap((action) => {
      const construct = CONSTRUCTS[on];
      if (on === 'table') return within.map((keys) => `${action} ${construct} dynamodb:LeadingKeys ${keys}`);
      if (action.startsWith('s3:ListBucket'))
        return within.map((prefix) => `${action} ${construct} s3:prefix ${prefix}*`);
      return within.length === 0
        ? [`${action} ${construct} `]
        : within.map((prefix) => `${action} ${construct}/${prefix}* `);
    }),
  );
  // every step that opens the table reads its format first
  if (methods.some(({ on }) => on === 'table')) grants.push('dynamodb:GetItem Table dynamodb:LeadingKeys FORMAT');
  return [...new Set(grants)].sort();
}

/** Returns the part of the stack that contains a function, and the queue that it processes. */
const placeOf = (name: DeployedStep): [stack: string, queue: string | null] => {
  const places: Partial<Record<DeployedStep, [string, string | null]>> = {
    'ingest-export': ['Ingest', 'IngestUploadsQueue'],
    'watch-exports': ['Watch', null],
    retire: ['Retention', null],
    'list-active-facts': ['Query', null],
    'run-canary': ['Canary', null],
    'start-editions': ['Publish', 'PublishEditionsQueue'],
    'record-feedback': ['Distribution', null],
    distribute: ['Distribution', 'DistributionTests'],
    'answer-link': ['', null],
    'decide-revision': ['Distribution', null],
    'check-upload': ['Portal', 'PortalChecksQueue'],
    'publish-public': ['Site', 'SiteQueue'],
  };
  return places[name] ?? [name.startsWith('portal-') ? 'Portal' : 'Publish', null];
};

const rightsOf = (step: DeployedStep) => rights.filter(({ role }) => role === constructId(step));
const COMMON = /^(?:kms|logs|xray|sqs):/u;

/** A right of a step's list of effects, although other queues are part of the infrastructure. */
const OF_EFFECTS = 'sqs:SendMessage DistributionTests ';

describe('what functions may do', () => {
  it.each(STEPS)('is for %s exactly what its list of effects needs', (step) => {
    const given = rightsOf(step).map(({ action, resource, only }) => `${action} ${resource} ${only}`);
    expect(given.filter((right) => !COMMON.test(right) || right === OF_EFFECTS).sort()).toEqual(listed(step));
  });

  it.each(STEPS)('lets %s write to its own log, trace, and work off its own queue', (step) => {
    const given = rightsOf(step)
      .map(({ action, resource, only }) => `${action} ${resource} ${only}`)
      .filter((right) => /^(?:logs|xray|sqs):/u.test(right) && right !== OF_EFFECTS);
    const [stack, queue] = placeOf(step);
    expect(given.map((right) => right.trimEnd()).sort()).toEqual(
      [
        `logs:CreateLogStream ${stack}${constructId(step)}Log`,
        `logs:PutLogEvents ${stack}${constructId(step)}Log`,
        ...(queue
          ? ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ReceiveMessage'].map(
              (action) => `sqs:${action} ${queue}`,
            )
          : []),
        ...(step === 'start-editions' ? ['sqs:SendMessage PublishEditionsQueue'] : []),
        ...(['distribute', 'record-feedback'].includes(step)
          ? ['GetQueueAttributes', 'GetQueueUrl', 'SendMessage'].map((action) => `sqs:${action} DistributionMissed`)
          : []),
      ].sort(),
    );
  });

  it.each(STEPS)('lets %s use the key only through services it may use', (step) => {
    const services = new Set(listed(step).map((right) => right.split(':')[0]));
    const through = rightsOf(step).filter(({ action }) => action.startsWith('kms:'));
    for (const { resource, only } of through) {
      expect(resource).toBe('Key');
      expect(services).toContain(/^kms:ViaService (\w+)\.AWS::Region\.amazonaws\.com$/u.exec(only)?.[1]);
    }
  });

  it('lets whoever answers links read the link secret and approved pages, and nothing else that is secret', () => {
    const given = rightsOf('answer-link').map(({ action, resource, only }) => `${action} ${resource} ${only}`.trim());
    expect(given.filter((right) => /^(?:s3|secretsmanager):/u.test(right)).sort()).toEqual([
      's3:GetObject Reports/approved/*',
      's3:GetObject Reports/heads/*',
      's3:GetObjectVersion Reports/approved/*',
      's3:ListBucket Reports s3:prefix approved/*',
      's3:ListBucket Reports s3:prefix heads/*',
      'secretsmanager:GetSecretValue Links',
    ]);
    const headWriters = rights.filter(
      ({ action, resource }) => action === 's3:PutObject' && resource.includes('heads/'),
    );
    expect(headWriters.map(({ role }) => role)).toEqual(['DecideRevision', 'PortalReview']);
    const writers = rights.filter(
      ({ action, resource }) => action === 's3:PutObject' && resource.includes('approved/'),
    );
    expect(writers.map(({ role }) => role)).toEqual(['DecideRevision', 'PortalReview']);
    const signers = rights.filter(
      ({ action, resource }) => action.startsWith('secretsmanager:') && resource === 'Links',
    );
    expect(signers.map(({ role }) => role).sort()).toEqual(['AnswerLink', 'Distribute']);
    const holders = rights.filter(({ resource }) => resource === 'HashKey').map(({ role }) => role);
    expect(holders.sort()).toEqual(['ComputeFigures', 'IngestExport', 'PortalStakeholders', 'StartEditions']);
  });

  it('lets no function that talks to browsers read an export or a fact, one alone read problems, and one alone drafts', () => {
    // each function records what people do: the head of that log is apart from the table
    const isHead = ({ resource }: { resource: string }) => resource === 'Reports/activity/*';
    const portal = rights.filter((right) => right.role.startsWith('Portal') && !isHead(right));
    const reading = portal
      .filter(({ action, resource }) => action.startsWith('s3:Get') && resource !== 'Reports/activity/*')
      .map(({ role, action, resource }) => `${role} ${action} ${resource}`);
    expect(reading.sort()).toEqual([
      'PortalExports s3:GetObject Exports/check-results/*',
      'PortalMail s3:GetObject Reports/approved/*',
      'PortalMail s3:GetObject Reports/heads/*',
      'PortalProblems s3:GetObject Exports/check-results/*',
      'PortalProblems s3:GetObject Exports/check-values/*',
      'PortalProblems s3:GetObject Exports/problems/*',
      'PortalReview s3:GetObject Reports/heads/*',
      'PortalReview s3:GetObject Reports/reports/*',
      'PortalView s3:GetObject Reports/approved/*',
    ]);
    const ofValues = rights.filter(({ resource }) => /check-values|value-requests/u.test(resource));
    expect(ofValues.map(({ role, action, resource }) => `${role} ${action} ${resource}`).sort()).toEqual([
      'CheckUpload s3:PutObject Exports/check-values/*',
      'PortalProblems s3:GetObject Exports/check-values/*',
      'PortalProblems s3:PutObject Exports/value-requests/*',
    ]);
    const addresses = portal.filter(({ only }) => /STAKEHOLDERS/u.test(only)).map(({ role }) => role);
    expect([...new Set(addresses)].sort()).toEqual(['PortalMail', 'PortalStakeholders']);
    const keyHolders = portal.filter(({ resource }) => resource === 'HashKey').map(({ role }) => role);
    expect(keyHolders.filter((role) => role !== 'PortalStakeholders')).toEqual([]);
  });

  it('lets one function send mail; the one that composes test messages has no secret of links', () => {
    const roles = (test: (right: (typeof rights)[number]) => boolean) =>
      [...new Set(rights.filter(test).map(({ role }) => role))].sort();
    expect(roles(({ action }) => action.startsWith('ses:Send'))).toEqual(['Distribute']);
    expect(roles(({ action, resource }) => action === 'sqs:SendMessage' && resource === 'DistributionTests')).toEqual([
      'PortalMail',
    ]);
    expect(roles(({ action, only }) => action === 'dynamodb:PutItem' && /DISPATCH/u.test(only))).toEqual([
      'Distribute',
      'PortalStakeholders',
    ]);
    expect(roles(({ resource }) => resource === 'Links')).not.toContain('PortalMail');
  });

  it('lets one function make tokens, and every part of the portal accept them and read accounts', () => {
    const having = (only: RegExp, action: RegExp) =>
      rights.filter((right) => only.test(right.only) && action.test(right.action)).map(({ role }) => role);
    expect(having(/TOKENS$/u, /:Put/u)).toEqual(['PortalTokens']);
    const parts = STEPS.filter((step) => step.startsWith('portal-')).map(constructId);
    expect(having(/TOKENS$/u, /:Get/u).sort()).toEqual(parts.sort());
    const accounts = rights.filter(({ action }) => action.startsWith('cognito-idp:'));
    expect(new Set(accounts.map(({ action }) => action))).toEqual(
      new Set(['cognito-idp:AdminGetUser', 'cognito-idp:AdminListGroupsForUser']),
    );
    expect([...new Set(accounts.map(({ role }) => role))].sort()).toEqual(parts.sort());
  });

  it('lets the function for viewing write sessions, the use of tokens and the activity log, and nothing else', () => {
    const writing = rights.filter(
      ({ role, action }) => role === 'PortalView' && !/^(?:kms|logs|xray):|:(?:Admin)?(?:Get|List|Query)/u.test(action),
    );
    expect(writing.map(({ action, resource, only }) => `${action} ${resource} ${only}`.trim()).sort()).toEqual([
      'dynamodb:PutItem Table dynamodb:LeadingKeys ACTIVITY',
      'dynamodb:PutItem Table dynamodb:LeadingKeys NEWEST-ACTIVITY',
      'dynamodb:PutItem Table dynamodb:LeadingKeys SESSION#*',
      'dynamodb:PutItem Table dynamodb:LeadingKeys TOKEN-USES',
      's3:PutObject Reports/activity/*',
    ]);
  });

  it('lets one function delete objects of the public site, which reads no draft, and one withdraw exports, and no other', () => {
    const deleting = rights.filter(({ action }) => /^s3:Delete/u.test(action));
    expect(deleting.map(({ role, resource }) => `${role} ${resource}`)).toEqual([
      'PortalExports Exports/exports/*',
      'PublishPublic PublicSite/site/*',
    ]);
    const reading = rightsOf('publish-public').filter(({ action }) => /^(?:s3:Get|secretsmanager:)/u.test(action));
    expect(reading.map(({ resource }) => resource).sort()).toEqual(['Reports/activity/*', 'Reports/approved/*']);
  });

  it('names no action by a wildcard, and no resource but where AWS knows none', () => {
    expect(rights.filter(({ action }) => action.includes('*'))).toEqual([]);
    const everywhere = rights.filter(({ resource }) => resource === '*').map(({ action }) => action);
    expect(
      [...new Set(everywhere)].filter(
        (action) => !/^(?:xray:|logs:.*(?:Deliver|Polic|LogGroups)|ses:GetAccount$)/u.test(action),
      ),
    ).toEqual([]);
  });

  it('refuses a request to the table that names no partition', () => {
    const policies = JSON.stringify(
      Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::IAM::Policy'),
    );
    const narrowed = policies.match(/"ForAllValues:StringLike":\{"dynamodb:LeadingKeys"/gu)?.length;
    expect(narrowed).toBeGreaterThan(10);
    expect(policies.match(/"Null":\{"dynamodb:LeadingKeys":"false"\}/gu)).toHaveLength(narrowed ?? 0);
  });

  it('is in docs/permissions.md as in the template', () => {
    expect(readDocument('docs/permissions.md')).toBe(permissionsPage(template));
  });

  it('finds a right that no list has', () => {
    const changed = structuredClone(template);
    const [policy] = Object.entries(changed.Resources).filter(
      ([id]) => id.includes('RenderReportRole') && id.includes('Policy'),
    );
    const { Statement } = policy![1].Properties.PolicyDocument as { Statement: object[] };
    Statement.push({ Effect: 'Allow', Action: 's3:DeleteObject', Resource: '*' });
    expect(grantedRights(changed)).toHaveLength(rights.length + 1);
    expect(permissionsPage(changed)).not.toBe(permissionsPage(template));
  });
});

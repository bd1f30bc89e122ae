import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DeployedStep, FUNCTION_SIZES } from '../../lib/function-sizes.ts';
import { constructId } from '../../lib/step-lambda.ts';
import { grantedRights } from '../../scripts/granted-rights.ts';
import { stepsOf } from '../../src/domain/function-steps.ts';
import { GRANTS } from '../../src/domain/grants.ts';
import { STEP_EFFECTS } from '../../src/domain/step-effects.ts';
import { SDK_CALLS } from './sdk-actions.ts';
import { neededBy } from './sdk-calls.ts';
import { functionsOf, ROOT } from './stage-templates.ts';

const METHODS = Object.entries(GRANTS).flatMap(([effect, methods]) =>
  Object.entries(methods).map(([method, grants]) => ({ effect, method, grants })),
);
const rights = grantedRights(functionsOf('prod'));
const STEPS = Object.keys(FUNCTION_SIZES) as DeployedStep[];

/** The names of the contract's resources in the template, without prefixes and conditions. */
const IN_TEMPLATE: readonly (readonly [RegExp, string])[] = [
  [/^Exports(?:\/|$)/u, 'exports-bucket'],
  [/^Facts(?:\/|$)/u, 'facts-bucket'],
  [/^Reports(?:\/|$)/u, 'reports-bucket'],
  [/^PublicSite(?:\/|$)/u, 'public-bucket'],
  [/^Table$/u, 'table'],
  [/^HashKey$/u, 'hash-key'],
  [/^Links$/u, 'link-secret'],
  [/^PortalClientSecret$/u, 'sign-in-secret'],
  [/^PortalPeople$/u, 'people-pool'],
  [/^Bus$/u, 'bus'],
  [/PublishPublicationMachine:\*$/u, 'executions'],
  [/^PublishPublicationMachine$/u, 'state-machine'],
  [/:identity\//u, 'mail-identity'],
  [/:configuration-set\//u, 'mail-configuration'],
  [/^\*$/u, 'mail-account'],
  [/^DistributionTests$/u, 'test-queue'],
];

const contractName = (resource: string): string =>
  IN_TEMPLATE.find(([pattern]) => pattern.test(resource))?.[1] ?? resource;

/** Rights that no SDK call requires, with the reason. */
const NOT_OF_A_CALL = new Set([
  'ses:SendEmail mail-identity', // the action of the operation itself, for any message: AWS's own CDK grants both
  'ses:SendEmail mail-configuration',
]);

describe('the table of SDK calls and IAM actions', () => {
  it('names the page of AWS that each row is from', () => {
    for (const { source } of Object.values(SDK_CALLS)) expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//u);
  });

  it('has every call that an adapter makes', () => {
    const folder = join(ROOT, 'src/adapters');
    const calls = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        [...readFileSync(join(folder, file), 'utf8').matchAll(/new (\w+Command)\(/gu)].map(([, name = '']) => name),
      );
    // not an effect of a step: operator commands send to queues, and start-editions sends to its own
    // (permissions.test.ts)
    expect([...new Set(calls)].filter((name) => name !== 'SendMessageBatchCommand' && !SDK_CALLS[name])).toEqual([]);
  });

  it.each(METHODS)('agrees with what the contract grants for $effect: $method', async ({ effect, method, grants }) => {
    const granted = grants.flatMap(({ actions, on }) => actions.map((action) => `${action} ${on}`));
    const used = [...new Set(granted)].filter((right) => !NOT_OF_A_CALL.has(right)).sort();
    expect(used).toEqual(await neededBy(effect, method));
  });

  it.each(STEPS)('finds every right that %s needs in the template', async (step) => {
    const given = new Set(
      rights
        .filter(({ role }) => role === constructId(step))
        .map(({ action, resource }) => `${action} ${contractName(resource)}`),
    );
    const effects = stepsOf(step).flatMap((one) => Object.entries(STEP_EFFECTS[one]));
    for (const [effect, methods] of effects)
      for (const method of methods) expect([...given]).toEqual(expect.arrayContaining(await neededBy(effect, method)));
  });

  it('knows that SES checks a raw message as SendRawEmail, on the identity and on the configuration set', async () => {
    expect(await neededBy('mail', 'send')).toEqual([
      'ses:SendRawEmail mail-configuration',
      'ses:SendRawEmail mail-identity',
    ]);
  });
});

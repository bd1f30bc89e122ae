import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { LambdaFunctionURLEventWithIAMAuthorizer } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHEET } from '../../bench/functions/family-definitions.ts';
import { Failure } from '../../src/domain/failure.ts';
import { Execution } from '../infra/run-machine.ts';
import { stageTemplates } from '../infra/stage-templates.ts';
import { definitionOf } from '../infra/state-machine.ts';
import { casesCsv } from '../steps/state-fixture.ts';
import { batchOf } from './aws-fixture.ts';
import { type FamilyAccount, openFamilyAccount } from './family-fixture.ts';

const MONTH = '2016-05';
const TEXAS = `${SHEET}--us-tx`;
const KEY = `exports/nhth/${MONTH}/cases.csv`;
const PUBLICATION = { sheet: SHEET, month: MONTH, isNewest: true, state: 'a' };

type Handler = (event: never) => Promise<unknown>;

let account: FamilyAccount;
let functions: Record<string, Handler>;
/** The sheets of each batch that the function rendered. */
let batches: string[][];
/** Replaces a call by a failure, once. */
let failing: { readonly name: string; readonly failure: Failure } | null = null;

const cases = (texas: number): string =>
  casesCsv().concat(
    ...Array.from(
      { length: texas + 20 },
      (_, index) => `C${index},2016-05-02,Labor,,${index < texas ? 'Texas' : 'California'},U.S.A.,Yes,\n`,
    ),
  );

beforeAll(async () => {
  account = await openFamilyAccount(['US-TX', 'US-CA']);
  const load = async (step: string): Promise<Handler> => (await import(`../../lambdas/${step}.ts`)).handler;
  functions = Object.fromEntries(
    await Promise.all(
      ['compute-figures', 'render-report', 'render-sheets', 'record-report', 'notify-reviewers'].map(async (step) => {
        const name = `Publish${step.replaceAll(/(?:^|-)([a-z])/gu, (_, letter) => letter.toUpperCase())}Function`;
        const handler = await load(step);
        const observed: Handler = async (event) => {
          if (failing?.name === step) {
            const { failure } = failing;
            failing = null;
            throw failure;
          }
          const result = await handler(event);
          if (step === 'render-sheets') batches.push((result as { rendered: string[] }).rendered);
          return result;
        };
        return [name, observed] as const;
      }),
    ),
  );
  account.upload(KEY, cases(30));
  const { handler: ingest } = await import('../../lambdas/ingest-export.ts');
  expect(await ingest(batchOf({ detail: { object: { key: KEY } } }))).toEqual({ batchItemFailures: [] });
});
afterAll(() => account.close());

/** Returns an execution of the deployed state machine with the real functions, with batches of this size. */
function execution(batch: number): Execution {
  const definition = structuredClone(definitionOf(stageTemplates('prod').pipeline)) as {
    States: { RenderFamily: { ItemBatcher: { MaxItemsPerBatch: number } } };
  };
  definition.States.RenderFamily.ItemBatcher.MaxItemsPerBatch = batch;
  batches = [];
  return new Execution(definition, { functions, readObject: async (_, key) => account.readObject(key) });
}

describe('a family in AWS', { timeout: 120_000 }, () => {
  it('fails as a whole if one batch fails, and a redrive renders only what is missing', async () => {
    failing = { name: 'render-sheets', failure: new Failure('TextTooLong', 'a planted failure') };
    const run = execution(1);
    expect(await run.start(PUBLICATION)).toEqual(['ComputeFigures', 'RecordedAlready', 'RenderFamily']);
    expect(run.failed?.error.name).toBe('States.ExceedToleratedFailureThreshold');
    expect(batches).toEqual([[`${SHEET}--us-ca`], [TEXAS]]);
    expect(await run.redrive()).toEqual(['RenderFamily', 'NotifyReviewers', 'Done']);
    expect(batches).toEqual([[`${SHEET}--us-ca`], [TEXAS], [SHEET]]);
    const name = `${TEXAS}-${MONTH}`;
    expect(account.reports(`reports/${TEXAS}/`)).toEqual(
      expect.arrayContaining(
        [`${name}.en.pdf`, `${name}.es.pdf`, `${name}.figures.json`].map(
          (file) => `reports/${TEXAS}/${MONTH}/r1/${file}`,
        ),
      ),
    );
  });

  it('is done when every sheet is recorded and the reviewers are notified', async () => {
    expect(await execution(8).start(PUBLICATION)).toEqual(['ComputeFigures', 'RecordedAlready', 'Done']);
  });

  it('renders only sheets whose figures changed, and computes them again if a batch has other definitions', async () => {
    account.upload(KEY, cases(31));
    const { handler: ingest } = await import('../../lambdas/ingest-export.ts');
    await ingest(batchOf({ detail: { object: { key: KEY } } }));
    failing = { name: 'render-sheets', failure: new Failure('DefinitionChanged', 'a planted change') };
    expect(await execution(8).start(PUBLICATION)).toEqual([
      ...['ComputeFigures', 'RecordedAlready', 'RenderFamily', 'NotifyReviewers', 'WaitForDeployment'],
      ...['ComputeFigures', 'RecordedAlready', 'RenderFamily', 'NotifyReviewers', 'Done'],
    ]);
    expect(batches).toEqual([[SHEET, TEXAS]]);
  });

  it('is reviewed and decided on with one request each, which names the identity from AWS', async () => {
    const { handler } = await import('../../lambdas/decide-revision.ts');
    const ask = async (request: object) => {
      const userArn = 'arn:aws:sts::111122223333:assumed-role/reviewers/ana';
      const body = JSON.stringify({ sheet: SHEET, month: MONTH, ...request });
      const event = { body, isBase64Encoded: false, requestContext: { authorizer: { iam: { userArn } } } };
      const { statusCode, body: answer } = await handler(event as LambdaFunctionURLEventWithIAMAuthorizer);
      return { statusCode, answer: JSON.parse(answer) };
    };
    const { answer: shown } = await ask({ ask: 'family' });
    expect(shown.rows.map(({ sheet }: { sheet: string }) => sheet)).toEqual([SHEET, `${SHEET}--us-ca`, TEXAS]);
    expect(shown.rows[0]).toMatchObject({ decided: null, warnings: ['incomplete'] });
    const decision = { ask: 'decide-family', verdict: 'approved', by: 'Ana', reason: 'other months were not open' };
    expect(await ask({ ...decision, state: '000000000000', except: [] })).toMatchObject({ statusCode: 409 });
    const { answer: decided } = await ask({ ...decision, state: shown.state, except: [TEXAS] });
    expect(decided).toMatchObject([
      { sheet: SHEET, verdict: 'approved', by: 'Ana', caller: expect.stringMatching(/reviewers\/ana$/u) },
      { sheet: `${SHEET}--us-ca`, verdict: 'approved' },
    ]);
    expect(await ask({ ask: 'family', sheet: TEXAS })).toMatchObject({
      statusCode: 400,
      answer: { message: `${TEXAS} does not have a family; use factsheets review and approve` },
    });
  });

  it('starts one execution for the family, whichever of its sheets was decided on', async () => {
    const machine = mockClient(SFNClient).on(StartExecutionCommand).resolves({});
    const { handler } = await import('../../lambdas/start-editions.ts');
    const decided = batchOf({ detail: { sheet: TEXAS, month: MONTH } }, { detail: { sheet: SHEET, month: MONTH } });
    expect(await handler(decided)).toEqual({ batchItemFailures: [] });
    const names = machine.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input.name);
    expect(names).toEqual([names[0], names[0]]); // Step Functions runs a name once
    expect(names[0]).toMatch(/^us-mexico-border-2016-05-[0-9a-f]{32}$/u);
  });
});

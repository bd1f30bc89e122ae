import { describe, expect, it } from 'vitest';
import { FAILURE_NAMES } from '../../src/domain/failure-names.ts';
import { PUBLICATION_RETRIES, PUBLICATION_STEPS } from '../../src/domain/publication.ts';
import { stageTemplates } from './stage-templates.ts';
import { definitionOf } from './state-machine.ts';

const { pipeline } = stageTemplates('prod');
const text = JSON.stringify(definitionOf(pipeline), null, 2);

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly ItemProcessor?: { readonly StartAt: string };
}

/** Returns the names of the tasks in the order of a publication that has no failures and is not recorded yet. */
function tasksInOrder({
  StartAt,
  States,
}: {
  readonly StartAt: string;
  readonly States: Record<string, State>;
}): string[] {
  const names: string[] = [];
  for (let name: string | undefined = StartAt; name !== undefined; ) {
    const state: State | undefined = States[name];
    if (state?.Type === 'Task') names.push(name);
    if (state?.ItemProcessor) names.push(`${state.ItemProcessor.StartAt} (a language)`);
    name = state?.Default ?? state?.Next;
  }
  return names;
}

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts: number;
}

/** Every state that calls a function, including those within maps. */
const tasks: { readonly Retry: readonly Retrier[] }[] = [];
JSON.parse(text, (_key, value) => {
  if (value?.Type === 'Task') tasks.push(value);
  return value;
});

/** The map over the sheets of a family. */
const { RenderFamily } = JSON.parse(text).States;

describe('the state machine of publications', () => {
  it('is the one in test/golden/infra/publication.asl.json', async () => {
    await expect(`${text}\n`).toMatchFileSnapshot('../golden/infra/publication.asl.json');
  });

  it('runs the steps of a publication in the order that every other place runs them', () => {
    expect(tasksInOrder(JSON.parse(text))).toEqual(
      PUBLICATION_STEPS.map(({ task, perLanguage }) => (perLanguage ? `${task} (a language)` : task)),
    );
  });

  it('starts a publication again after the failures that PUBLICATION_RETRIES names', () => {
    const caught = [...text.matchAll(/"ErrorEquals": \[([^\]]*)\],\s*"(?:ResultPath": "\$\.caught|Next)/gu)];
    const restarted = Object.entries(PUBLICATION_RETRIES).flatMap(([name, what]) =>
      what === 'publication' ? name : [],
    );
    // of a language, and of the notification, which finds the sheets that a batch left out
    expect(caught.map(([, names]) => JSON.parse(`[${names}]`))).toEqual([restarted, restarted]);
    const [left] = RenderFamily.ItemProcessor.States.RenderSheets.Catch;
    expect(left).toEqual({ ErrorEquals: restarted, ResultPath: null, Next: 'LeftForLater' });
  });

  it('retries what is temporary, and never what a person must fix', () => {
    for (const { Retry } of tasks) {
      const [never, ...retried] = Retry;
      expect(never).toMatchObject({ MaxAttempts: 0 });
      expect([...(never?.ErrorEquals ?? []), 'StoreConflict'].sort()).toEqual([...FAILURE_NAMES].sort());
      const names = retried.flatMap(({ ErrorEquals }) => ErrorEquals);
      expect(names.filter((name) => FAILURE_NAMES.some((known) => known === name))).toEqual(['StoreConflict']);
      expect(retried.at(-1)).toMatchObject({ ErrorEquals: ['States.TaskFailed'], MaxAttempts: 3 });
    }
  });

  it.each([
    'SlowDown',
    'InternalServerError',
    'ThrottlingException',
    'TimeoutError',
    'ServiceUnavailable',
    'ECONNRESET',
  ])('asks again when an AWS service or the network answers %s', (name) => {
    expect(tasks).toHaveLength(PUBLICATION_STEPS.length + 1); // and a batch of a family
    for (const { Retry } of tasks)
      expect(Retry.find(({ ErrorEquals }) => ErrorEquals.includes(name))).toMatchObject({
        MaxAttempts: 6,
        BackoffRate: 2,
        JitterStrategy: 'FULL',
      });
  });

  it('waits for a place to run much longer than for a service', () => {
    for (const { Retry } of tasks)
      expect(Retry.find(({ ErrorEquals }) => ErrorEquals.includes('Lambda.TooManyRequestsException'))).toMatchObject({
        MaxAttempts: 20,
        MaxDelaySeconds: 300,
      });
  });

  it('renders a family in batches, fails if one of them fails, and then notifies the reviewers', () => {
    expect(RenderFamily).toMatchObject({
      Type: 'Map',
      Label: 'Sheets',
      MaxConcurrency: 5,
      ItemBatcher: { MaxItemsPerBatch: 8 },
      ItemReader: { ReaderConfig: { InputType: 'JSON' }, Parameters: { 'Key.$': '$.figures.list' } },
      ResultWriter: { Parameters: { Prefix: 'families/runs' } },
      ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'RenderSheets' },
      Next: 'NotifyReviewers',
    });
    // by default a map tolerates no failure
    expect(Object.keys(RenderFamily).filter((key) => key.startsWith('Tolerated'))).toEqual([]);
    expect(RenderFamily.ResultPath).toBeNull();
  });

  it('can be redriven from where it failed: no failure is caught into a state that fails', () => {
    expect(text).not.toContain('"Type": "Fail"');
  });

  it('logs what happened and never what was passed on', () => {
    const [machine] = Object.values(pipeline.findResources('AWS::StepFunctions::StateMachine'));
    expect(machine?.Properties).toMatchObject({
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
      TracingConfiguration: { Enabled: true },
    });
  });
});

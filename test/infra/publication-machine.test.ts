import { describe, expect, it } from 'vitest';
import { FAILURE_NAMES } from '../../src/contract/failure-names.ts';
import { stageTemplates } from './stage-templates.ts';
import { definitionOf } from './state-machine.ts';

const { pipeline } = stageTemplates('prod');
const text = JSON.stringify(definitionOf(pipeline), null, 2);
const errors = [...text.matchAll(/"ErrorEquals": \[([^\]]*)\]/gu)].map(([, names = '']) =>
  [...names.matchAll(/"([^"]+)"/gu)].map(([, name]) => name),
);

describe('the state machine of publications', () => {
  it('is the one in test/golden/infra/publication.asl.json', async () => {
    await expect(`${text}\n`).toMatchFileSnapshot('../golden/infra/publication.asl.json');
  });

  it('names no failure that the program does not throw', () => {
    const known: readonly string[] = FAILURE_NAMES;
    const services = /^(?:Lambda|States|Sandbox|Runtime)\./u;
    expect(errors.flat().filter((name) => !known.includes(name ?? '') && !services.test(name ?? ''))).toEqual([]);
  });

  it('asks again for what passes by itself, and never for what a person must mend', () => {
    const retried = errors.filter((names) => names.length > 1);
    expect(retried).toHaveLength(4);
    for (const names of retried) {
      expect(names).toContain('StoreConflict');
      expect(names.filter((name) => FAILURE_NAMES.some((known) => known === name))).toEqual(['StoreConflict']);
    }
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

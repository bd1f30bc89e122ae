import { describe, expect, it } from 'vitest';
import { grantsOf } from '../../src/domain/function-grants.ts';
import { GRANTS } from '../../src/domain/grants.ts';
import type { StepEffectsSpec } from '../../src/domain/step-effects.ts';
import { STEP_EFFECTS, type StepName } from '../../src/domain/step-effects.ts';

// the types check it: an effect or method that is not in domain/effects.ts does not compile here
const LAW: StepEffectsSpec = STEP_EFFECTS;
const STEPS = Object.keys(LAW) as StepName[];

describe('what each step may touch', () => {
  it.each(STEPS)('gives every method of %s its permissions', (step) => {
    expect(grantsOf(step).length).toBeGreaterThan(0);
  });

  it('lets a step that reads figures write neither the ledger nor an upload', () => {
    const actions = grantsOf('render-report').flatMap(({ on, actions: all }) => all.map((action) => `${on} ${action}`));
    expect(new Set(actions)).toEqual(
      new Set(['table dynamodb:GetItem', 'table dynamodb:Query', 'reports-bucket s3:PutObject']),
    );
  });

  it('lets every step that touches the table read its format, but not write it', () => {
    const steps = STEPS.filter((step) => grantsOf(step).some(({ on }) => on === 'table'));
    for (const step of steps)
      expect(grantsOf(step).filter(({ within }) => within.includes('FORMAT'))).toEqual([
        { on: 'table', within: ['FORMAT'], actions: ['dynamodb:GetItem'] },
      ]);
    expect(steps.length).toBeGreaterThan(10);
  });

  it('lets only the deciding step write a decision', () => {
    const deciding = STEPS.filter((step) =>
      grantsOf(step).some(
        ({ within, actions }) => within.includes('DECISIONS#*') && actions.includes('dynamodb:PutItem'),
      ),
    );
    expect(deciding).toEqual(['decide-revision']);
  });

  it('never allows to scan, or anything by a wildcard', () => {
    const grants = Object.values(GRANTS).flatMap((methods) => Object.values(methods).flat());
    const actions = grants.flatMap((one) => one.actions);
    expect(actions.filter((action) => /Scan|\*/u.test(action))).toEqual([]);
  });

  it('allows few steps to delete, each in one place', () => {
    const deleting = STEPS.flatMap((step) =>
      grantsOf(step)
        .filter(({ actions }) => actions.some((action) => action.includes('Delete')))
        .map(({ on, within }) => `${step}: ${on} ${within?.join(' ')}`),
    );
    expect(deleting).toEqual([
      'retire: table CONTENT#*',
      'publish-public: public-bucket site/',
      'withdraw-upload: exports-bucket exports/',
    ]);
  });
});

import { type FunctionName, stepsOf } from './function-steps.ts';
import { GRANTS, GRANTS_OF_HANDLERS, GRANTS_OF_THE_TABLE, type Grant, type ResourceName } from './grants.ts';
import { STEP_EFFECTS, type StepName } from './step-effects.ts';

/**
 * Returns everything a function may do, one grant per resource and restriction, actions sorted: its IAM role. Throws if
 * the list of one of its steps names a method without grants; a test checks that none does.
 */
export function grantsOf(name: FunctionName): Grant[] {
  const methods = stepsOf(name).flatMap(grantsOfStep);
  if (methods.some(({ on }) => on === 'table')) methods.push(...GRANTS_OF_THE_TABLE);
  const merged = new Map<string, { on: ResourceName; within: string; actions: Set<string> }>();
  for (const { on, within, actions } of methods)
    for (const restriction of within.length === 0 ? [''] : within) {
      const key = `${on} ${restriction}`;
      const existing = merged.get(key) ?? { on, within: restriction, actions: new Set<string>() };
      for (const action of actions) existing.actions.add(action);
      merged.set(key, existing);
    }
  return [...merged.values()].map(({ on, within, actions }) => ({
    on,
    within: within === '' ? [] : [within],
    actions: [...actions].sort(),
  }));
}

function grantsOfStep(step: StepName): readonly Grant[] {
  const methods = Object.entries(STEP_EFFECTS[step]).flatMap(([effect, names]: [string, readonly string[]]) =>
    names.flatMap((name) => grantsOfMethod(effect, name)),
  );
  return [...methods, ...(GRANTS_OF_HANDLERS[step] ?? [])];
}

function grantsOfMethod(effect: string, method: string): readonly Grant[] {
  const grants = GRANTS[effect]?.[method];
  if (!grants) throw new Error(`${effect}.${method} has no grant in domain/grants.ts`);
  return grants;
}

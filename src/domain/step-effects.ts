import type { STEP_EFFECTS, StepName } from '../contract/step-effects.ts';
import type { Effects } from './effects.ts';

type Touched<Of> = {
  readonly [Name in keyof Of & keyof Effects]: Pick<
    Effects[Name],
    Of[Name] extends readonly (infer Method)[] ? Extract<Method, keyof Effects[Name]> : never
  >;
};

/** What a step may touch of the world, exactly as contract/step-effects.ts lists it. */
export type EffectsOf<Step extends StepName> = Touched<(typeof STEP_EFFECTS)[Step]>;

/** Every step's list as the types demand it: an effect or a method that does not exist does not compile (see the test). */
export type StepEffectsLaw = Readonly<
  Record<StepName, { readonly [Name in keyof Effects]?: readonly (keyof Effects[Name])[] }>
>;

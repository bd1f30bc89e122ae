import { KEYED_ROUTES } from './keyed-request.ts';
import type { PortalPart } from './portal-route.ts';
import { PORTAL_ROUTES } from './portal-routes.ts';
import { STEP_EFFECTS, type StepName } from './step-effects.ts';

/** The parts of the portal that AWS serves. */
export const DEPLOYED_PARTS = [
  'view',
  'exports',
  'problems',
  'review',
  'stakeholders',
  'tokens',
  'mail',
] as const satisfies readonly PortalPart[];

export type DeployedPart = (typeof DEPLOYED_PARTS)[number];

/** A function that serves a part of the portal. */
export type PortalFunction = `portal-${DeployedPart}`;

/** A function in AWS: of one step, or of a part of the portal. */
export type FunctionName = StepName | PortalFunction;

const isStep = (name: string): name is StepName => Object.hasOwn(STEP_EFFECTS, name);

/** The steps of every part: who sends the request, by a session or a token, and what that person did. */
const EVERY_PART = ['use-session', 'use-token', 'record-activity'] as const;

const KEYED = ['answer-once'] as const;

/** Returns the part that a function serves; null for a function of one step. */
export const partOf = (name: string): DeployedPart | null =>
  DEPLOYED_PARTS.find((part) => name === `portal-${part}`) ?? null;

/**
 * Returns the steps that a function runs, and thus its rights: those of a part are the steps of its routes, the one
 * that finds out who is signed in, the one that records what that person did, and the one that stores answers by key
 * where a route obeys keys.
 * @throws Error for a route whose step has no list of effects
 */
export function stepsOf(name: FunctionName): readonly StepName[] {
  const part = partOf(name);
  if (part === null) return isStep(name) ? [name] : [];
  const routes = Object.entries(PORTAL_ROUTES).filter(([, route]) => route.part === part);
  const steps = routes.flatMap(([route, { step }]): StepName[] => {
    if (step === null) return [];
    if (!isStep(step)) throw new Error(`the route ${route} runs ${step}, which STEP_EFFECTS does not list`);
    return [step];
  });
  const isKeyed = routes.some(([route]) => Object.hasOwn(KEYED_ROUTES, route));
  return [...new Set<StepName>([...EVERY_PART, ...(isKeyed ? KEYED : []), ...steps])];
}

import { inject, it } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether tests run all of their cases: in the project `at-length` of vitest.config.ts. */
    atLength: boolean;
  }
}

/** Whether this run is `npm run conformance -- at-length`, and not `npm test`. */
export const isAtLength = inject('atLength');

/** Returns how often a test tries: `few` in `npm test`, `all` at length. */
export const tries = (few: number, all: number): number => (isAtLength ? all : few);

/** Returns the cases that a test tries: all of them at length, otherwise `few`, spread over all. */
export function spread<Case>(cases: readonly Case[], few: number): readonly Case[] {
  if (isAtLength || few >= cases.length) return cases;
  return Array.from({ length: few }, (_, index) => cases[Math.floor(((index + 0.5) * cases.length) / few)]).filter(
    (one) => one !== undefined,
  );
}

/** Defines a test that only runs at length. */
export function onlyAtLength(name: string, test: () => Promise<void>): void {
  if (isAtLength) it(name, test);
}

import { deepStrictEqual } from 'node:assert/strict';

/**
 * The result of one check against an outside judge: its name, and the problem that the judge found (null if there is
 * none).
 */
export interface Check {
  readonly name: string;
  readonly problem: string | null;
}

/** Runs a check; what it throws is the problem. */
export async function checked(name: string, hold: () => Promise<void>): Promise<Check> {
  try {
    await hold();
    return { name, problem: null };
  } catch (error) {
    return { name, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Throws an error that names both values unless they are deeply equal. */
export const equal: typeof deepStrictEqual = deepStrictEqual;

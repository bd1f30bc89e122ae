import { deepStrictEqual } from 'node:assert/strict';

/** One thing held to an outside judge: what it is, and what that judge found wrong with it (null when nothing). */
export interface Check {
  readonly name: string;
  readonly problem: string | null;
}

/** Runs what holds a thing to its judge; what it throws is the problem. */
export async function checked(name: string, hold: () => Promise<void>): Promise<Check> {
  try {
    await hold();
    return { name, problem: null };
  } catch (error) {
    return { name, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Throws unless two values are deeply equal, naming both. */
export const equal: typeof deepStrictEqual = deepStrictEqual;

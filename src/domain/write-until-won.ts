import { Failure } from './failure.ts';

/** How often a conditional write is tried; each lost race is another writer's progress. */
const ATTEMPTS = 20;

/**
 * Repeats reading and a conditional write until no other writer came first.
 *
 * @param attempt reads everything again and writes; returns null if another writer came first
 * @param what is written, for the message
 * @param remedy what a person does when others keep coming first
 * @throws Failure StoreConflict after 20 attempts
 */
export async function writeUntilWon<Result>(
  attempt: () => Promise<Result | null>,
  what: string,
  remedy: string,
): Promise<Result> {
  for (let number = 0; number < ATTEMPTS; number++) {
    const result = await attempt();
    if (result !== null) return result;
  }
  throw new Failure('StoreConflict', `${what}: other writers came first ${ATTEMPTS} times; ${remedy}`);
}

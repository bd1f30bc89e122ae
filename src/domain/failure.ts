import type { FailureName } from './failure-names.ts';

/**
 * An error with a literal name, a message for the person who can fix it (file, place, remedy; never a cell's value) and
 * its cause. Bad rows are never failures: they are problems (see problem.ts).
 */
export class Failure extends Error {
  override readonly name: FailureName;

  constructor(name: FailureName, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = name;
  }
}

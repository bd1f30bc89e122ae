import { Failure } from '../../../src/domain/failure.ts';
import { portalAnswers, signInAddress } from '../../portal/local-portal.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { read, STATE_OPTIONS, TEXT, text } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const OPEN = defineCommand({
  help: `factsheets open [options]

Prints an address that signs in to the portal of a running factsheets start: once, within ten minutes.

  --as NAME            the person it is for, by the name in the configuration; without it, they choose their name
  --state DIR          by default state`,
  parse: parseOpen,
  run: open,
});

export interface OpenCommand {
  readonly state: string;
  /** Null: whoever opens the address chooses who they are. */
  readonly person: string | null;
}

function parseOpen(argv: readonly string[]): OpenCommand {
  const { values } = read(argv, { state: STATE_OPTIONS.state, as: TEXT });
  return { state: text(values.state) ?? 'state', person: text(values.as) ?? null };
}

/**
 * Prints an address that signs in. It starts no browser: other users of the machine could read the address among the
 * running programs.
 * @throws Failure WrongUsage if no portal of this state answers
 */
export async function open({ state, person }: OpenCommand, terminal: Terminal): Promise<number> {
  if (!(await portalAnswers(state)))
    throw new Failure(
      'WrongUsage',
      `the portal of ${state} is not running; run factsheets start, or name another --state`,
    );
  terminal.out(await signInAddress(state, person, new Date()));
  return EXIT.complete;
}

import { Failure } from '../../src/domain/failure.ts';
import { portalAnswers, signInAddress } from '../portal/local-portal.ts';
import type { OpenCommand } from './commands/open.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

/**
 * Prints an address that signs in. It starts no browser: other users of the machine could read the address among the running
 * programs.
 * @throws Failure WrongUsage when no portal of this state answers
 */
export async function open({ state, person }: OpenCommand, terminal: Terminal): Promise<number> {
  if (!(await portalAnswers(state)))
    throw new Failure('WrongUsage', `no portal of ${state} answers; run factsheets start, or name another --state`);
  terminal.out(await signInAddress(state, person, new Date()));
  return EXIT.complete;
}

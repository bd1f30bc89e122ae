import { listSheets } from '../../src/definitions/load-definitions.ts';
import { type Verified, verifyState } from '../../src/steps/verify-state/verify-state.ts';
import type { Workplace } from '../pipeline/workplace.ts';
import { missingJournal } from '../state/hold-to-journal.ts';
import { changed, differences } from '../state/journaled-table.ts';
import { type OpenState, withState } from '../state/open-state.ts';
import type { AcceptCommand, VerifyCommand } from './commands/verify.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

/** Looks at a state as it is, though it differs from its journal: the two commands that may. */
export async function verifyOrAccept(
  command: VerifyCommand | AcceptCommand,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  if (command.command === 'verify') return verify(command, terminal, environment);
  return (await import('./accept-state.ts')).acceptState(command, terminal, environment);
}

/** Compares a state with what was recorded of it. Ends with 2 when something differs, which is named. */
async function verify(command: VerifyCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const verified = await withState(command, environment, verifiedState, { anyJournal: true });
  if (command.json) terminal.out(JSON.stringify(verified, null, 2));
  else for (const line of linesOf(verified)) terminal.out(line);
  return verified.differences.length === 0 ? EXIT.complete : EXIT.incomplete;
}

async function verifiedState({ effects, files, definitions, workplace }: OpenState): Promise<Verified> {
  const found = await differencesOf(workplace);
  const verified = await verifyState(effects, [...definitions.hotlines.keys()], await listSheets(files));
  return { ...verified, differences: [...found, ...verified.differences] };
}

const linesOf = ({ differences: found, facts, revisions, files, decisions }: Verified): string[] => [
  ...found,
  `${facts} files of facts, ${revisions} revisions, ${files} files of reports, ${decisions} decisions: ${found.length === 0 ? 'all as recorded' : `${found.length} differences`}`,
];

async function differencesOf({ table, journal }: Workplace): Promise<string[]> {
  if (journal?.isEmpty) return [missingJournal(journal)];
  return journal ? differences(table, journal) : [];
}

/**
 * Refuses to approve or to send from a state that something else than this program wrote to.
 * @throws Failure StateChanged naming the first items that differ
 */
export async function refuseChanged(state: string, workplace: Workplace): Promise<void> {
  const found = await differencesOf(workplace);
  if (found.length > 0) throw changed(state, found);
}

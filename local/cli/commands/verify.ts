import { listSheets } from '../../../src/definitions/load-definitions.ts';
import { type Verified, verifyState } from '../../../src/steps/verify-state/verify-state.ts';
import { differencesOf, type OpenState, type StatePlace, withState } from '../../state/open-state.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { FLAG, read, STATE_OPTIONS, statePlace } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const VERIFY = defineCommand({
  help: `factsheets verify [--state DIR] [--json]

Compares a state (by default state) with everything that was recorded about it: its journal, the hashes of facts and report
files, the fingerprints of revisions, the files that decisions name, and the activity log. Exits with code 2 and prints what differs.`,
  parse: parseVerify,
  run: verify,
});

export interface VerifyCommand extends StatePlace {
  readonly json: boolean;
}

function parseVerify(argv: readonly string[]): VerifyCommand {
  const { values } = read(argv, { ...STATE_OPTIONS, json: FLAG });
  return { ...statePlace(values), json: values.json === true };
}

/** Compares a state with what was recorded of it. Exits with code 2 and names what differs. */
async function verify(command: VerifyCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const verified = await withState(command, environment, verifiedState, { anyJournal: true });
  if (command.json) terminal.out(JSON.stringify(verified, null, 2));
  else for (const line of linesOf(verified)) terminal.out(line);
  return verified.differences.length === 0 ? EXIT.complete : EXIT.incomplete;
}

async function verifiedState({ effects, files, definitions, runtime }: OpenState): Promise<Verified> {
  const lines = await differencesOf(runtime);
  const verified = await verifyState(effects, [...definitions.hotlines.keys()], await listSheets(files));
  return { ...verified, differences: [...lines, ...verified.differences] };
}

const linesOf = ({ differences: lines, facts, revisions, files, decisions, activity }: Verified): string[] => [
  ...lines,
  `${facts} files of facts, ${revisions} revisions, ${files} files of reports, ${decisions} decisions, ${activity} entries of activity: ${lines.length === 0 ? 'all as recorded' : `${lines.length} differences`}`,
];

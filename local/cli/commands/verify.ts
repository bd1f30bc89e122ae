import { listAllSheets } from '../../../src/definitions/all-sheets.ts';
import { countNoun } from '../../../src/domain/format.ts';
import { verifyActivity } from '../../../src/steps/verify-state/verify-activity.ts';
import { type Verified, verifyState } from '../../../src/steps/verify-state/verify-state.ts';
import { differencesOf, type OpenState, type StatePlace, withState } from '../../state/open-state.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { type StagePlace, stageActivity } from '../accept-table.ts';
import { FLAG, read, requiredOption, STATE_OPTIONS, statePlace, TEXT } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const VERIFY = defineCommand({
  help: `factsheets verify [--state DIR] [--json]
factsheets verify --table NAME --bucket REPORTS [--json]

Compares a state (by default state) with everything that was recorded about it: its journal, the hashes of facts and report
files, the fingerprints of revisions, the files that decisions name, and the activity log. Exits with code 2 and prints what differs.

  --table NAME         the table of a stage in AWS: verifies its activity log, with the AWS identity of this machine
  --bucket REPORTS     the bucket of reports, which stores the hash of the newest entry`,
  parse: parseVerify,
  run: verify,
});

export interface VerifyCommand {
  readonly place: StatePlace | StagePlace;
  readonly json: boolean;
}

function parseVerify(argv: readonly string[]): VerifyCommand {
  const { values } = read(argv, { ...STATE_OPTIONS, json: FLAG, table: TEXT, bucket: TEXT });
  const json = values.json === true;
  if (values.table === undefined && values.bucket === undefined) return { place: statePlace(values), json };
  const table = requiredOption(values, 'table', 'the table of the stage');
  return { place: { table, bucket: requiredOption(values, 'bucket', 'the bucket of reports') }, json };
}

/** Compares a state with what was recorded of it. Exits with code 2 and names what differs. */
async function verify({ place, json }: VerifyCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  if ('table' in place) return verifyStage(place, json, terminal);
  const verified = await withState(place, environment, verifiedState, { anyJournal: true });
  if (json) terminal.out(JSON.stringify(verified, null, 2));
  else for (const line of linesOf(verified)) terminal.out(line);
  return verified.differences.length === 0 ? EXIT.complete : EXIT.incomplete;
}

/** Verifies the activity log of a stage. Its other records are compared where they are used: at decisions and links. */
async function verifyStage(place: StagePlace, json: boolean, terminal: Terminal): Promise<number> {
  const verified = await verifyActivity({ activity: stageActivity(place) });
  const { entries, differences } = verified;
  const summary = differences.length === 0 ? 'all as recorded' : countNoun(differences.length, 'difference');
  if (json) terminal.out(JSON.stringify(verified, null, 2));
  else
    for (const line of [...differences, `${countNoun(entries, 'entry', 'entries')} of activity: ${summary}`])
      terminal.out(line);
  return differences.length === 0 ? EXIT.complete : EXIT.incomplete;
}

async function verifiedState({ effects, files, definitions, runtime }: OpenState): Promise<Verified> {
  const lines = await differencesOf(runtime);
  const verified = await verifyState(
    effects,
    [...definitions.hotlines.keys()],
    await listAllSheets(files, definitions),
  );
  return { ...verified, differences: [...lines, ...verified.differences] };
}

const linesOf = ({ differences: lines, facts, revisions, files, decisions, activity }: Verified): string[] => [
  ...lines,
  `${countNoun(facts, 'file')} of facts, ${countNoun(revisions, 'revision')}, ${countNoun(files, 'file')} of reports, ${countNoun(decisions, 'decision')}, ${countNoun(activity, 'entry', 'entries')} of activity: ${lines.length === 0 ? 'all as recorded' : countNoun(lines.length, 'difference')}`,
];

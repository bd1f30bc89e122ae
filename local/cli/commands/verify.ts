import { FLAG, needed, read, STATE_OPTIONS, type StatePlace, TEXT, text, type Values } from './arguments.ts';

export const VERIFY_USAGE = `  factsheets verify [--state DIR] [--json]
      Compares a state with everything that was recorded of it: its journal, the hashes of facts and report files, the
      fingerprints of revisions, the files that decisions name. Ends with 2 and names what differs.
  factsheets accept --by NAME [--state DIR]
      Accepts a state that is older than its journal, because it was restored from a backup and nothing newer is left:
      what was sent since counts as sent, who left since stays away, and revisions made since keep their numbers.
      --state        by default state here`;

export interface VerifyCommand extends StatePlace {
  readonly command: 'verify';
  readonly json: boolean;
}

export interface AcceptCommand extends StatePlace {
  readonly command: 'accept';
  readonly by: string;
}

export function parseVerify(argv: readonly string[]): VerifyCommand {
  const { values } = read(argv, { ...STATE_OPTIONS, json: FLAG });
  return { command: 'verify', ...placeOf(values), json: values.json === true };
}

export function parseAccept(argv: readonly string[]): AcceptCommand {
  const { values } = read(argv, { ...STATE_OPTIONS, by: TEXT });
  return { command: 'accept', ...placeOf(values), by: needed(values, 'by', 'the name of who accepts the state') };
}

const placeOf = (values: Values): StatePlace => ({
  state: text(values.state) ?? 'state',
  key: text(values.key),
  definitions: text(values.definitions),
});

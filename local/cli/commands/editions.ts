import {
  FLAG,
  LIST_OPTIONS,
  needed,
  read,
  type StatePlace,
  statePlace,
  TEXT,
  text,
  type Values,
  wrong,
} from './arguments.ts';

export const EDITIONS_USAGE = `  factsheets editions [SHEET] [--state DIR] [--config FILE] [--json]
      Lists the editions: their newest revision, what was decided, how many it was sent to, and when sheets go out next.
      In AWS: --table NAME in place of --state DIR, with this machine's AWS identity.`;

/** A state, or the table of a stage in AWS. */
export type EditionsPlace = StatePlace | { readonly table: string; readonly definitions: string | undefined };

export interface EditionsCommand {
  readonly command: 'editions';
  readonly place: EditionsPlace;
  /** Null lists those of every sheet. */
  readonly sheet: string | null;
  readonly config: string | undefined;
  readonly json: boolean;
}

export function parseEditions(argv: readonly string[]): EditionsCommand {
  const { values, positionals } = read(argv, { ...LIST_OPTIONS, config: TEXT, json: FLAG }, 1);
  return {
    command: 'editions',
    place: placeIn(values),
    sheet: positionals[0] ?? null,
    config: text(values.config),
    json: values.json === true,
  };
}

/** The secret that other commands in AWS need is accepted, and not used. */
function placeIn(values: Values): EditionsPlace {
  if (values.table === undefined) return statePlace(values);
  if (values.state !== undefined || values.key !== undefined)
    throw wrong('--state and --key are of this machine, --table of AWS; keep one of the two');
  return { table: needed(values, 'table', 'the table of the stage'), definitions: text(values.definitions) };
}

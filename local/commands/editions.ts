import { FLAG, read, STATE_OPTIONS, type StatePlace, statePlace } from './arguments.ts';

export const EDITIONS_USAGE = `  factsheets editions [SHEET] --state DIR [--json]
      Lists the editions kept in a state: their newest revision, and what was decided.`;

export interface EditionsCommand extends StatePlace {
  readonly command: 'editions';
  /** Null lists those of every sheet. */
  readonly sheet: string | null;
  readonly json: boolean;
}

export function parseEditions(argv: readonly string[]): EditionsCommand {
  const { values, positionals } = read(argv, { ...STATE_OPTIONS, json: FLAG }, 1);
  return { command: 'editions', ...statePlace(values), sheet: positionals[0] ?? null, json: values.json === true };
}

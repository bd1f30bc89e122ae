import type { Month } from '../../src/domain/month.ts';
import {
  count,
  needed,
  read,
  STATE_OPTIONS,
  type StatePlace,
  sheetAndMonth,
  statePlace,
  TEXT,
  text,
} from './arguments.ts';

export const DECIDE_USAGE = `  factsheets approve SHEET MONTH --revision N --by NAME [--reason TEXT] --state DIR
  factsheets reject SHEET MONTH --revision N --by NAME --reason TEXT --state DIR
      Decides on the newest revision, for ever. An approval in spite of what the rules object to needs a reason.`;

export interface DecideCommand extends StatePlace {
  readonly command: 'approve' | 'reject';
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  readonly by: string;
  readonly reason: string | null;
}

export function parseDecide(command: DecideCommand['command'], argv: readonly string[]): DecideCommand {
  const options = { ...STATE_OPTIONS, revision: TEXT, by: TEXT, reason: TEXT };
  const { values, positionals } = read(argv, options, 2);
  return {
    command,
    ...statePlace(values),
    ...sheetAndMonth(positionals),
    revision: count(values.revision, 'revision'),
    by: needed(values, 'by', 'the name of who decides'),
    reason: text(values.reason) ?? null,
  };
}

import type { Month } from '../../../src/domain/month.ts';
import {
  count,
  needed,
  REVIEW_OPTIONS,
  type ReviewPlace,
  read,
  reviewPlace,
  sheetAndMonth,
  TEXT,
  text,
} from './arguments.ts';

export const DECIDE_USAGE = `  factsheets approve SHEET MONTH --revision N --by NAME [--reason TEXT] [--state DIR|--url URL] [--out DIR] [--config FILE]
  factsheets reject SHEET MONTH --revision N --by NAME --reason TEXT [--state DIR|--url URL]
      Decides on the newest revision, for ever. An approval in spite of what the rules object to needs a reason.
      --out          the approved pages go to DIR/approved/SHEET/MONTH; by default the folder out beside the state
      --url          decides in AWS: the address of the function, signed with this machine's AWS identity
      --config       schedules: a sheet with "lateApproval": "send" is sent at once when its moment has passed`;

export interface DecideCommand {
  readonly command: 'approve' | 'reject';
  readonly place: ReviewPlace;
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  readonly by: string;
  readonly reason: string | null;
  /** Undefined takes the folder `out` beside the state. */
  readonly out: string | undefined;
  /** Undefined takes the program's own. */
  readonly config: string | undefined;
}

export function parseDecide(command: DecideCommand['command'], argv: readonly string[]): DecideCommand {
  const options = { ...REVIEW_OPTIONS, revision: TEXT, by: TEXT, reason: TEXT, out: TEXT, config: TEXT };
  const { values, positionals } = read(argv, options, 2);
  return {
    command,
    place: reviewPlace(values),
    ...sheetAndMonth(positionals),
    revision: count(values.revision, 'revision'),
    by: needed(values, 'by', 'the name of who decides'),
    reason: text(values.reason) ?? null,
    out: text(values.out),
    config: text(values.config),
  };
}

import { needed, REVIEW_OPTIONS, type ReviewPlace, read, reviewPlace, TEXT, text, wrong } from './arguments.ts';

export const HOLD_USAGE = `  factsheets hold SHEET --by NAME --reason TEXT [--state DIR|--url URL]
  factsheets release SHEET --by NAME [--reason TEXT] [--state DIR|--url URL]
      Holds a sheet: nothing of it goes out, by schedule, by approval or by hand, until it is released. Moments that come
      while it is held are not made up for: distribute sends then. --url: in AWS, as for approve.`;

export interface HoldCommand {
  readonly command: 'hold' | 'release';
  readonly place: ReviewPlace;
  readonly sheet: string;
  readonly by: string;
  readonly reason: string | null;
}

export function parseHold(command: HoldCommand['command'], argv: readonly string[]): HoldCommand {
  const { values, positionals } = read(argv, { ...REVIEW_OPTIONS, by: TEXT, reason: TEXT }, 1);
  const [sheet] = positionals;
  if (sheet === undefined) throw wrong(`${command} needs a sheet`);
  const by = needed(values, 'by', `the name of who ${command}s it`);
  const reason = command === 'hold' ? needed(values, 'reason', 'why it is held') : (text(values.reason) ?? null);
  return { command, place: reviewPlace(values), sheet, by, reason };
}

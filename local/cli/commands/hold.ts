import { holdSheet } from '../../../src/steps/hold-sheet.ts';
import { publishConfigured } from '../../public/publish-site.ts';
import { withState } from '../../state/open-state.ts';
import { assertSheetExists } from '../../state/state-definitions.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import {
  REVIEW_OPTIONS,
  type ReviewPlace,
  read,
  requiredOption,
  reviewPlace,
  TEXT,
  text,
  usageError,
} from '../arguments.ts';
import { askReview } from '../aws/ask-review.ts';
import { defineCommand, EXIT } from '../command.ts';

const PLACES = `  --state DIR          the state on this machine; by default state
  --config FILE        where the public edition is, which is rewritten; by default config/local.json
  --url URL            in AWS, as for approve`;

export const HOLD = defineCommand({
  help: `factsheets hold SHEET --by NAME --reason TEXT [options]

Stops sending a sheet: by schedule, by approval and by hand, until it is released. Its editions are removed from the public
edition until then.

${PLACES}`,
  parse: (argv) => parseHold('hold', argv),
  run: hold,
});

export const RELEASE = defineCommand({
  help: `factsheets release SHEET --by NAME [--reason TEXT] [options]

Lets a sheet be sent again, and its editions be public again. Scheduled distributions that were missed are not repeated;
factsheets distribute sends now.

${PLACES}`,
  parse: (argv) => parseHold('release', argv),
  run: hold,
});

export interface HoldCommand {
  readonly ask: 'hold' | 'release';
  readonly place: ReviewPlace;
  readonly sheet: string;
  readonly by: string;
  readonly reason: string | null;
  /** Undefined takes the program's own. */
  readonly config: string | undefined;
}

function parseHold(ask: HoldCommand['ask'], argv: readonly string[]): HoldCommand {
  const { values, positionals } = read(argv, { ...REVIEW_OPTIONS, by: TEXT, reason: TEXT, config: TEXT }, 1);
  const [sheet] = positionals;
  if (sheet === undefined) throw usageError(`name the sheet to ${ask}`);
  const by = requiredOption(values, 'by', `the name of the person who ${ask}s it`);
  const reason = ask === 'hold' ? requiredOption(values, 'reason', 'why it is held') : (text(values.reason) ?? null);
  return { ask, place: reviewPlace(values), sheet, by, reason, config: text(values.config) };
}

/** Holds a sheet or releases it, on this machine or in AWS. */
export async function hold(command: HoldCommand, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  const { ask, place, sheet, by, reason, config } = command;
  if ('url' in place) await askReview(place.url, { ask, sheet, by, reason });
  else
    await withState(place, environment, async ({ effects, files, definitions }) => {
      await assertSheetExists(files, sheet);
      await holdSheet(effects, sheet, { held: ask === 'hold', by, caller: null, reason });
      await publishConfigured(config, effects, { files, definitions }, { who: by, via: 'command' });
    });
  terminal.out(
    ask === 'hold'
      ? `${sheet}: held by ${by}; nothing is sent until factsheets release ${sheet}`
      : `${sheet}: released by ${by}; scheduled distributions that were missed are not repeated; to send now: factsheets distribute ${sheet}`,
  );
  return EXIT.complete;
}

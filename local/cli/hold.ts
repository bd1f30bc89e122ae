import { holdSheet } from '../../src/steps/hold-sheet.ts';
import { withState } from '../state/open-state.ts';
import type { HoldCommand } from './commands/hold.ts';
import { askReview } from './remote-review.ts';
import { refuseUnknownSheet } from './sheet-asked.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

/** Holds a sheet or releases it, on this machine or in AWS. */
export async function hold(command: HoldCommand, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  const { command: ask, place, sheet, by, reason } = command;
  if ('url' in place) await askReview(place.url, { ask, sheet, by, reason });
  else
    await withState(place, environment, async ({ effects, files }) => {
      await refuseUnknownSheet(files, sheet);
      await holdSheet(effects, sheet, { held: ask === 'hold', by, caller: null, reason });
    });
  terminal.out(
    ask === 'hold'
      ? `${sheet}: held by ${by}; nothing of it goes out until factsheets release ${sheet}`
      : `${sheet}: released by ${by}; a moment that came meanwhile is not made up for: factsheets distribute ${sheet} sends`,
  );
  return EXIT.complete;
}

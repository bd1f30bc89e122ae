import { join } from 'node:path';
import type { Decision } from '../src/domain/decision.ts';
import type { Sheet } from '../src/domain/sheet.ts';
import { decideRevision } from '../src/steps/decide-revision.ts';
import { distributeDue } from '../src/steps/distribute-due.ts';
import { loadSheet } from '../src/steps/load-definitions.ts';
import type { DecideCommand } from './commands/decide.ts';
import { mailEffects, runLines } from './distribute.ts';
import { readMailConfiguration } from './mail-configuration.ts';
import { type OpenState, withState } from './open-state.ts';
import { publishEdition } from './publish-edition.ts';
import { askReview } from './remote-review.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { warningLine } from './warning-lines.ts';

/**
 * Keeps a person's decision. After an approval the edition is published again, for a newer draft must say what it corrects, and
 * sent at once if its schedule says so of late approvals; in AWS both follow from the event.
 */
export async function decide(
  command: DecideCommand,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const { place, sheet: id, month, revision, by, reason } = command;
  const verdict = command.command === 'approve' ? 'approved' : 'rejected';
  if ('url' in place) {
    const request = { ask: 'decide', sheet: id, month, revision, verdict, by, reason } as const;
    tell((await askReview(place.url, request)) as Decision, terminal); // our own function's
    return EXIT.complete;
  }
  return withState(place, environment, async (state) => {
    const sheet = await loadSheet(state.files, state.definitions, id);
    tell(await decideRevision(state.effects, sheet, month, { revision, verdict, by, caller: null, reason }), terminal);
    if (verdict === 'rejected') return EXIT.complete;
    await publishAgain(state, sheet, command, terminal);
    await sendIfLate(state, sheet, command, join(place.state, 'mail'), terminal);
    return EXIT.complete;
  });
}

function tell({ sheet, month, revision, verdict, by, warnings }: Decision, terminal: Terminal): void {
  terminal.out(`${sheet} ${month}, revision ${revision}: ${verdict} by ${by}`);
  if (verdict === 'approved') for (const warning of warnings) terminal.out(`  in spite of: ${warningLine(warning)}`);
}

async function publishAgain(
  { effects, definitions }: OpenState,
  sheet: Sheet,
  { month, revision }: DecideCommand,
  terminal: Terminal,
): Promise<void> {
  const months = (await effects.editions.editionsOf(sheet.id)).map((edition) => edition.month);
  const isNewest = months.every((other) => other <= month);
  const newest = (await publishEdition(effects, definitions, sheet, month, isNewest)).revision;
  if (newest.revision !== revision)
    terminal.out(`  revision ${newest.revision} is newer and waits to be reviewed; readers have revision ${revision}`);
}

async function sendIfLate(
  state: OpenState,
  sheet: Sheet,
  { month, revision, config }: DecideCommand,
  folder: string,
  terminal: Terminal,
): Promise<void> {
  const configuration = await readMailConfiguration(config);
  const due = { sheet: sheet.id, approved: { month, revision } };
  const report = await distributeDue(mailEffects(state, folder), state.definitions, configuration, due, null);
  if (report) for (const line of runLines(report, folder, false)) terminal.out(line);
}

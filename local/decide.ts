import type { Sheet } from '../src/domain/sheet.ts';
import { decideRevision } from '../src/steps/decide-revision.ts';
import { loadSheet } from '../src/steps/load-definitions.ts';
import type { DecideCommand } from './commands/decide.ts';
import { type OpenState, withState } from './open-state.ts';
import { publishEdition } from './publish-edition.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { warningLine } from './warning-lines.ts';

/** Keeps a person's decision; after an approval the edition is published again, for a newer draft must say what it corrects. */
export function decide(command: DecideCommand, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  return withState(command, environment, async (state) => {
    const sheet = await loadSheet(state.files, state.definitions, command.sheet);
    const { month, revision, by, reason } = command;
    const verdict = command.command === 'approve' ? 'approved' : 'rejected';
    const decision = await decideRevision(state.effects, sheet, month, { revision, verdict, by, caller: null, reason });
    terminal.out(`${sheet.id} ${month}, revision ${revision}: ${verdict} by ${decision.by}`);
    if (verdict === 'rejected') return EXIT.complete;
    for (const warning of decision.warnings) terminal.out(`  in spite of: ${warningLine(warning)}`);
    await publishAgain(state, sheet, command, terminal);
    return EXIT.complete;
  });
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

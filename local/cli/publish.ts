import { counted, machineAt, refuseNoPlace, tellingOf } from '../pipeline/one-round.ts';
import { inWorkplace, pressOf, publishChanges } from '../pipeline/rounds.ts';
import type { PublishCommand } from './commands/publish.ts';
import { publishInAws } from './send-to-aws.ts';
import { refuseUnknownSheet } from './sheet-asked.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

/**
 * Asks for an edition, and makes it, or has it made in AWS.
 * @returns 1 when a step failed, which was told
 * @throws Failure WrongUsage when there is no such sheet
 */
export async function publish(
  command: PublishCommand,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const { sheet, month, queue } = command;
  if (queue !== null) {
    await publishInAws(queue, sheet, month);
    terminal.out(`${sheet} ${month} asked for`);
    return EXIT.complete;
  }
  await refuseNoPlace(command);
  const { telling, failures } = counted(tellingOf(command, terminal, environment));
  const machine = await machineAt(command, telling, environment, new AbortController().signal);
  await refuseUnknownSheet(machine.definitions.reading.files, sheet);
  machine.owed.ask(sheet, month);
  await inWorkplace(machine, (effects) => publishChanges(pressOf(machine, effects), telling, machine.owed.take()));
  if (failures() > 0) return EXIT.failure;
  telling.status('up-to-date', `${sheet} ${month} is up to date, and is kept so`);
  return EXIT.complete;
}

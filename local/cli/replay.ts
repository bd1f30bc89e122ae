import { Failure } from '../../src/domain/failure.ts';
import { counted, machineAt, refuseNoPlace, tellingOf } from '../pipeline/one-round.ts';
import { ingestKeys, inWorkplace, pressOf, publishChanges } from '../pipeline/rounds.ts';
import { isMeant, type ReplayCommand } from './commands/replay.ts';
import { keysToIngest } from './keys-to-ingest.ts';
import { replayInAws } from './send-to-aws.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

/**
 * Ingests uploads again, those that are gone among them, and brings the editions they touch up to date.
 * @returns 1 when a step failed, which was told
 * @throws Failure WrongUsage when there is no such upload
 */
export async function replay(
  command: ReplayCommand,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  if (command.aws) {
    const sent = await replayInAws(command.aws, command, environment);
    terminal.out(`${sent} uploads sent to the queue`);
    return EXIT.complete;
  }
  await refuseNoPlace(command);
  const { telling, failures } = counted(tellingOf(command, terminal, environment));
  const machine = await machineAt(command, telling, environment, new AbortController().signal);
  await inWorkplace(machine, async (effects) => {
    const all = await keysToIngest(effects, machine.definitions.reading.definitions);
    const keys = all.filter((key) => isMeant(key, command.meant));
    if (keys.length === 0)
      throw new Failure('WrongUsage', `no such upload in ${command.exports}; nothing was replayed`);
    await ingestKeys(machine, effects, keys, { force: command.force });
    await publishChanges(pressOf(machine, effects), telling, machine.owed.take());
    const failed = failures();
    if (failed === 0) telling.status('up-to-date', `${keys.length} uploads replayed`);
    else telling.status('behind', `not up to date: ${failed} of ${keys.length} uploads or editions failed, see above`);
  });
  return failures() > 0 ? EXIT.failure : EXIT.complete;
}

import type { Month } from '../../../src/domain/month.ts';
import type { PipelinePlace } from '../../pipeline/open-pipeline.ts';
import { countFailures, openPipeline, reporterFor, requireState } from '../../pipeline/open-pipeline.ts';
import { publicationRuntime, publishChanges, withRuntime } from '../../pipeline/run-pipeline.ts';
import { assertSheetExists } from '../../state/state-definitions.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { month, PIPELINE_OPTIONS, PIPELINE_PLACES, pipelinePlace, read, TEXT, text, usageError } from '../arguments.ts';
import { publishInAws } from '../aws/send-to-queue.ts';
import { defineCommand, EXIT } from '../command.ts';

export const PUBLISH = defineCommand({
  help: `factsheets publish SHEET YYYY-MM [options]

Publishes an edition now and keeps it up to date from now on, even if it is not the newest. The month must be in the period of
the sheet, and at most one month after the last month for which any hotline has an export.

${PIPELINE_PLACES}
  --queue URL          in AWS: sends a message to the queue of editions`,
  parse: parsePublish,
  run: publish,
});

export interface PublishCommand extends PipelinePlace {
  readonly sheet: string;
  readonly month: Month;
  /** The queue of AWS; null for this machine. */
  readonly queue: string | null;
}

function parsePublish(argv: readonly string[]): PublishCommand {
  const { values, positionals } = read(argv, { ...PIPELINE_OPTIONS, queue: TEXT }, 2);
  const [sheet, of] = positionals;
  const wanted = month(of, 'month');
  if (sheet === undefined || wanted === null)
    throw usageError('name a sheet and a month, for example: us-mexico-border 2017-07');
  return { ...pipelinePlace(values), sheet, month: wanted, queue: text(values.queue) ?? null };
}

/**
 * Asks for an edition, and makes it, or has it made in AWS.
 * @returns 1 when a step failed, which was reported
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
    terminal.out(`${sheet} ${month} requested`);
    return EXIT.complete;
  }
  await requireState(command);
  const { reporter, failures } = countFailures(reporterFor(command, terminal, environment));
  const pipeline = await openPipeline(command, reporter, environment, { signal: new AbortController().signal });
  await assertSheetExists(pipeline.definitions.current.files, sheet);
  pipeline.pending.request(sheet, month);
  await withRuntime(pipeline, (effects) =>
    publishChanges(publicationRuntime(pipeline, effects), reporter, pipeline.pending.drain()),
  );
  if (failures() > 0) return EXIT.failure;
  reporter.status('up-to-date', `${sheet} ${month} is up to date; later exports update it`);
  return EXIT.complete;
}

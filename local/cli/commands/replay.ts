import { Failure } from '../../../src/domain/failure.ts';
import { countNoun } from '../../../src/domain/format.ts';
import { isSelected, keysToIngest, type UploadSelection } from '../../pipeline/ingest-all.ts';
import type { PipelinePlace } from '../../pipeline/open-pipeline.ts';
import { countFailures, openPipeline, reporterFor, requireState } from '../../pipeline/open-pipeline.ts';
import { ingestKeys, publicationRuntime, publishChanges, withRuntime } from '../../pipeline/run-pipeline.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import {
  FLAG,
  month,
  PIPELINE_OPTIONS,
  PIPELINE_PLACES,
  pipelinePlace,
  read,
  requiredOption,
  TEXT,
  text,
  usageError,
} from '../arguments.ts';
import { replayInAws } from '../aws/send-to-queue.ts';
import { defineCommand, EXIT } from '../command.ts';

export const REPLAY = defineCommand({
  help: `factsheets replay --hotline HOTLINE|--month YYYY-MM|--file NAME|--all [options]

Reads uploads again: those of a hotline, a month or a file name (or several of these), or all; then brings the editions that
they change up to date.

  --force              also reads uploads that are active and unchanged, so that lost facts are written again
${PIPELINE_PLACES}
  --queue URL --bucket NAME    in AWS: sends the uploads of the bucket to the queue of exports, which retries them`,
  parse: parseReplay,
  run: replay,
});

export interface ReplayCommand extends PipelinePlace {
  readonly selection: UploadSelection;
  readonly force: boolean;
  /** The queue and bucket of AWS; null for this machine. */
  readonly aws: { readonly queue: string; readonly bucket: string } | null;
}

function parseReplay(argv: readonly string[]): ReplayCommand {
  const texts = { hotline: TEXT, month: TEXT, file: TEXT, queue: TEXT, bucket: TEXT };
  const { values } = read(argv, { ...PIPELINE_OPTIONS, ...texts, all: FLAG, force: FLAG });
  const selection = {
    hotline: text(values.hotline) ?? null,
    month: month(values.month, 'month'),
    file: text(values.file) ?? null,
  };
  const isAny = selection.hotline === null && selection.month === null && selection.file === null;
  if (isAny !== (values.all === true))
    throw usageError('name uploads with --hotline, --month or --file (one or several of them), or use --all alone');
  const isInAws = values.queue !== undefined || values.bucket !== undefined;
  const aws = isInAws
    ? {
        queue: requiredOption(values, 'queue', 'the URL of the queue'),
        bucket: requiredOption(values, 'bucket', 'the bucket of exports'),
      }
    : null;
  return { ...pipelinePlace(values), selection, force: values.force === true, aws };
}

/**
 * Ingests uploads again, those that are gone among them, and brings the editions they touch up to date.
 * @returns 1 when a step failed, which was reported
 * @throws Failure WrongUsage when there is no such upload
 */
export async function replay(
  command: ReplayCommand,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  if (command.aws) {
    const sent = await replayInAws(command.aws, command, environment);
    terminal.out(`${countNoun(sent, 'upload')} sent to the queue`);
    return EXIT.complete;
  }
  await requireState(command);
  const { reporter, failures } = countFailures(reporterFor(command, terminal, environment));
  const pipeline = await openPipeline(command, reporter, environment, { signal: new AbortController().signal });
  await withRuntime(pipeline, async (effects) => {
    const all = await keysToIngest(effects, pipeline.definitions.current.definitions);
    const keys = all.filter((key) => isSelected(key, command.selection));
    if (keys.length === 0)
      throw new Failure('WrongUsage', `there is no such upload in ${command.exports}; nothing was replayed`);
    await ingestKeys(pipeline, effects, keys, { force: command.force });
    await publishChanges(publicationRuntime(pipeline, effects), reporter, pipeline.pending.drain());
    const failed = failures();
    if (failed === 0) reporter.status('up-to-date', `${countNoun(keys.length, 'upload')} replayed`);
    else
      reporter.status(
        'behind',
        `not up to date: ${countNoun(failed, 'upload or edition', 'uploads or editions')} failed, see above`,
      );
  });
  return failures() > 0 ? EXIT.failure : EXIT.complete;
}

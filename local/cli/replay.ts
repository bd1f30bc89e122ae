import { Failure } from '../../src/domain/failure.ts';
import type { Month } from '../../src/domain/month.ts';
import { parseExportKey } from '../../src/domain/object-keys.ts';
import { keysToIngest } from '../pipeline/ingest-all.ts';
import type { PipelinePlace } from '../pipeline/one-round.ts';
import { counted, machineAt, refuseNoPlace, tellingOf } from '../pipeline/one-round.ts';
import { ingestKeys, inWorkplace, pressOf, publishChanges } from '../pipeline/rounds.ts';
import type { Terminal } from '../terminal/terminal.ts';
import {
  FLAG,
  month,
  needed,
  PIPELINE_OPTIONS,
  PIPELINE_PLACES,
  pipelinePlace,
  read,
  TEXT,
  text,
  wrong,
} from './arguments.ts';
import { defineCommand, EXIT } from './command.ts';
import { replayInAws } from './send-to-aws.ts';

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

/** Which uploads are meant; null for any. */
export interface Meant {
  readonly hotline: string | null;
  readonly month: Month | null;
  readonly file: string | null;
}

export interface ReplayCommand extends PipelinePlace {
  readonly meant: Meant;
  readonly force: boolean;
  /** The queue and bucket of AWS; null for this machine. */
  readonly aws: { readonly queue: string; readonly bucket: string } | null;
}

export function parseReplay(argv: readonly string[]): ReplayCommand {
  const texts = { hotline: TEXT, month: TEXT, file: TEXT, queue: TEXT, bucket: TEXT };
  const { values } = read(argv, { ...PIPELINE_OPTIONS, ...texts, all: FLAG, force: FLAG });
  const meant = {
    hotline: text(values.hotline) ?? null,
    month: month(values.month, 'month'),
    file: text(values.file) ?? null,
  };
  const isAny = meant.hotline === null && meant.month === null && meant.file === null;
  if (isAny !== (values.all === true))
    throw wrong('replay needs --hotline, --month or --file (or several), or --all alone');
  const isInAws = values.queue !== undefined || values.bucket !== undefined;
  const aws = isInAws
    ? {
        queue: needed(values, 'queue', 'the URL of the queue'),
        bucket: needed(values, 'bucket', 'the bucket of exports'),
      }
    : null;
  return { ...pipelinePlace(values), meant, force: values.force === true, aws };
}

/** Whether an upload is one of those meant; one whose key has another shape is meant by its file's name, or with all. */
export function isMeant(key: string, { hotline, month, file }: Meant): boolean {
  const place = parseExportKey(key) ?? { hotline: null, month: null, file: key.split('/').at(-1) };
  const agrees = (wanted: string | null, is: string | null | undefined): boolean => wanted === null || wanted === is;
  return agrees(hotline, place.hotline) && agrees(month, place.month) && agrees(file, place.file);
}

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
    await ingestKeys(machine, effects, keys, { anew: command.force });
    await publishChanges(pressOf(machine, effects), telling, machine.owed.take());
    const failed = failures();
    if (failed === 0) telling.status('up-to-date', `${keys.length} uploads replayed`);
    else telling.status('behind', `not up to date: ${failed} of ${keys.length} uploads or editions failed, see above`);
  });
  return failures() > 0 ? EXIT.failure : EXIT.complete;
}

import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { UserLanguage } from '../../src/domain/languages.ts';
import type { CheckedUpload, FileToCheck, PortalContext } from '../../src/portal/portal-options.ts';
import { type CheckedTable, checkFile, type LooseFile } from '../../src/steps/check-file/check-file.ts';
import { checkSummary } from '../../src/steps/check-file/check-summary.ts';
import { checkedProblems, checkedWithValues, hotlineOfHeadings } from '../../src/steps/check-file/checked-problems.ts';
import { type OpenReader, ReadingFailed } from '../../src/steps/ingest-export/upload-reader.ts';
import type { LocalEffects } from '../pipeline/local-runtime.ts';
import type { PipelineContext } from '../pipeline/run-pipeline.ts';
import type { CheckLists } from './check-lists.ts';
import { writeStream } from './upload-folder.ts';

/** What checks use. */
export interface CheckMachine {
  readonly definitions: Pick<PipelineContext['definitions'], 'current'>;
  readonly effects: Pick<LocalEffects, 'openReader' | 'clock'>;
  readonly lists: CheckLists;
}

/**
 * Reads a file as an ingest would. Its copy is in the reader's private folder, which is removed with the reader; what
 * remains for an hour is the list of its problems without values.
 */
export const checkUpload =
  (machine: CheckMachine): PortalContext['checkUpload'] =>
  (file) =>
    withChecked(machine, file, async ({ reader, loose, sha256, tables }): Promise<CheckedUpload> => {
      const { by, hotline, month, language } = file;
      const { definitions } = machine.definitions.current;
      const lines = checkedProblems(
        tables.map(({ problemsCsv }) => createReadStream(problemsCsv)),
        language,
      );
      const check = await machine.lists.add({ by, hotline, month }, lines);
      const otherHotline = await hotlineOfHeadings(
        { reader, definitions, now: machine.effects.clock.now() },
        loose,
        tables,
      );
      return { check, sha256, size: loose.size, tables: tables.map(checkSummary), otherHotline };
    });

/** Reads a file like `checkUpload` and returns its problems with values; the copy of them is removed when it was read. */
export const problemsWithValues =
  (machine: CheckMachine): PortalContext['problemsWithValues'] =>
  (file) =>
    withChecked(machine, file, async ({ tables }) => {
      const copies: string[] = [];
      for (const { problemsCsv } of tables) {
        const copy = join(machine.lists.folder, randomUUID());
        await copyFile(problemsCsv, copy);
        copies.push(copy);
      }
      return removedAfter(copies, file.language);
    });

async function* removedAfter(paths: readonly string[], language: UserLanguage): AsyncGenerator<string> {
  try {
    yield* checkedWithValues(
      paths.map((path) => createReadStream(path)),
      language,
    );
  } finally {
    for (const path of paths) await rm(path, { force: true });
  }
}

interface Checked {
  readonly reader: OpenReader;
  readonly loose: LooseFile;
  readonly sha256: string;
  readonly tables: readonly CheckedTable[];
}

async function withChecked<Result>(
  { definitions, effects }: CheckMachine,
  { hotline, month, name, language, body, size, signal }: FileToCheck,
  use: (checked: Checked) => Promise<Result>,
): Promise<Result> {
  const reader = await effects.openReader(size, signal);
  try {
    const path = join(reader.folder, 'upload');
    const arrived = await writeStream(body, createWriteStream(path, { mode: 0o600 }), signal);
    const loose = { name, path, size: arrived.size, hotline, table: null, month, language };
    const read = (failure: ReadingFailed | null): Promise<CheckedTable[]> =>
      checkFile(reader, definitions.current.definitions, loose, { now: effects.clock.now(), failure });
    const tables = await read(null).catch((error: unknown) => {
      if (!(error instanceof ReadingFailed) || signal.aborted) throw error;
      return read(error);
    });
    return await use({ reader, loose, sha256: arrived.sha256, tables });
  } finally {
    await reader.close();
  }
}

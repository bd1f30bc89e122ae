import type { OpenEngine } from '../domain/effects.ts';
import type { Engine } from '../domain/engine.ts';
import { readExport, refusedExport } from '../exports/read-export.ts';
import type { ReadFile } from '../exports/read-file.ts';
import { asReadingFailed, type OpenReaderFor, type ReadRequest } from '../exports/reader.ts';
import { writeFacts } from '../facts/write-facts.ts';

/** Readers in this very process, each with an engine of its own. */
export const readersIn =
  (openEngine: (inputBytes: number) => Promise<OpenEngine>): OpenReaderFor =>
  async (inputBytes) => {
    const engine = await openEngine(inputBytes);
    return {
      folder: engine.folder,
      isIsolated: false,
      read: (request) => readInEngine(engine, request),
      close: () => engine.close(),
    };
  };

/** Reads one upload with an engine; the errors are those of `OpenReader.read`. */
export async function readInEngine(
  engine: Engine,
  { upload, hotline, idKey, refusal }: ReadRequest,
): Promise<readonly ReadFile[]> {
  if (refusal) return [await refusedExport(engine, upload, hotline, refusal)];
  try {
    return await readExport(engine, upload, hotline, idKey && { idKey, write: writeFacts });
  } catch (error) {
    throw asReadingFailed(error);
  }
}

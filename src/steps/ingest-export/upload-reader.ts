import type { Hotline } from '../../definitions/hotline.ts';
import type { OpenEngine } from '../../domain/effects.ts';
import { type Engine, EngineError } from '../../domain/engine.ts';
import { Failure } from '../../domain/failure.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Upload } from '../../exports/container/upload-parts.ts';
import { isSystemError } from '../../exports/container/zip-file.ts';
import type { IdKey } from '../../exports/engine/id-hash.ts';
import { problem } from '../../exports/problems/problem.ts';
import { type ReadFile, readExport, refusedExport } from '../../exports/read-export.ts';
import { writeFacts } from '../../facts/write-facts.ts';

/** One upload to read. */
export interface ReadRequest {
  /** Its bytes are a file in the reader's folder. */
  readonly upload: Upload;
  readonly hotline: Hotline;
  /** The key that hashes ids; null if only problems are needed, and no facts are made. */
  readonly idKey: IdKey | null;
  /** Why the upload is refused unread; this is then its only problem. */
  readonly refusal?: Problem;
}

/** The result for each file in an upload. */
export type ReadResult = readonly ReadFile[];

/** Reads uploads, one at a time. */
export interface OpenReader {
  /** The private folder for uploads, facts and problems. */
  readonly folder: string;
  /**
   * Whether reading runs in a separate process. If not, a crash of the reading ends the step too, before it can be
   * recorded.
   */
  readonly isIsolated: boolean;
  /**
   * @throws ReadingFailed if the upload cannot be read because of its bytes; partial results are then useless. Errors
   *   of the system (a full disk) are thrown unchanged
   */
  read(request: ReadRequest): Promise<ReadResult>;
  /** Closes the reader and removes everything in its folder. */
  close(): Promise<void>;
}

/**
 * Opens a reader for an upload of a number of bytes. A reader in a separate process ends when the signal aborts, and
 * `read` throws the signal's reason.
 */
export type OpenReaderFor = (inputBytes: number, signal?: AbortSignal) => Promise<OpenReader>;

/** Thrown when reading fails because of the bytes that were read. */
export class ReadingFailed extends Error {
  override readonly name = 'ReadingFailed';
  readonly code: 'too-large-or-slow' | 'reader-failed';

  constructor(code: ReadingFailed['code'], options?: { cause?: unknown }) {
    super(code, options);
    this.code = code;
  }
}

/** The one problem of an upload whose reading failed. */
export const readingProblem = ({ code }: ReadingFailed): Problem => problem('rejection', code, '');

/**
 * Classifies an error of reading: the bytes are the cause unless the system is. A crash of a parser, an engine without
 * memory, or a text too long for a string are caused by the bytes; a full disk is not.
 */
export function asReadingFailed(error: unknown): unknown {
  if (error instanceof ReadingFailed || error instanceof Failure || isSystemError(error) || isEngineFileError(error))
    return error;
  const isTooLarge = error instanceof RangeError || (error instanceof EngineError && OUT_OF_MEMORY.test(error.message));
  return new ReadingFailed(isTooLarge ? 'too-large-or-slow' : 'reader-failed', { cause: error });
}

const OUT_OF_MEMORY = /^Out of Memory Error/u;

/** An error of the engine's files, which are on the same disk. */
const isEngineFileError = (error: unknown): boolean => error instanceof EngineError && /^IO Error/u.test(error.message);

/** Opens readers in this process, each with its own engine. */
export const inProcessReaders =
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

/** Reads one upload with an engine; throws as `OpenReader.read`. */
export async function readInEngine(
  engine: Engine,
  { upload, hotline, idKey, refusal }: ReadRequest,
): Promise<ReadResult> {
  if (refusal) return refusedExport(engine, upload, hotline, refusal);
  try {
    return await readExport(engine, upload, hotline, idKey && { idKey, write: writeFacts });
  } catch (error) {
    throw asReadingFailed(error);
  }
}

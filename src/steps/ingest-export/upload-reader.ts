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

/** One upload to be read. */
export interface ReadRequest {
  /** Its bytes are a file in the reader's folder. */
  readonly upload: Upload;
  readonly hotline: Hotline;
  /** The key that ids are hashed with; null where only problems are asked for, and no facts are made. */
  readonly idKey: IdKey | null;
  /** Why the upload is refused unread; its problem is then all there is. */
  readonly refusal?: Problem;
}

/** What became of each file in an upload. */
export type ReadResult = readonly ReadFile[];

/** Reads uploads, one at a time. */
export interface OpenReader {
  /** The private folder: uploads are put there, facts and problems are found there. */
  readonly folder: string;
  /**
   * Whether reading runs in a process of its own. Where it does not, what ends the reading ends the step too, and nobody is left
   * to record it.
   */
  readonly isIsolated: boolean;
  /**
   * @throws ReadingFailed where the bytes of the upload are why it cannot be read; what it made on its way is of no use then.
   *   Errors of the system (a full disk) come as they are
   */
  read(request: ReadRequest): Promise<ReadResult>;
  /** Ends the use of the reader; all that is in its folder goes. */
  close(): Promise<void>;
}

/** Opens a reader for an upload of so many bytes. */
export type OpenReaderFor = (inputBytes: number) => Promise<OpenReader>;

/** A reading that ended without a result because of the bytes that were read. */
export class ReadingFailed extends Error {
  override readonly name = 'ReadingFailed';
  readonly code: 'too-large-or-slow' | 'reader-failed';

  constructor(code: ReadingFailed['code'], options?: { cause?: unknown }) {
    super(code, options);
    this.code = code;
  }
}

/** The one problem of an upload whose reading failed. */
export const failedReading = ({ code }: ReadingFailed): Problem => problem('rejection', code, '');

/**
 * What an error of reading means: the bytes are at fault unless the system is. A parser's crash, an engine without memory, a text too
 * long for a string are faults of the bytes; a disk that is full is not.
 */
export function asReadingFailed(error: unknown): unknown {
  if (error instanceof ReadingFailed || error instanceof Failure || isSystemError(error) || isOfEngineFiles(error))
    return error;
  const isTooLarge = error instanceof RangeError || (error instanceof EngineError && OUT_OF_MEMORY.test(error.message));
  return new ReadingFailed(isTooLarge ? 'too-large-or-slow' : 'reader-failed', { cause: error });
}

const OUT_OF_MEMORY = /^Out of Memory Error/u;

/** An error of the engine's files, which are on the same disk. */
const isOfEngineFiles = (error: unknown): boolean => error instanceof EngineError && /^IO Error/u.test(error.message);

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
): Promise<ReadResult> {
  if (refusal) return refusedExport(engine, upload, hotline, refusal);
  try {
    return await readExport(engine, upload, hotline, idKey && { idKey, write: writeFacts });
  } catch (error) {
    throw asReadingFailed(error);
  }
}

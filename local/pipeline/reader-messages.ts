import type { ReadRequest, ReadResult } from '../../src/steps/ingest-export/upload-reader.ts';

/** The single argument of a reader process, as JSON. */
export interface ReaderStart {
  /** The private folder of its engine; the parent process creates it. */
  readonly folder: string;
  readonly threads: number;
  /** The memory that the process may use before its watchdog kills it. */
  readonly memoryBytes: number;
}

/** A request to a reader process; one at a time. */
export type ReaderRequest =
  /** A hotline to which later requests refer by name. It is sent only once, because its vocabulary is large. */
  | { readonly is: 'hotline'; readonly name: string; readonly hotline: ReadRequest['hotline'] }
  | {
      readonly is: 'read';
      readonly hotline: string;
      readonly request: Omit<ReadRequest, 'hotline'>;
      readonly budgetMs: number;
    }
  /** Drops the relations that the last reading left in the engine. The parent process removes the files. */
  | { readonly is: 'reset' };

/** An error in the form in which it is sent between processes. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly path?: string;
  readonly syscall?: string;
}

export type ReaderAnswer =
  | { readonly is: 'ready' }
  | { readonly is: 'read'; readonly files: ReadResult }
  | { readonly is: 'failed'; readonly error: SentError };

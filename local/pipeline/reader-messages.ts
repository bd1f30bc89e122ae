import type { ReadRequest, ReadResult } from '../../src/steps/ingest-export/upload-reader.ts';

/** What a reader process is started with, as its one argument in JSON. */
export interface ReaderStart {
  /** The private folder of its engine; made by whoever starts it. */
  readonly folder: string;
  readonly threads: number;
  /** What the process may hold before its watchdog kills it. */
  readonly memoryBytes: number;
}

/** What a reader process is asked; one request at a time. */
export type ReaderRequest =
  /** A hotline that requests to come name: it is sent once, for its vocabulary is large. */
  | { readonly is: 'hotline'; readonly name: string; readonly hotline: ReadRequest['hotline'] }
  | {
      readonly is: 'read';
      readonly hotline: string;
      readonly request: Omit<ReadRequest, 'hotline'>;
      readonly budgetMs: number;
    }
  /** Drops what the last reading left in the engine; its files are the asking process's to remove. */
  | { readonly is: 'reset' };

/** An error as it crosses the border of a process. */
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

import type { Month } from './month.ts';

/** A person's statement that an uploaded file is empty on purpose and may replace records. */
export interface EmptyExport {
  readonly hotline: string;
  readonly month: Month;
  /** The file's name. */
  readonly file: string;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
  /** When it was confirmed, ISO 8601. */
  readonly at: string;
}

/** Statements that files are empty on purpose: the newest of each file. */
export interface EmptyExports {
  confirm(confirmed: EmptyExport): Promise<void>;
  /** Returns the newest statement about a file; null if there is none. */
  find(hotline: string, month: Month, file: string): Promise<EmptyExport | null>;
}

import type { Month } from './month.ts';

/**
 * A record of data of a sheet that was published elsewhere: an answer to a question, a press release, a data set. Never
 * changed or removed.
 */
export interface RegisterNote {
  readonly sheet: string;
  /** Notes on a sheet are numbered from 1, without gaps. */
  readonly number: number;
  /** What was published, where, and for which readers. Confidential: it may repeat numbers. */
  readonly note: string;
  /** The person who recorded it; null if not named. */
  readonly by: string | null;
  /** When it was recorded, ISO 8601. */
  readonly at: string;
}

/** What was published outside the program, append-only. */
export interface Register {
  /** Lists the notes on one sheet, the oldest first. */
  notesOf(sheet: string): Promise<RegisterNote[]>;
  /** Writes a note; returns false if its number is taken. */
  add(note: RegisterNote): Promise<boolean>;
}

/** An approved revision in the register. */
export interface PublishedRevision {
  readonly kind: 'revision';
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  /**
   * Whether readers get this revision now: a later approval of the edition replaces it, but readers may still have it.
   */
  readonly current: boolean;
  /** When it was approved (ISO 8601), the approver, and in AWS the identity. */
  readonly at: string;
  readonly by: string;
  readonly caller: string | null;
  /** How its small numbers are protected, and k. */
  readonly method: 'suppress' | 'round';
  /** The base of rounding; null if it is not rounded. */
  readonly base: number | null;
  readonly threshold: number;
  /** Its pages, charts and data files by name, with the SHA-256 of their bytes. */
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/** A line of the register. */
export type Published = PublishedRevision | ({ readonly kind: 'note' } & RegisterNote);

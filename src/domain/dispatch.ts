import type { Month } from './month.ts';

/**
 * One revision to one stakeholder. `sending` is written before the mail goes out and replaced after: one that stays is
 * uncertain, and nobody but a person decides what becomes of it.
 *
 *     (none) ─► sending ─► sent
 *        ▲         ├─────► failed      refused for good
 *        │         └─────► released ─► sending    it surely did not go out
 */
export interface Dispatch {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  /** The stakeholder's id. */
  readonly stakeholder: string;
  /** Raised by one with every write. */
  readonly generation: number;
  readonly status: 'sending' | 'sent' | 'failed' | 'released';
  /** The run that claimed it. */
  readonly run: string;
  /** ISO 8601, of the last write. */
  readonly at: string;
  /** Of a sent one: the id the mail service gave. */
  readonly messageId: string | null;
  /**
   * Of a failed or released one: the mail service's code, never its text. Of a sent one `written` when it is only a file, and
   * `said-by-a-person`.
   */
  readonly code: string | null;
  /** How the report went; absent from dispatches made before this was stored. */
  readonly delivery?: 'attachment' | 'link';
  /** Its link answers no more. */
  readonly revoked: boolean;
}

/** The dispatches. Reads are consistent. */
export interface Dispatches {
  /** Every dispatch of a revision, in the order of stakeholders' ids. */
  of(sheet: string, month: Month, revision: number): Promise<Dispatch[]>;
  one(sheet: string, month: Month, revision: number, stakeholder: string): Promise<Dispatch | null>;
  /** Writes one if its generation is one more than the one kept; false when another write came first. */
  put(dispatch: Dispatch): Promise<boolean>;
  /** Records that a message to a stakeholder goes out now (ISO 8601); an earlier moment than the one on record changes nothing. */
  recordMessage(stakeholder: string, at: string): Promise<void>;
  /** When the last message to a stakeholder went out, or may have, ISO 8601; null when none is on record. */
  lastMessage(stakeholder: string): Promise<string | null>;
}

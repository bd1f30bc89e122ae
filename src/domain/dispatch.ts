import type { Month } from './month.ts';

/**
 * The delivery of one revision to one stakeholder. `sending` is written before the message goes out and replaced
 * afterwards. A dispatch that stays `sending` is uncertain: only a person decides what to do with it.
 *
 *     (none) ─► sending ─► sent
 *        ▲         ├─────► failed      refused permanently
 *        │         └─────► released ─► sending    definitely not sent
 */
export interface Dispatch {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  /** The stakeholder's id. */
  readonly stakeholder: string;
  /** Increases by 1 with every write. */
  readonly generation: number;
  readonly status: 'sending' | 'sent' | 'failed' | 'released';
  /** The run that claimed it. */
  readonly run: string;
  /** ISO 8601, of the last write. */
  readonly at: string;
  /** The id from the mail service; only for `sent`. */
  readonly messageId: string | null;
  /**
   * For `failed` and `released`, the mail service's code, never its text. For `sent`, `written` if the message is only
   * a file, or `said-by-a-person`.
   */
  readonly code: string | null;
  /** How the report was delivered; missing from dispatches written before this was stored. */
  readonly delivery?: 'attachment' | 'link';
  /** The link no longer works. */
  readonly revoked: boolean;
}

/** The dispatches. Reads are consistent. */
export interface Dispatches {
  /** Lists every dispatch of a revision by stakeholder id. */
  list(sheet: string, month: Month, revision: number): Promise<Dispatch[]>;
  get(sheet: string, month: Month, revision: number, stakeholder: string): Promise<Dispatch | null>;
  /** Writes a dispatch if its generation is the stored one plus 1; returns false if another write came first. */
  put(dispatch: Dispatch): Promise<boolean>;
  /** Records that a message to a stakeholder goes out now (ISO 8601); an earlier moment than the one on record changes nothing. */
  recordMessage(stakeholder: string, at: string): Promise<void>;
  /** When the last message to a stakeholder went out, or may have, ISO 8601; null when none is on record. */
  lastMessage(stakeholder: string): Promise<string | null>;
}

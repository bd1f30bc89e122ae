import type { Decision } from './decision.ts';

/**
 * How far the decisions on a sheet had come when the last one was made. It is stored apart from the table, so that an
 * older copy of the table is recognised.
 */
export interface StateHead {
  /** How many decisions there were. */
  readonly decisions: number;
  /** SHA-256 over all of them, hex; empty when there are none (steps/state-head.ts). */
  readonly hash: string;
  /** What was decided last, for the person who looks for it. */
  readonly last: Pick<Decision, 'month' | 'revision' | 'verdict' | 'at'> | null;
}

export const EMPTY_HEAD: StateHead = { decisions: 0, hash: '', last: null };

/** The heads of all sheets. */
export interface StateHeads {
  /**
   * Reads the head of a sheet; null before its first decision, and where none was ever stored.
   * @throws Failure StateChanged when what is stored is not a head
   */
  read(sheet: string): Promise<StateHead | null>;
  write(sheet: string, head: StateHead): Promise<void>;
}

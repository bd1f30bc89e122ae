/** One thing held to an outside judge: what it is, and what that judge found wrong with it (null when nothing). */
export interface Check {
  readonly name: string;
  readonly problem: string | null;
}

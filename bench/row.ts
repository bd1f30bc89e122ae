/** One line of the table: what was measured, its limit from the same run, and its target. */
export interface Row {
  readonly name: string;
  readonly value: string;
  readonly limit: string;
  readonly ratio: string;
  readonly target: string;
  readonly met: boolean;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

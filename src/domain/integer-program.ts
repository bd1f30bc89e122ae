/** Inequalities over variables that are integers within bounds. */
export interface IntegerProgram {
  /** Lowest and highest value of each variable. */
  readonly bounds: readonly (readonly [low: number, high: number])[];
  /** All of these hold: a sum of coefficient times variable is at least `atLeast`. */
  readonly rows: readonly {
    readonly terms: readonly (readonly [variable: number, coefficient: number])[];
    readonly atLeast: number;
  }[];
}

/** Solves integer programs. */
export interface ProgramSolver {
  /**
   * Returns the values of a solution, nearly exact; null if none was found within the solver's limit, which does not say
   * that there is none. The same program has the same answer on every machine.
   */
  solve(program: IntegerProgram): readonly number[] | null;
}

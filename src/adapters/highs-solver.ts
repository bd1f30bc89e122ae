import type { IntegerProgram, ProgramSolver } from '../domain/integer-program.ts';

/** The nodes of a search tree that a program may take: most take one. */
const MOST_NODES = 200;

let opened: Promise<ProgramSolver> | null = null;

/**
 * Opens HiGHS, a solver of integer programs, once per process. As WebAssembly it gives the same answers on every platform,
 * without native parts.
 */
export function openSolver(): Promise<ProgramSolver> {
  opened ??= load().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function load(): Promise<ProgramSolver> {
  const { default: loaded } = await import('highs');
  // the package's types are those of its CommonJS form, whose export is not the default one
  const start = loaded as unknown as typeof loaded.default;
  const highs = await start();
  const { integer } = highs.constants.variableType;
  const { optimal } = highs.constants.modelStatus;
  const solve = (program: IntegerProgram): number[] | null =>
    highs.withModel(
      { ...toModel(program, highs.infinity), integrality: program.bounds.map(() => integer) },
      (model) => {
        model.options.set({ output_flag: false, mip_max_nodes: MOST_NODES });
        model.run();
        return model.getModelStatus() === optimal ? [...model.getSolution().colValue] : null;
      },
    );
  return {
    solve(program) {
      try {
        return solve(program);
      } catch (error) {
        // an error says as little about the program as that nothing was found; but after an abort, such as for lack of
        // memory, this module does not work any more
        if (error instanceof Error && error.name === 'RuntimeError') opened = null;
        return null;
      }
    },
  };
}

function toModel({ bounds, rows }: IntegerProgram, infinity: number) {
  const terms = rows.map((row) => combined(row.terms));
  const starts = new Int32Array(rows.length + 1);
  for (const [row, own] of terms.entries()) starts[row + 1] = (starts[row] ?? 0) + own.length;
  return {
    numCols: bounds.length,
    numRows: rows.length,
    colCost: new Float64Array(bounds.length),
    colLower: Float64Array.from(bounds, ([low]) => low),
    colUpper: Float64Array.from(bounds, ([, high]) => high),
    rowLower: Float64Array.from(rows, ({ atLeast }) => atLeast),
    rowUpper: new Float64Array(rows.length).fill(infinity),
    matrix: {
      format: 'csr' as const,
      numRows: rows.length,
      numCols: bounds.length,
      starts,
      indices: Int32Array.from(terms.flat(), ([variable]) => variable),
      values: Float64Array.from(terms.flat(), ([, factor]) => factor),
    },
  };
}

/** HiGHS takes each variable of a row once. */
function combined(terms: IntegerProgram['rows'][number]['terms']): (readonly [variable: number, factor: number])[] {
  const factors = new Map<number, number>();
  for (const [variable, factor] of terms) factors.set(variable, (factors.get(variable) ?? 0) + factor);
  return [...factors].filter(([, factor]) => factor !== 0);
}

import type { Engine } from '../src/domain/engine.ts';

/** The part to which a statement belongs, by the relation or file that it creates; the first match counts. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/TABLE \w+_lines AS|_lines\.rows'/u, 'rows read by DuckDB'],
  [/^COPY .*parquet/isu, 'ids hashed, codes joined, Parquet written'],
  [/^(?:CREATE OR REPLACE (?:TABLE|VIEW) (?:signals|cases|victims|traffickers))/u, 'facts opened'],
  [
    /(?:counted_\w+|tallied_\w+|case_kinds|naming_cases|population_cases|copies|hotline_rank) AS/u,
    'population gathered',
  ],
  [/FROM tallied_/u, 'figures counted'],
];
const OTHERS = 'cells coded, repeats looked for';

/** Returns an engine that adds up the milliseconds of its statements by part. */
export function timedEngine(engine: Engine): { readonly engine: Engine; readonly parts: Map<string, number> } {
  const parts = new Map<string, number>();
  const timed = async <Result>(sql: string, statement: () => Promise<Result>): Promise<Result> => {
    const start = performance.now();
    try {
      return await statement();
    } finally {
      const part = PARTS.find(([pattern]) => pattern.test(sql.trim()))?.[1] ?? OTHERS;
      parts.set(part, (parts.get(part) ?? 0) + performance.now() - start);
    }
  };
  return {
    parts,
    engine: {
      folder: engine.folder,
      run: (sql, parameters) => timed(sql, () => engine.run(sql, parameters)),
      rows: (sql, parameters) => timed(sql, () => engine.rows(sql, parameters)),
      columns: (sql) => timed(sql, () => engine.columns(sql)),
    },
  };
}

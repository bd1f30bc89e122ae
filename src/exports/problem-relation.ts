import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../domain/engine.ts';
import { PROBLEM_CODES, type Problem, type ProblemCode, type Severity } from '../domain/problem.ts';
import { filePath } from './sql.ts';

/** How many problems of one kind a column has. */
export interface ProblemCount {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly column: string | null;
  readonly count: number;
}

/** A file's problems without a single value: fit for logs, messages and the ledger. */
export interface ProblemSummary {
  readonly rejections: number;
  /** Records in error, however many problems each has. */
  readonly rowsInError: number;
  readonly warnings: number;
  readonly counts: readonly ProblemCount[];
  /** The first problems, the gravest first. */
  readonly first: readonly Problem[];
}

const NO_PROBLEMS: ProblemSummary = { rejections: 0, rowsInError: 0, warnings: 0, counts: [], first: [] };

/** A problem with the value that problems.csv repeats. */
export type ProblemEntry = Problem & { readonly value?: string };

const FIRST = 20;
/** Text of a cell that problems.csv repeats; a narrative in the wrong column need not be there whole. */
const VALUE_LENGTH = 1000;

/** The problems of one file, gathered in the engine because there may be millions. */
export class ProblemRelation {
  readonly #engine: Engine;
  readonly name: string;
  #isMade = false;

  constructor(engine: Engine, name: string) {
    this.#engine = engine;
    this.name = name;
  }

  /** Whether the relation is there: it is made with the first problems, for most files have none. */
  get isMade(): boolean {
    return this.#isMade;
  }

  async #make(): Promise<void> {
    if (this.#isMade) return;
    this.#isMade = true;
    await this.#engine.run(
      `CREATE OR REPLACE TABLE ${this.name} (record INTEGER, "column" VARCHAR, severity VARCHAR, code VARCHAR, detail VARCHAR, value VARCHAR)`,
    );
  }

  /** Adds problems that are known one by one. */
  async add(problems: readonly ProblemEntry[]): Promise<void> {
    if (problems.length === 0) return;
    await this.#make();
    const shape =
      '[{"record":"INTEGER","column":"VARCHAR","severity":"VARCHAR","code":"VARCHAR","detail":"VARCHAR","value":"VARCHAR"}]';
    await this.#engine.run(
      `INSERT INTO ${this.name} SELECT p.record, p."column", p.severity, p.code, p.detail, p.value
       FROM (SELECT unnest(from_json(?, '${shape}')) AS p)`,
      [JSON.stringify(problems)],
    );
  }

  /** Adds the rows of a query with the columns record, column, severity, code, detail, value. */
  async addQuery(sql: string, parameters: readonly (string | number)[] = []): Promise<void> {
    await this.#make();
    await this.#engine.run(`INSERT INTO ${this.name} ${sql}`, parameters);
  }

  /** Counts the problems; one that several tables of the file share is one problem. */
  async summary(): Promise<ProblemSummary> {
    if (!this.#isMade) return NO_PROBLEMS;
    const counted = await this.#engine.rows(`SELECT code, severity, "column", count(*) AS count FROM ${this.#distinct}
      GROUP BY code, severity, "column" ORDER BY ${GRAVEST_FIRST}, code, "column"`);
    const counts = counted.map((row) => ({ ...kind(row), count: Number(row.count) }));
    const of = (severity: Severity): number =>
      counts.filter((entry) => entry.severity === severity).reduce((sum, { count }) => sum + count, 0);
    const first = counts.length > 0 ? await this.#first() : [];
    const rowsInError = of('error') > 0 ? await this.#rowsInError() : 0;
    return { rejections: of('rejection'), rowsInError, warnings: of('warning'), counts, first };
  }

  get #distinct(): string {
    return `(SELECT DISTINCT * FROM ${this.name})`;
  }

  async #first(): Promise<Problem[]> {
    const rows = await this.#engine.rows(`SELECT code, severity, record, "column", detail FROM ${this.#distinct}
      ORDER BY ${GRAVEST_FIRST}, record NULLS FIRST, "column", code LIMIT ${FIRST}`);
    return rows.map((row) => ({
      ...kind(row),
      record: typeof row.record === 'number' ? row.record : null,
      detail: String(row.detail),
    }));
  }

  async #rowsInError(): Promise<number> {
    const [row] = await this.#engine.rows(
      `SELECT count(DISTINCT record) AS rows FROM ${this.name} WHERE severity = 'error'`,
    );
    return Number(row?.rows ?? 0);
  }

  /**
   * Writes all problems to `problems.csv`: record, column, severity, problem, value. The only place where a value of a file
   * is repeated; one that a spreadsheet would run as a formula gets an apostrophe before it.
   */
  async writeCsv(file: string, { counts }: ProblemSummary): Promise<string> {
    const path = join(this.#engine.folder, file);
    if (counts.length === 0) {
      await writeFile(path, 'record,column,severity,problem,value\n', { mode: 0o600 });
      return path;
    }
    await this.#engine.run(`COPY (SELECT record, "column", severity,
        CASE WHEN detail = '' THEN code ELSE code || ': ' || detail END AS problem,
        CASE WHEN regexp_matches(value, '^[=+@\\t\\r-]') THEN '''' || left(value, ${VALUE_LENGTH})
          ELSE left(value, ${VALUE_LENGTH}) END AS value
      FROM ${this.#distinct} ORDER BY record NULLS FIRST, "column", code, detail) TO ${filePath(this.#engine, path)} (HEADER, DELIMITER ',')`);
    return path;
  }
}

const GRAVEST_FIRST = "CASE severity WHEN 'rejection' THEN 0 WHEN 'error' THEN 1 ELSE 2 END";

const SEVERITIES: readonly Severity[] = ['rejection', 'error', 'warning'];

/** The engine gives texts back; only declared codes and severities were put in. */
function kind(row: Readonly<Record<string, unknown>>): {
  code: ProblemCode;
  severity: Severity;
  column: string | null;
} {
  const code = PROBLEM_CODES.find((known) => known === row.code);
  const severity = SEVERITIES.find((known) => known === row.severity);
  if (!code || !severity) throw new Error('a problem has an undeclared code or severity');
  return { code, severity, column: typeof row.column === 'string' ? row.column : null };
}

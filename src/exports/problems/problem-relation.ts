import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Engine, SqlRow } from '../../domain/engine.ts';
import {
  type DetailPhrase,
  type PhraseValue,
  PROBLEM_CODES,
  type Problem,
  type ProblemCode,
  type Severity,
} from '../../domain/problem.ts';
import type { Wording } from './problem-words.ts';
import { type ProblemEntry, problemsCsvLines } from './problems-csv.ts';

/** The number of problems of one kind in a column. */
export interface ProblemCount {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly column: string | null;
  readonly count: number;
}

/** The problems of one kind in one column, with the first of them. */
export interface ProblemGroup extends ProblemCount {
  /** The number of records that have it; 0 if it concerns the entire file. */
  readonly records: number;
  /** The number of distinct details. If it is 1, all problems have the detail of the first. */
  readonly details: number;
  /** The first ones, by record number. */
  readonly first: readonly Problem[];
}

/** A file's problems without any value of the file: safe for logs, messages and the ledger. */
export interface ProblemSummary {
  readonly rejections: number;
  /** The number of records in error, however many problems each has. */
  readonly rowsInError: number;
  readonly warnings: number;
  readonly counts: readonly ProblemCount[];
  /** The same counts with examples, in the same order. */
  readonly groups: readonly ProblemGroup[];
  /** The first problems, the most severe first. */
  readonly first: readonly Problem[];
}

/** A value that is in no list, and the number of rows that have it. */
export interface UnknownCell {
  readonly value: string;
  readonly rows: number;
}

const NO_PROBLEMS: ProblemSummary = { rejections: 0, rowsInError: 0, warnings: 0, counts: [], groups: [], first: [] };

const FIRST = 20;
const FIRST_OF_GROUP = 5;

/** Collects the problems of one file in the engine, because there may be millions. */
export class ProblemRelation {
  readonly #engine: Engine;
  readonly name: string;
  #isMade = false;

  constructor(engine: Engine, name: string) {
    this.#engine = engine;
    this.name = name;
  }

  /** Whether the relation exists. It is created with the first problems, because most files have none. */
  get isMade(): boolean {
    return this.#isMade;
  }

  async #make(): Promise<void> {
    if (this.#isMade) return;
    this.#isMade = true;
    await this.#engine.run(
      `CREATE OR REPLACE TABLE ${this.name} (record INTEGER, "column" VARCHAR, severity VARCHAR, code VARCHAR, detail VARCHAR, value VARCHAR, phrase VARCHAR)`,
    );
  }

  /** Adds a list of problems. */
  async add(problems: readonly ProblemEntry[]): Promise<void> {
    if (problems.length === 0) return;
    await this.#make();
    const shape =
      '[{"record":"INTEGER","column":"VARCHAR","severity":"VARCHAR","code":"VARCHAR","detail":"VARCHAR","value":"VARCHAR","phrase":"JSON"}]';
    await this.#engine.run(
      `INSERT INTO ${this.name} SELECT p.record, p."column", p.severity, p.code, p.detail, p.value, p.phrase
       FROM (SELECT unnest(from_json(?, '${shape}')) AS p)`,
      [JSON.stringify(problems)],
    );
  }

  /** Adds the rows of a query with the columns record, column, severity, code, detail, value. */
  async addQuery(sql: string, parameters: readonly (string | number)[] = []): Promise<void> {
    await this.#make();
    await this.#engine.run(`INSERT INTO ${this.name} (${COLUMNS}) ${sql}`, parameters);
  }

  /**
   * Adds the rows of a query with an additional last column `phrase`: the JSON text of the detail's phrase, or NULL.
   */
  async addWorded(sql: string): Promise<void> {
    await this.#make();
    await this.#engine.run(`INSERT INTO ${this.name} (${COLUMNS}, phrase) ${sql}`);
  }

  /** Counts the problems. A problem that several tables of the file share is counted once. */
  async summary(): Promise<ProblemSummary> {
    if (!this.#isMade) return NO_PROBLEMS;
    const counted = await this.#engine.rows(`SELECT code, severity, "column", count(*) AS count,
        count(DISTINCT record) AS records, count(DISTINCT detail) AS details
      FROM ${this.#distinct} GROUP BY code, severity, "column" ORDER BY ${GRAVEST_FIRST}, code, "column"`);
    const counts = counted.map((row) => ({ ...kind(row), count: Number(row.count) }));
    const of = (severity: Severity): number =>
      counts.filter((entry) => entry.severity === severity).reduce((sum, { count }) => sum + count, 0);
    const first = counts.length > 0 ? await this.#first() : [];
    const rowsInError = of('error') > 0 ? await this.#rowsInError() : 0;
    const examples = await this.#examples();
    const groups = counted.map((row) => {
      const { code, severity, column } = kind(row);
      const first = examples.filter((one) => one.code === code && one.severity === severity && one.column === column);
      const { count, records, details } = row;
      return { ...kind(row), count: Number(count), records: Number(records), details: Number(details), first };
    });
    return { rejections: of('rejection'), rowsInError, warnings: of('warning'), counts, groups, first };
  }

  /** Returns the values that are in no list, and ages that are not plausible, with the number of rows that have each, by the heading of their column. */
  async unknownCells(): Promise<Map<string, readonly UnknownCell[]>> {
    const cells = new Map<string, UnknownCell[]>();
    if (!this.#isMade) return cells;
    const rows = await this.#engine.rows(`SELECT "column", value, count(DISTINCT record) AS rows FROM ${this.name}
      WHERE code IN ('value-unknown', 'age-implausible') AND "column" IS NOT NULL GROUP BY "column", value`);
    for (const { column, value, rows: count } of rows) {
      const own = cells.get(String(column)) ?? [];
      own.push({ value: String(value ?? ''), rows: Number(count) });
      cells.set(String(column), own);
    }
    return cells;
  }

  get #distinct(): string {
    return `(SELECT DISTINCT * FROM ${this.name})`;
  }

  async #first(): Promise<Problem[]> {
    const rows = await this.#engine.rows(`SELECT code, severity, record, "column", detail, phrase FROM ${this.#distinct}
      ORDER BY ${GRAVEST_FIRST}, record NULLS FIRST, "column", code LIMIT ${FIRST}`);
    return rows.map(problemOf);
  }

  /** Returns the first problems of every group. */
  async #examples(): Promise<Problem[]> {
    const rows = await this.#engine.rows(`SELECT code, severity, record, "column", detail, phrase
      FROM (SELECT DISTINCT code, severity, record, "column", detail, phrase FROM ${this.name})
      QUALIFY row_number() OVER (PARTITION BY code, severity, "column" ORDER BY record NULLS FIRST, detail) <= ${FIRST_OF_GROUP}
      ORDER BY record NULLS FIRST, detail`);
    return rows.map(problemOf);
  }

  async #rowsInError(): Promise<number> {
    const [row] = await this.#engine.rows(
      `SELECT count(DISTINCT record) AS rows FROM ${this.name} WHERE severity = 'error'`,
    );
    return Number(row?.rows ?? 0);
  }

  /**
   * Writes all problems to a problems.csv, in the order of their rows (problems-csv.ts).
   * @returns the path of the problems.csv
   */
  async writeCsv(file: string, { counts }: ProblemSummary, wording: Wording): Promise<string> {
    const path = join(this.#engine.folder, file);
    const lines = problemsCsvLines(counts.length === 0 ? [] : this.#sorted(), wording);
    await pipeline(Readable.from(lines), createWriteStream(path, { mode: 0o600 }));
    return path;
  }

  /** Yields all problems in pages, so that memory does not grow with their number. */
  async *#sorted(): AsyncGenerator<ProblemEntry[]> {
    const sorted = `${this.name}_sorted`;
    await this.#engine.run(
      `CREATE OR REPLACE TABLE ${sorted} AS SELECT * FROM ${this.#distinct} ORDER BY record NULLS FIRST, "column", code, detail, value`,
    );
    try {
      for (let from = 0; ; from += PAGE) {
        const rows = await this.#engine.rows(
          `SELECT * EXCLUDE value, left(value, ${VALUE_LENGTH}) AS value FROM ${sorted} WHERE rowid >= ${from} AND rowid < ${from + PAGE} ORDER BY rowid`,
        );
        yield rows.map((row) => ({ ...problemOf(row), value: typeof row.value === 'string' ? row.value : '' }));
        if (rows.length < PAGE) return;
      }
    } finally {
      await this.#engine.run(`DROP TABLE IF EXISTS ${sorted}`);
    }
  }
}

const PAGE = 20_000;
/** The most characters of a cell that problems.csv repeats; a narrative in the wrong column need not be complete. */
const VALUE_LENGTH = 1000;

const COLUMNS = 'record, "column", severity, code, detail, value';

const GRAVEST_FIRST = "CASE severity WHEN 'rejection' THEN 0 WHEN 'error' THEN 1 ELSE 2 END";

const SEVERITIES: readonly Severity[] = ['rejection', 'error', 'warning'];

function problemOf(row: SqlRow): Problem {
  const { record, detail, phrase } = row;
  return {
    ...kind(row),
    record: typeof record === 'number' ? record : null,
    detail: String(detail ?? ''),
    ...(typeof phrase === 'string' && { phrase: parsePhrase(phrase) }),
  };
}

/**
 * Parses a phrase that this program wrote. Without zod: nothing else in a reader process needs it, and loading it takes a
 * fifth of the time in which the process starts.
 */
function parsePhrase(text: string): DetailPhrase {
  const phrase: unknown = JSON.parse(text);
  if (!isPhrase(phrase)) throw new Error('a problem has a phrase without a kind or values');
  return phrase;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPhrase = (value: unknown): value is DetailPhrase =>
  isObject(value) &&
  typeof value.kind === 'string' &&
  isObject(value.values) &&
  Object.values(value.values).every(isPhraseValue);

const isPhraseValue = (value: unknown): value is PhraseValue =>
  typeof value === 'string' ||
  typeof value === 'number' ||
  (Array.isArray(value) && value.every((text) => typeof text === 'string'));

/**
 * Parses the code, severity and column of a row. The engine returns plain texts, but only declared codes and severities
 * were inserted.
 */
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

import { createHash } from 'node:crypto';
import type { Engine, SqlRow } from '../../domain/engine.ts';
import type { FactColumn, FactType } from '../../domain/facts-columns.ts';
import type { CellCoding, CellProblem, CodedValue } from '../coding/cell-coding.ts';
import { sourceKey } from '../layout/sources.ts';
import { type Rejection, rejection } from '../problems/problem.ts';
import { escapeBom, unescapeBom } from './sql.ts';

/** A file's rows in the engine: the relation that `loadRecords` created, and the column of each source in the file. */
export interface RawRecords {
  readonly relation: string;
  /** Column names by source key. A source is absent if the file lacks an optional column. */
  readonly columns: ReadonlyMap<string, string>;
  /** The number of rows. */
  readonly records: number;
  /** The size of the file's text, in bytes. */
  readonly bytes: number;
  /** Whether some row is broken, or lacks an id that every record needs. */
  readonly hasGaps: boolean;
}

/** One coding of one table, and the rows to which it applies. */
export interface PlannedCoding {
  readonly coding: CellCoding;
  /** The relation that has its rows: the raw relation, or the collected rows of a table. */
  readonly relation: string;
  /** A SQL condition on the relation. */
  readonly where: string;
}

/** The coded cells of one coding, which are joined to the rows. All dictionaries of a file share one relation. */
export interface Dictionary {
  /** The relation that has its rows. */
  readonly rows: string;
  /** A SQL condition on it. */
  readonly where: string;
  /** The SQL of the coding's entries, as a relation to join under an alias. */
  readonly relation: string;
  /** Returns the join condition of a row `r` and an entry `d`. */
  readonly on: (r: string, d: string) => string;
  /** The canonical columns, each with its column in the entries. */
  readonly values: readonly { readonly column: FactColumn; readonly name: string }[];
  readonly hasProblems: boolean;
  /** For a date: its first and last day, and whether some cell is unreadable. Null for other columns. */
  readonly days: DaySpan | null;
}

/** The range of days in a date column. */
export interface DaySpan {
  readonly first: string;
  readonly last: string;
  readonly hasUnreadable: boolean;
}

/** A coding with its number and the raw columns of its sources (null if the file lacks one). */
interface Plan extends PlannedCoding {
  readonly number: number;
  readonly names: readonly (string | null)[];
  readonly present: readonly string[];
}

/**
 * Distinct cells are coded in pages, so that memory does not grow with a column of a million distinct or very long
 * cells.
 */
const PAGE = 50_000;
const PAGE_BYTES = 8 * 1024 * 1024;

/**
 * The most problems reported for one cell. A file with more is not worth more lines, and a cell with thousands of
 * separators is an attack.
 */
const PROBLEMS_OF_A_CELL = 50;
/**
 * The most distinct cells with a problem. A column of codes, ages or dates has few; a column of names under such a
 * heading has as many as rows.
 */
const MOST_WRONG_CELLS = 100_000;
/** The maximum length of a problem's value, in characters; problems.csv repeats no more. */
const VALUE_LENGTH = 1000;

/**
 * Codes the distinct cells of every coding of a file, each once, into the relation `<raw>_entries`. Its columns are the
 * number of the coding, the raw cells (`c0`...), the coded values (`v0`... or, for lists, `l0`...), `form` (the
 * equality key of rows) and `problems`.
 *
 * @throws Rejection `too-large-or-slow` if too many distinct cells have a problem
 */
export async function buildDictionaries(
  engine: Engine,
  raw: RawRecords,
  codings: readonly PlannedCoding[],
): Promise<Dictionary[]> {
  const plans = codings.map((planned, number): Plan => {
    const names = planned.coding.sources.map((source) => raw.columns.get(sourceKey(source)) ?? null);
    return { ...planned, number, names, present: names.filter((name) => name !== null) };
  });
  const width = Math.max(1, ...plans.map(({ present }) => present.length));
  const coded = await codePages(engine, raw, plans, width);
  return plans.map((plan) => dictionary(raw.relation, plan, coded));
}

function distinctCells({ number, present, relation, where }: Plan, width: number): string {
  const cells = Array.from({ length: width }, (_unused, at) => `${present[at] ?? "''"} AS c${at}`);
  return present.length === 0
    ? `SELECT ${number} AS coding, ${cells.join(', ')}`
    : `(SELECT DISTINCT ${number} AS coding, ${cells.join(', ')} FROM ${relation} WHERE ${where})`;
}

/** The entry columns that store the coded values of each type: texts in `v0`..., lists in `l0`.... */
const SLOTS: Readonly<Record<FactType, 'v' | 'l'>> = {
  VARCHAR: 'v',
  DATE: 'v',
  BOOLEAN: 'v',
  INTEGER: 'v',
  'VARCHAR[]': 'l',
};

const slot = ({ type }: FactColumn, at: number): string => `${SLOTS[type]}${at}`;

const dictionary = (raw: string, plan: Plan, coded: CodedCells): Dictionary => {
  const { number, present, coding, relation, where } = plan;
  return {
    rows: relation,
    where,
    relation: `(SELECT * FROM ${raw}_entries WHERE coding = ${number})`,
    on: (r, d) => present.map((name, at) => `${r}.${name} = ${d}.c${at}`).join(' AND ') || 'true',
    values: coding.columns.map((column, at) => ({ column, name: slot(column, at) })),
    hasProblems: coded.wrong.has(number),
    days: coded.days.get(number) ?? null,
  };
};

/**
 * Facts about the coded cells, by the number of their coding: the codings that have problems, and the days of date
 * columns.
 */
interface CodedCells {
  readonly wrong: Set<number>;
  readonly days: Map<number, DaySpan>;
}

/** @throws Rejection `too-large-or-slow` if more distinct cells have a problem than a person would read */
async function codePages(engine: Engine, raw: RawRecords, plans: readonly Plan[], width: number): Promise<CodedCells> {
  const coded: CodedCells = { wrong: new Set(), days: new Map() };
  let wrongCells = 0;
  let into = `CREATE OR REPLACE TABLE ${raw.relation}_entries AS`;
  for await (const page of cellPages(engine, raw, plans, width)) {
    const entries = page.map((row) => entryOf(row, plans[Number(row.coding)], width, coded));
    await engine.run(`${into} SELECT unnest(e) FROM (SELECT unnest(from_json(?, '${shape(width)}')) AS e)`, [
      JSON.stringify(entries),
    ]);
    into = `INSERT INTO ${raw.relation}_entries`;
    const wrong = entries.flatMap(({ problems }) => problems.slice(0, 1));
    wrongCells += wrong.length;
    if (wrongCells > MOST_WRONG_CELLS) throw tooManyProblems(wrong.at(-1)?.column ?? null);
  }
  return coded;
}

const tooManyProblems = (column: string | null): Rejection =>
  rejection('too-large-or-slow', `more than ${MOST_WRONG_CELLS} different cells cannot be read`, { column });

/** Yields the distinct cells of every coding in pages. Yields at least one page; a small file has only one. */
async function* cellPages(
  engine: Engine,
  raw: RawRecords,
  plans: readonly Plan[],
  width: number,
): AsyncGenerator<SqlRow[]> {
  const cells = plans.map((plan) => distinctCells(plan, width)).join(' UNION ALL ');
  const sent = Array.from({ length: width }, (_unused, at) => `${escapeBom(`c${at}`)} AS c${at}`).join(', ');
  if (raw.records <= PAGE && raw.bytes <= PAGE_BYTES) {
    yield await engine.rows(`SELECT coding, ${sent} FROM (${cells})`);
    return;
  }
  await engine.run(`CREATE OR REPLACE TABLE ${raw.relation}_cells AS ${cells}`);
  const lengths = Array.from({ length: width }, (_unused, at) => `strlen(c${at})`).join(' + ');
  const [longest] = await engine.rows(`SELECT max(${lengths}) AS bytes FROM ${raw.relation}_cells`);
  const most = Math.min(PAGE, Math.ceil(PAGE_BYTES / Math.max(1, Number(longest?.bytes))));
  for (let from = 0; ; from += most) {
    const page = await engine.rows(
      `SELECT coding, ${sent} FROM ${raw.relation}_cells WHERE rowid >= ${from} AND rowid < ${from + most}`,
    );
    yield page;
    if (page.length < most) return;
  }
}

/** A row of the entries: its problems and the columns that `shape` names. */
interface Entry extends Readonly<Record<string, unknown>> {
  readonly problems: readonly CellProblem[];
}

function entryOf(row: SqlRow, plan: Plan | undefined, width: number, coded: CodedCells): Entry {
  if (!plan) throw new Error('a cell belongs to no coding');
  const raw = Array.from({ length: width }, (_unused, at) => unescapeBom(row[`c${at}`]));
  let next = 0;
  const cells = plan.names.map((name) => (name === null ? null : (raw[next++] ?? '').trim()));
  const { values, form, problems } = plan.coding.code(cells);
  if (problems.length > 0) coded.wrong.add(plan.number);
  if (plan.coding.columns[0]?.holds === 'date' && values[1] !== 'unknown') noteDay(coded.days, plan.number, values[0]);
  return {
    coding: plan.number,
    ...Object.fromEntries(raw.map((cell, at) => [`c${at}`, cell])),
    ...Object.fromEntries(plan.coding.columns.map((column, at) => [slot(column, at), values[at]])),
    form: form.length > VALUE_LENGTH ? createHash('sha256').update(form).digest('hex') : form,
    problems: problems
      .slice(0, PROBLEMS_OF_A_CELL)
      .map((problem) => ({ ...problem, value: problem.value.slice(0, VALUE_LENGTH) })),
  };
}

function noteDay(days: Map<number, DaySpan>, number: number, value: CodedValue | undefined): void {
  const { first, last, hasUnreadable } = days.get(number) ?? { first: '9', last: '', hasUnreadable: false };
  const day = typeof value === 'string' ? value : null;
  days.set(number, {
    first: day !== null && day < first ? day : first,
    last: day !== null && day > last ? day : last,
    hasUnreadable: hasUnreadable || day === null,
  });
}

/** Returns the JSON structure of entries. A coding has at most two columns (states and countries). */
function shape(width: number): string {
  const cells = Object.fromEntries(Array.from({ length: width }, (_unused, at) => [`c${at}`, 'VARCHAR']));
  const problem = {
    code: 'VARCHAR',
    severity: 'VARCHAR',
    column: 'VARCHAR',
    detail: 'VARCHAR',
    value: 'VARCHAR',
    phrase: 'JSON',
  };
  const values = { v0: 'VARCHAR', v1: 'VARCHAR', l0: ['VARCHAR'], l1: ['VARCHAR'] };
  return JSON.stringify([{ coding: 'INTEGER', ...cells, ...values, form: 'VARCHAR', problems: [problem] }]);
}

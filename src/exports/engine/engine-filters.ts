import type { ExportFile, Hotline, RowFilter, Source, TableMapping } from '../../definitions/hotline.ts';
import type { Engine } from '../../domain/engine.ts';
import { literal } from '../../domain/text/escape.ts';
import { type FilterAnswer, filterAnswers, filterError, filterPlaces, hasValue } from '../coding/row-filter.ts';
import { sourceKey } from '../layout/sources.ts';
import type { ProblemRelation } from '../problems/problem-relation.ts';
import type { RawRecords } from './dictionary.ts';
import { escapeBom, unescapeBom } from './sql.ts';

/** Applies the filters of a file to its rows in the engine. */
export class EngineFilters {
  readonly #engine: Engine;
  readonly #raw: RawRecords;
  readonly #file: ExportFile;
  readonly #notKnown: ReadonlySet<string>;
  readonly #answer: (filter: RowFilter, cell: string) => FilterAnswer;
  readonly #cells = new Map<string, readonly string[]>();

  constructor(engine: Engine, raw: RawRecords, file: ExportFile, { notKnown }: Pick<Hotline, 'notKnown'>) {
    this.#engine = engine;
    this.#raw = raw;
    this.#file = file;
    this.#notKnown = notKnown;
    this.#answer = filterAnswers(file, notKnown);
  }

  /**
   * Returns a SQL condition for the rows of a table: complete lines whose cells pass every filter. Cells are compared
   * like labels.
   */
  async rowsOf({ where, present }: TableMapping): Promise<string> {
    const conditions = ["lineError = ''"];
    for (const filter of where) {
      const column = this.#columnOf(filter);
      if (column !== undefined) conditions.push(oneOf(column, await this.#cellsThat(filter, 'included')));
    }
    if (present.length > 0) conditions.push(await this.#anyValue(present));
    return conditions.join(' AND ');
  }

  /**
   * Returns a SQL condition for the rows that are known not to be records of the table: every filter recognises its
   * cell, and at least one filter excludes it. If an earlier month had the record in the table, such a row is its later
   * version and withdraws it. Returns null if no filter can exclude any row.
   */
  async excludedRows({ where, present }: TableMapping): Promise<string | null> {
    const known: string[] = [];
    const excluded: string[] = [];
    for (const filter of where) {
      const column = this.#columnOf(filter);
      if (column === undefined) continue;
      const others = await this.#cellsThat(filter, 'excluded');
      known.push(oneOf(column, [...(await this.#cellsThat(filter, 'included')), ...others]));
      excluded.push(oneOf(column, others));
    }
    if (present.length > 0) excluded.push(`NOT ${await this.#anyValue(present)}`);
    return excluded.length === 0
      ? null
      : `${["lineError = ''", ...known].join(' AND ')} AND (${excluded.join(' OR ')})`;
  }

  /** Returns a SQL condition for the rows with a value in one of the columns. */
  async #anyValue(present: readonly Source[]): Promise<string> {
    const conditions = await Promise.all(
      present.map(async (source) => {
        const column = this.#raw.columns.get(sourceKey(source));
        return column === undefined ? 'false' : `NOT ${oneOf(column, await this.#emptyCells(column))}`;
      }),
    );
    return `(${conditions.join(' OR ')})`;
  }

  async #emptyCells(column: string): Promise<readonly string[]> {
    return (await this.#cellsOf(column)).filter((cell) => !hasValue(cell, this.#notKnown));
  }

  /** Adds a warning for each row that a filter excludes because of an unknown value. */
  async addProblems(problems: ProblemRelation): Promise<void> {
    for (const { filter, others } of filterPlaces(this.#file)) {
      const column = this.#columnOf(filter);
      const unknown = column === undefined ? [] : await this.#cellsThat(filter, 'unknown');
      if (unknown.length === 0) continue;
      const conditions = ["r.lineError = ''"];
      for (const other of others) {
        const beside = this.#columnOf(other);
        if (beside !== undefined)
          conditions.push(`NOT (${oneOf(`r.${beside}`, await this.#cellsThat(other, 'excluded'))})`);
      }
      await problems.addQuery(
        `SELECT r.record, f."column", f.severity, f.code, f.detail, f.value FROM ${this.#raw.relation} r
           JOIN (SELECT unnest(from_json(?, '${PROBLEM_SHAPE}')) AS f) ON r.${column} = f.value WHERE ${conditions.join(' AND ')}`,
        // bound, so that no statement contains an unknown cell
        [JSON.stringify(unknown.map((cell) => filterError(filter, cell)))],
      );
    }
  }

  #columnOf({ source }: RowFilter): string | undefined {
    return this.#raw.columns.get(sourceKey(source));
  }

  async #cellsThat(filter: RowFilter, says: FilterAnswer): Promise<readonly string[]> {
    const column = this.#columnOf(filter);
    if (column === undefined) return [];
    return (await this.#cellsOf(column)).filter((cell) => this.#answer(filter, cell) === says);
  }

  async #cellsOf(column: string): Promise<readonly string[]> {
    const cells = this.#cells.get(column) ?? (await this.#distinct(column));
    this.#cells.set(column, cells);
    return cells;
  }

  async #distinct(column: string): Promise<string[]> {
    const rows = await this.#engine.rows(
      `SELECT ${escapeBom('cell')} AS cell FROM (SELECT DISTINCT ${column} AS cell FROM ${this.#raw.relation} WHERE lineError = '')`,
    );
    return rows.map(({ cell }) => unescapeBom(cell));
  }
}

const PROBLEM_SHAPE =
  '[{"code":"VARCHAR","severity":"VARCHAR","column":"VARCHAR","detail":"VARCHAR","value":"VARCHAR"}]';

const oneOf = (column: string, cells: readonly string[]): string =>
  cells.length > 0 ? `${column} IN (${cells.map(literal).join(', ')})` : 'false';

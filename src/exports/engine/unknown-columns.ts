import { fold } from '../../domain/codes.ts';
import type { Engine } from '../../domain/engine.ts';
import { isNotKnownDate, isNotKnownSign } from '../../domain/not-known.ts';
import type { Problem } from '../../domain/problem.ts';
import type { NeededColumn } from '../layout/lay-out-text.ts';
import { detailOf } from '../problems/detail-phrases.ts';
import { problem } from '../problems/problem.ts';
import type { ProblemRelation } from '../problems/problem-relation.ts';

/** Fewer cells with unknown values are errors in single records. */
const LEAST_CELLS = 5;
/** From this percentage of the filled cells on, the mapping is more likely wrong than the records. */
const LEAST_PERCENT = 20;

/**
 * Returns a warning for each column of which many cells have a value that is in no list: a wrong column, or spellings
 * that the hotline's file lacks. Its figures would be too low, and one code may have no record at all. Signs for "not
 * known" and empty cells are known values. The warnings name no record.
 *
 * @param relation the rows of the file
 * @param problems the problems of all cells
 */
export async function unknownColumns(
  engine: Engine,
  relation: string,
  columns: readonly NeededColumn[],
  problems: ProblemRelation,
): Promise<Problem[]> {
  const unknown = await problems.unknownCells();
  const found: Problem[] = [];
  for (const { heading, name } of columns) {
    const cells = sum((unknown.get(heading) ?? []).filter(({ value }) => !isSign(value)).map(({ rows }) => rows));
    if (cells < LEAST_CELLS) continue;
    const filled = await filledCells(engine, relation, name);
    const count = Math.min(cells, filled); // a cell may have several unknown values
    if (count * 100 < filled * LEAST_PERCENT) continue;
    found.push(problem('warning', 'column-unknown', detailOf('cells-unknown', { count, filled }), { column: heading }));
  }
  return found;
}

function isSign(value: string): boolean {
  const folded = fold(value);
  return isNotKnownSign(folded, 'country') || isNotKnownDate(folded);
}

async function filledCells(engine: Engine, relation: string, name: string): Promise<number> {
  const [row] = await engine.rows(
    `SELECT count(*) AS cells FROM ${relation} WHERE lineError = '' AND trim(${name}) <> ''`,
  );
  return Number(row?.cells ?? 0);
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

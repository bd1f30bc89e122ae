import type { Engine } from '../domain/engine.ts';
import type { ColumnShapes } from '../domain/id-shapes.ts';
import { literal } from '../domain/sql-literal.ts';
import type { NeededColumn } from './lay-out-text.ts';

/** So many rows tell what the ids of a file look like. */
const ROWS = 20_000;
/** Shapes of one column that are kept, the most frequent first. */
const MOST_SHAPES = 8;

/**
 * What the ids of each id column look like, without any of them: digits are `0` (a leading zero `z`), letters `A` (a run of letters is one), other characters
 * are kept where ids are usually written with them and `?` otherwise. A month whose ids look otherwise than those of the months before
 * has been through a program that changed them.
 */
export async function idShapes(
  engine: Engine,
  relation: string,
  columns: readonly NeededColumn[],
): Promise<ColumnShapes[]> {
  const ids = columns.filter(({ isId }) => isId);
  if (ids.length === 0) return [];
  const each = ids.map(
    ({ name, heading }) => `(SELECT ${literal(heading)} AS heading, ${shape(name)} AS shape, count(*) AS count
      FROM (SELECT ${name} FROM ${relation} WHERE fault = '' AND ${name} <> '' LIMIT ${ROWS}) GROUP BY 2)`,
  );
  const rows = await engine.rows(`${each.join(' UNION ALL ')} ORDER BY count DESC, shape`);
  return ids.map(({ heading }) => ({
    heading,
    shapes: rows
      .filter((row) => row.heading === heading)
      .slice(0, MOST_SHAPES)
      .map((row) => ({ shape: String(row.shape), count: Number(row.count) })),
  }));
}

const LONGEST_SHAPE = 40;

const shape = (id: string): string =>
  [
    ['\\p{L}+', 'A'],
    ['(^|[^0-9])0([0-9])', '\\1z\\2'],
    ['[0-9]', '0'],
    ['[^0zA /_.:-]', '?'],
  ].reduce(
    (text, [pattern, by]) => `regexp_replace(${text}, '${pattern}', '${by}', 'g')`,
    `left(${id}, ${LONGEST_SHAPE})`,
  );

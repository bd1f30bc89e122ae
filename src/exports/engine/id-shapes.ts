import type { Engine } from '../../domain/engine.ts';
import type { ColumnShapes } from '../../domain/id-shapes.ts';
import type { NeededColumn } from '../layout/lay-out-text.ts';

/** So many rows tell what the ids of a file look like. */
const ROWS = 5000;
/** Shapes of one column that are kept, the most frequent first. */
const MOST_SHAPES = 8;

/**
 * What the ids of each id column look like, without any of them: digits are `0` (a leading zero `z`), letters `A` (a run of letters is
 * one), other characters are kept where ids are usually written with them and `?` otherwise. A month whose ids look otherwise than
 * those of the months before has been through a program that changed them.
 */
export async function idShapes(
  engine: Engine,
  relation: string,
  columns: readonly NeededColumn[],
): Promise<ColumnShapes[]> {
  const ids = columns.filter(({ isId }) => isId);
  if (ids.length === 0) return [];
  const names = ids.map(({ name }) => name).join(', ');
  const rows = await engine.rows(`SELECT ${names} FROM ${relation} WHERE fault = '' LIMIT ${ROWS}`);
  return ids.map(({ name, heading }) => ({ heading, shapes: shapesOf(rows.map((row) => String(row[name]))) }));
}

function shapesOf(ids: readonly string[]): ColumnShapes['shapes'] {
  const counts = new Map<string, number>();
  for (const shape of ids.filter((id) => id !== '').map(shapeOf)) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  return Array.from(counts, ([shape, count]) => ({ shape, count }))
    .sort((a, b) => b.count - a.count || (a.shape < b.shape ? -1 : 1))
    .slice(0, MOST_SHAPES);
}

const LONGEST_SHAPE = 40;

const shapeOf = (id: string): string =>
  id
    .slice(0, LONGEST_SHAPE)
    .replace(/\p{L}+/gu, 'A')
    .replace(/(?<!\d)0(?=\d)/gu, 'z')
    .replace(/\d/gu, '0')
    .replace(/[^0zA /_.:-]/gu, '?');

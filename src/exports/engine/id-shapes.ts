import type { Engine } from '../../domain/engine.ts';
import type { ColumnShapes } from '../../domain/unusual.ts';
import { isCompleteId, type NeededColumn } from '../layout/lay-out-text.ts';

/** The number of rows that is enough to show the shapes of a file's ids. */
const ROWS = 5000;
/** The most shapes stored for one column, the most frequent first. */
const MOST_SHAPES = 8;

/**
 * Returns the shapes of the ids in each id column, without any id. A digit becomes `0` (a leading zero becomes `z`) and
 * a run of letters becomes `A`. Other characters are preserved if they are usual in ids, and become `?` otherwise. If
 * the shapes of a month differ from those of earlier months, a program has changed its ids.
 */
export async function idShapes(
  engine: Engine,
  relation: string,
  columns: readonly NeededColumn[],
): Promise<ColumnShapes[]> {
  const ids = columns.filter(isCompleteId);
  if (ids.length === 0) return [];
  const names = ids.map(({ name }) => name).join(', ');
  const rows = await engine.rows(`SELECT ${names} FROM ${relation} WHERE lineError = '' LIMIT ${ROWS}`);
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

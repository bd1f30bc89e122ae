import type { ColumnOrigin, ExportFile } from '../../definitions/hotline.ts';
import type { Engine } from '../../domain/engine.ts';
import { isIdColumn } from '../../domain/facts-columns.ts';
import { sourceKey } from '../layout/sources.ts';
import type { RawRecords } from './dictionary.ts';

/** The origin of an id that is made of the cells of several columns, or of a case's id and a part of the row. */
type JoinedOrigin = Extract<ColumnOrigin, { from: 'joined' }>;

/** Returns the key that two mentions of the same joined id share. */
export const joinedKey = ({ sources, part }: JoinedOrigin): string =>
  ['joined', ...sources.map(sourceKey), part ?? ''].join('\n');

/**
 * Adds to a file's rows a column for every id that consists of several columns, as a view. The id is empty if one of
 * its parts is. Parts are joined by " / ", and a "/" in a part is doubled, so different parts never make the same id.
 *
 * @returns the rows with these columns by their joined key; the same rows if the file has no such ids
 */
export async function joinIds(engine: Engine, raw: RawRecords, { tables }: ExportFile): Promise<RawRecords> {
  const joined = new Map<string, string>();
  const expressions: string[] = [];
  for (const { column, origin } of tables.flatMap(({ columns }) => columns)) {
    if (origin.from !== 'joined' || !isIdColumn(column)) continue;
    const key = joinedKey(origin);
    const parts = origin.sources.flatMap((source) => raw.columns.get(sourceKey(source)) ?? []);
    if (joined.has(key) || parts.length < origin.sources.length) continue;
    const name = `joined${joined.size}`;
    joined.set(key, name);
    expressions.push(`${joinedId(parts, origin.part)} AS ${name}`);
  }
  if (joined.size === 0) return raw;
  const relation = `${raw.relation}_joined`;
  await engine.run(`CREATE OR REPLACE VIEW ${relation} AS SELECT *, ${expressions.join(', ')} FROM ${raw.relation}`);
  return { ...raw, relation, columns: new Map([...raw.columns, ...joined]) };
}

const joinedId = (parts: readonly string[], ofRow: number | null): string =>
  `CASE WHEN ${parts.map((part) => `${part} = ''`).join(' OR ')} THEN ''
    ELSE ${[...parts.map((part) => `replace(${part}, '/', '//')`), ...(ofRow === null ? [] : [`'${ofRow}'`])].join(" || ' / ' || ")} END`;

import type { ExportFile, Hotline, TableMapping } from '../../definitions/hotline.ts';
import type { Engine } from '../../domain/engine.ts';
import { type FactColumn, findOwnId, isIdColumn } from '../../domain/facts-columns.ts';
import type { Month } from '../../domain/month.ts';
import { literal } from '../../domain/text/escape.ts';
import type { CodingContext } from '../coding/cell-coding.ts';
import { tableCodings } from '../coding/table-coding.ts';
import { idSources, sourceKey } from '../layout/sources.ts';
import type { ProblemRelation } from '../problems/problem-relation.ts';
import { codeTogether, collectRows } from './collected-rows.ts';
import { dateColumnProblems } from './date-columns.ts';
import { buildDictionaries, type Dictionary, type PlannedCoding, type RawRecords } from './dictionary.ts';
import { EngineFilters } from './engine-filters.ts';
import { joinedKey } from './joined-ids.ts';

export interface FileReading {
  readonly engine: Engine;
  /** The prefix of the names of its relations and files in the engine. */
  readonly name: string;
  readonly hotline: Hotline;
  /** The export's month; null for a loose file. */
  readonly month: Month | null;
  readonly file: ExportFile;
  /** Collects the problems of every step. */
  readonly problems: ProblemRelation;
}

/** A column of the file, by its heading and its name in the raw rows. */
export interface IdPart {
  readonly heading: string;
  readonly raw: string;
}

/** An id column of a table and its name in the raw rows; null if the file or the mapping has none. */
export interface IdColumn {
  readonly column: FactColumn;
  /** The heading under which its problems are reported. */
  readonly heading: string;
  readonly raw: string | null;
  /** The columns of the file that make the id. */
  readonly parts: readonly IdPart[];
  /** Whether the row itself is the id. */
  readonly isRow: boolean;
}

/** One table's view of a file's rows: the rows that are its records, its ids, its coded cells. */
export interface TableRecords {
  readonly mapping: TableMapping;
  /** The prefix of the names of its relations. */
  readonly name: string;
  readonly raw: RawRecords;
  /** A SQL condition on the raw relation: the rows that are records of the table. */
  readonly where: string;
  /** A SQL condition on the raw relation: rows that are known not to be records of the table; null without filters. */
  readonly excluded: string | null;
  readonly ids: readonly IdColumn[];
  readonly dictionaries: readonly Dictionary[];
}

/** Returns the prefix of the names of a table's relations. */
export const tableName = (relation: string, { table, part }: TableMapping): string =>
  `${relation}_${table}${part ?? ''}`;

/** Codes the cells of every table in a file, and adds the problems of lines, cells and ids. */
export async function codeTables(
  { engine, hotline, month, file, problems }: FileReading,
  raw: RawRecords,
  isWorkbook: boolean,
): Promise<TableRecords[]> {
  const filters = new EngineFilters(engine, raw, file, hotline);
  const views: TableView[] = [];
  for (const mapping of file.tables) views.push(await tableView(engine, filters, raw, mapping));
  const planned = views.map((view) => plannedCodings(view, hotline, { month, isWorkbook }));
  const rowByRow = views
    .filter(isCollected)
    .flatMap(({ mapping, rows }) =>
      tableCodings(mapping, hotline, { month, isWorkbook }).map((coding) => ({ coding, ...rows })),
    );
  const dictionaries = await buildDictionaries(engine, raw, [...planned.flat(), ...rowByRow]);
  const gaps = raw.hasGaps ? [brokenLines(raw), ...views.flatMap(emptyIds)] : [];
  const cellProblems = dictionaries.filter(({ hasProblems }) => hasProblems).map(problemRows);
  const queries = [...gaps, ...cellProblems];
  if (queries.length > 0) await problems.addWorded(queries.join(' UNION ALL '));
  await filters.addProblems(problems);
  let first = 0;
  const tables = views.map((view, at) => {
    const count = planned[at]?.length ?? 0;
    first += count;
    return { ...view, dictionaries: dictionaries.slice(first - count, first) };
  });
  // dates of a longer period are in any of its months, so its last month says nothing about their order
  const only = file.every === 'month' ? month : null;
  await problems.add(await dateColumnProblems(engine, tables, only));
  return tables;
}

/** A table before its cells are coded. */
interface TableView extends Omit<TableRecords, 'dictionaries'> {
  /** The rows of the file that are its records; the same as its own unless it collects rows. */
  readonly rows: Pick<PlannedCoding, 'relation' | 'where'>;
}

const isCollected = ({ mapping }: TableView): boolean => mapping.collected.length > 0;

async function tableView(
  engine: Engine,
  filters: EngineFilters,
  raw: RawRecords,
  mapping: TableMapping,
): Promise<TableView> {
  const where = await filters.rowsOf(mapping);
  const excluded = await filters.excludedRows(mapping);
  const ids = idColumns(raw, mapping);
  const name = tableName(raw.relation, mapping);
  const view = { mapping, name, raw, where, excluded, ids, rows: { relation: raw.relation, where } };
  if (!isCollected(view)) return view;
  const id = findOwnId(ids)?.raw ?? null;
  return { ...view, ...(await collectRows(engine, raw, { mapping, name: `${name}_collected`, id, where, excluded })) };
}

/** The codings of a table; collected rows report only what is wrong with their values together. */
function plannedCodings(view: TableView, hotline: Hotline, context: CodingContext): PlannedCoding[] {
  const codings = tableCodings(view.mapping, hotline, context);
  const own = isCollected(view) ? codings.map(codeTogether) : codings;
  return own.map((coding) => ({ coding, relation: view.raw.relation, where: view.where }));
}

const brokenLines = ({ relation }: RawRecords): string =>
  `SELECT record, NULL, 'error', 'line-broken', lineError, NULL, NULL FROM ${relation} WHERE lineError <> ''`;

const problemRows = ({ rows, relation: entries, on, where }: Dictionary): string =>
  `SELECT record, f."column", f.severity, f.code, f.detail, f.value, f.phrase
   FROM (SELECT r.record, unnest(d.problems) AS f FROM (SELECT * FROM ${rows} WHERE ${where}) r
     JOIN ${entries} d ON ${on('r', 'd')} WHERE len(d.problems) > 0)`;

/** Every record must have its own id; a person must also have the id of a case. */
const emptyIds = ({ ids, raw, where }: TableView): string[] =>
  ids.flatMap(({ column, parts }) =>
    column.holds === 'reference'
      ? []
      : parts.map(
          (part) =>
            `SELECT record, ${literal(part.heading)}, 'error', 'id-empty', '', '', NULL FROM ${raw.relation} WHERE ${where} AND ${part.raw} = ''`,
        ),
  );

function idColumns(raw: RawRecords, { columns }: TableMapping): IdColumn[] {
  return columns
    .filter(({ column }) => isIdColumn(column))
    .map(({ column, origin }) => {
      const sources = idSources(origin);
      const key = origin.from === 'joined' ? joinedKey(origin) : sources.map(sourceKey).join('');
      const parts = sources.flatMap((source): IdPart[] => {
        const name = raw.columns.get(sourceKey(source));
        return name === undefined ? [] : [{ heading: source.heading, raw: name }];
      });
      const heading = sources[0]?.heading ?? '';
      return { column, heading, raw: raw.columns.get(key) ?? null, parts, isRow: origin.from === 'row' };
    });
}

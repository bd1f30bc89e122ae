import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Engine } from '../domain/engine.ts';
import type { Problem } from '../domain/problem.ts';
import { literal } from '../domain/sql-literal.ts';
import { type CsvRecord, csvRecords } from './csv-records.ts';
import type { Layout } from './heading.ts';
import { hasRegularQuotes } from './regular-quotes.ts';
import { anyFilled, filePath, trimmed } from './sql.ts';

/** A source as a column of the raw relation. */
export interface RawColumn {
  /** Its 0-based column in the file. */
  readonly at: number;
  /** Its name in the relation. */
  readonly name: string;
  /** An id: its cells are trimmed while they are read. */
  readonly isId: boolean;
}

/** A decoded file to be read into a relation. */
export interface RecordFile {
  readonly path: string;
  readonly layout: Layout;
  readonly columns: readonly RawColumn[];
  /** The relation to make: `record`, `fault` (why the line is broken, '' where it is not), and one VARCHAR per column. */
  readonly relation: string;
}

/**
 * Reads a file's rows into `relation`: only mapped columns, numbered as they stand, rows of empty cells left out (they keep
 * their number). DuckDB reads a file whose every row is as wide as its heading line; any other file goes through an exact
 * reader that numbers broken lines too.
 */
export async function loadRecords(engine: Engine, file: RecordFile): Promise<LoadedRecords> {
  const bytes = createReadStream(file.path, { highWaterMark: 1024 * 1024 });
  if (!(await hasRegularQuotes(bytes, file.layout.separator))) return loadExactly(engine, file);
  return (await loadRegular(engine, file)) ?? loadExactly(engine, file);
}

/** How many rows were read, and the rejection of an unclosed quote if there is one; the rows before it are read. */
export interface LoadedRecords {
  readonly records: number;
  readonly problems: readonly Problem[];
}

/** The relations that a reading leaves beside the rows. */
export const rejectNames = (relation: string): string[] => [`${relation}_rejects`, `${relation}_rejects_scans`];

/** The file that broken rows are written anew to. */
export const cleanPath = (engine: Engine, relation: string): string => join(engine.folder, `${relation}.clean.csv`);

/** Reads a file whose quotes are regular; null when some row is not as wide as the heading line. */
export async function loadRegular(
  engine: Engine,
  { path, layout, columns, relation }: RecordFile,
): Promise<LoadedRecords | null> {
  const all = Array.from({ length: layout.width }, (_unused, at) => `c${at}`);
  const types = all.map((name) => `${name}: 'VARCHAR'`).join(', ');
  const [rejects, scans] = rejectNames(relation);
  const cells = columns.map(
    ({ at, name, isId }) => `${isId ? trimmed(`coalesce(c${at}, '')`) : `coalesce(c${at}, '')`} AS ${name}`,
  );
  const [made] = await engine.rows(`
    CREATE OR REPLACE TABLE ${relation} AS
    SELECT (number - ${layout.skipped + 1})::INTEGER AS record, '' AS fault, ${cells.join(', ')}
    FROM (SELECT row_number() OVER () AS number, * FROM read_csv(${filePath(engine, path)},
      auto_detect = false, header = false, delim = ${literal(layout.separator)}, quote = '"', escape = '"', nullstr = '',
      parallel = false, ignore_errors = true, store_rejects = true, rejects_table = '${rejects}',
      rejects_scan = '${scans}', columns = {${types}}))
    WHERE number > ${layout.skipped + 1} AND ${anyFilled(all)}`);
  const [row] = await engine.rows(`SELECT count(*) AS rejected FROM ${rejects}`);
  return row?.rejected === 0 ? { records: Number(made?.Count), problems: [] } : null;
}

/** Reads a file of any kind, numbering its lines by RFC 4180; writes them anew for the engine, mapped cells only. */
export async function loadExactly(engine: Engine, file: RecordFile): Promise<LoadedRecords> {
  const clean = cleanPath(engine, file.relation);
  const problems: Problem[] = [];
  await pipeline(Readable.from(cleanLines(file, problems)), createWriteStream(clean, { mode: 0o600 }));
  const types = ['fault', ...file.columns.map(({ name }) => name)].map((name) => `${name}: 'VARCHAR'`).join(', ');
  const cells = file.columns.map(({ name, isId }) => `${isId ? trimmed(name) : name} AS ${name}`);
  const [made] = await engine.rows(`
    CREATE OR REPLACE TABLE ${file.relation} AS SELECT record, fault, ${cells.join(', ')}
    FROM read_csv(${filePath(engine, clean)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"',
      nullstr = chr(1), parallel = false, columns = {record: 'INTEGER', ${types}})`);
  return { records: Number(made?.Count), problems };
}

async function* cleanLines({ path, layout, columns }: RecordFile, problems: Problem[]): AsyncGenerator<string> {
  let number = -layout.skipped - 1;
  let lines = '';
  for await (const item of csvRecords(path, layout.separator)) {
    if ('unclosedIn' in item) {
      const record = item.unclosedIn - layout.skipped - 1;
      problems.push({
        code: 'unclosed-quote',
        severity: 'rejection',
        record,
        column: null,
        detail: 'the quote never closes',
      });
      break;
    }
    number++;
    if (number < 1 || item.cells.every((cell) => cell.trim() === '')) continue;
    const fault = lineFault(item, layout);
    const cells = columns.map(({ at }) => (fault === '' ? (item.cells[at] ?? '') : ''));
    lines += `${[String(number), fault, ...cells].map(quoted).join(',')}\n`;
    if (lines.length < 1024 * 1024) continue;
    yield lines;
    lines = '';
  }
  yield lines;
}

/** Why a line cannot be told into cells, '' when it can. Empty cells beyond the last heading are no fault. */
function lineFault({ cells, broken }: CsvRecord, { width, needed }: Layout): string {
  if (broken) return 'a quote ends inside a cell';
  if (cells.length < needed) return `${cells.length} cells instead of ${width}`;
  return cells.slice(width).every((cell) => cell.trim() === '') ? '' : `${cells.length} cells instead of ${width}`;
}

/** No mapped cell is longer than a code, a date or an id; a longer text is unknown anyway. */
const LONGEST_CELL = 10_000;

const quoted = (cell: string): string => `"${cell.slice(0, LONGEST_CELL).replaceAll('"', '""')}"`;

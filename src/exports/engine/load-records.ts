import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Engine, EngineError } from '../../domain/engine.ts';
import type { Problem } from '../../domain/problem.ts';
import { literal } from '../../domain/text/escape.ts';
import type { Quoting } from '../container/regular-quotes.ts';
import type { RawColumn } from '../layout/lay-out-text.ts';
import { exactRows, LONGEST_CELL, type RowsFile } from './exact-rows.ts';
import { anyFilled, filePath, idText } from './sql.ts';
import { storeRows } from './stored-rows.ts';

/** A decoded file to read into a relation. */
export interface RecordFile extends RowsFile {
  /**
   * The relation to create, with the columns `record`, `lineError` (the reason why the line is broken, '' if it is not),
   * and one VARCHAR per column.
   */
  readonly relation: string;
  readonly quoting: Quoting;
  /** The size of the text, in bytes. */
  readonly bytes: number;
}

/**
 * Reads a file's rows into `relation`. It reads only mapped columns, numbers rows from the row below the headings, and
 * omits but counts empty rows. DuckDB reads a file if every row is as wide as its heading line and no line is blank. An
 * exact reader reads any other file, and numbers blank and broken lines too.
 */
export async function loadRecords(engine: Engine, file: RecordFile): Promise<LoadedRecords> {
  if (file.quoting === 'irregular') return loadExactly(engine, file);
  return (await loadRegular(engine, file, file.quoting)) ?? loadExactly(engine, file);
}

/** The rejection of an unclosed quote, if there is one. The rows before it are read. */
export interface LoadedRecords {
  readonly problems: readonly Problem[];
}

/** Returns the path of the file that the exact reader writes for the engine. */
const cleanPath = (engine: Engine, relation: string): string => join(engine.folder, `${relation}.clean.csv`);

/**
 * Reads a file whose quotes are regular.
 *
 * @returns null if some row is too long or not as wide as the heading line
 */
export async function loadRegular(engine: Engine, file: RecordFile, quoting: Quoting): Promise<LoadedRecords | null> {
  const { layout, columns, relation } = file;
  const mapped = columns.toSorted((a, b) => Number(b.isId) - Number(a.isId)).map(({ at }) => at);
  const others = Array.from({ length: layout.width }, (_unused, at) => at).filter((at) => !mapped.includes(at));
  // if DuckDB 1.5 omits columns, it overlooks a surplus cell that contains a doubled quotation mark
  const checked = quoting === 'regular' ? mapped : [...mapped, ...others];
  try {
    await readLines(engine, file, quoting, checked);
    // narratives are half of a file; they are read only if some row seems empty without them
    if (checked.length < layout.width && (await hasEmptyLines(engine, relation)))
      await readLines(engine, file, quoting, [...mapped, ...others]);
  } catch (cause) {
    // a broken line, or one too wide or long for the engine: the exact reader names the error, or fails for the same
    // reason
    if (cause instanceof EngineError) return null;
    throw cause;
  }
  const heading = layout.skipped + 1;
  const named = [`line - ${heading} AS record`, "'' AS lineError", ...columns.map(({ name }) => name)];
  const rows = `SELECT ${named.join(', ')} FROM ${linesName(relation)} WHERE line > ${heading} AND filled`;
  await engine.run(`CREATE OR REPLACE VIEW ${relation} AS ${rows}`);
  return { problems: [] };
}

/**
 * The bytes that DuckDB reads at a time. Its own 32 MB cost memory and save no time; a line, which may have 2 MB, must
 * fit.
 */
const CSV_BUFFER = 8_000_000;

/**
 * Stores a file's lines: the mapped cells, and whether any of the columns `checked` (0-based) is nonempty.
 */
async function readLines(
  engine: Engine,
  { path, layout, columns, relation, bytes }: RecordFile,
  quoting: Quoting,
  checked: readonly number[],
): Promise<void> {
  const types = Array.from({ length: layout.width }, (_unused, at) => `c${at}: 'VARCHAR'`).join(', ');
  const cells = columns.map((column) => cellOf(column, cellSql(column.at)));
  const filled = anyFilled(checked.map((at) => `c${at}`));
  const lines = `SELECT ${[`${filled} AS filled`, ...cells].join(', ')}
    FROM read_csv(${filePath(engine, path)}, auto_detect = false, header = false, delim = ${literal(layout.separator)},
      quote = '"', escape = '"', nullstr = '', parallel = ${quoting !== 'with-breaks'}, buffer_size = ${CSV_BUFFER},
      columns = {${types}})`;
  await storeRows(engine, linesName(relation), lines, bytes);
}

async function hasEmptyLines(engine: Engine, relation: string): Promise<boolean> {
  const [row] = await engine.rows(`SELECT count(*) AS empty FROM ${linesName(relation)} WHERE NOT filled`);
  return row?.empty !== 0;
}

/** Returns the name of the stored lines behind a relation of rows, which is a view. */
const linesName = (relation: string): string => `${relation}_lines`;

const cellSql = (at: number): string =>
  `CASE WHEN strlen(c${at}) > ${LONGEST_CELL} THEN left(c${at}, ${LONGEST_CELL}) ELSE coalesce(c${at}, '') END`;

/** Returns the SQL of a mapped cell in the relation. For ids, it removes what reflects only how they were written. */
const cellOf = ({ name, isId }: RawColumn, text: string): string => `${isId ? idText(text) : text} AS ${name}`;

/**
 * Reads a file of any kind and numbers its rows according to RFC 4180. Rewrites the rows for the engine, with mapped
 * cells only.
 */
export async function loadExactly(engine: Engine, file: RecordFile): Promise<LoadedRecords> {
  const clean = cleanPath(engine, file.relation);
  const problems: Problem[] = [];
  await pipeline(Readable.from(cleanLines(file, problems)), createWriteStream(clean, { mode: 0o600 }));
  const names = file.columns.map(({ name }) => name);
  const types = ['lineError', ...names].map((name) => `${name}: 'VARCHAR'`).join(', ');
  const cells = file.columns.map((column) => cellOf(column, `coalesce(${column.name}, '')`));
  const lines = `SELECT ${['record', "coalesce(lineError, '') AS lineError", ...cells].join(', ')}
    FROM read_csv(${filePath(engine, clean)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"',
      nullstr = '', parallel = false, buffer_size = ${CSV_BUFFER}, columns = {record: 'INTEGER', ${types}})`;
  await storeRows(engine, linesName(file.relation), lines, file.bytes);
  const view = ['record', 'lineError', ...names].join(', ');
  await engine.run(`CREATE OR REPLACE VIEW ${file.relation} AS SELECT ${view} FROM ${linesName(file.relation)}`);
  return { problems };
}

async function* cleanLines(file: RecordFile, problems: Problem[]): AsyncGenerator<string> {
  let lines = '';
  for await (const { record, lineError, cells } of exactRows(file, problems)) {
    lines += `${[String(record), lineError, ...cells].map(quoteCell).join(',')}\n`;
    if (lines.length < 1024 * 1024) continue;
    yield lines;
    lines = '';
  }
  yield lines;
}

const quoteCell = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

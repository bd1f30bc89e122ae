import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCodeLists } from '../../src/definitions/code-list-definition.ts';
import type { Hotline } from '../../src/definitions/hotline.ts';
import { parseHotline } from '../../src/definitions/hotline-definition.ts';
import { CODE_LISTS, type CodeListName, type CodeLists } from '../../src/domain/codes.ts';
import { extraColumns, FACT_COLUMNS, mappingKey } from '../../src/domain/facts-columns.ts';
import { parseMonth } from '../../src/domain/month.ts';
import { TABLES, type Table } from '../../src/domain/tables.ts';
import { tableCodings } from '../../src/exports/coding/table-coding.ts';

type Json = Record<string, unknown>;

/** The hotline of the document's worked example, as a reader writes it to a folder. */
export interface WorkedHotline {
  readonly definition: Json;
  readonly codes: CodeLists;
}

export async function workedHotline(folder: string): Promise<WorkedHotline> {
  const json = async (path: string): Promise<Json> => JSON.parse(await readFile(join(folder, path), 'utf8'));
  const lists = await Promise.all(CODE_LISTS.map(async (name) => [name, await json(`codes/${name}.json`)] as const));
  const added = { caller: await json('codes/caller.json'), 'age-band': await json('codes/age-band.json') };
  const codes = parseCodeLists(Object.fromEntries(lists) as Record<CodeListName, unknown>, added);
  return { definition: await json('hotlines/linea-ceiba.json'), codes };
}

export const parsed = ({ definition, codes }: WorkedHotline): Hotline =>
  parseHotline(definition, 'hotlines/linea-ceiba.json', codes);

/**
 * Returns the example with a fragment of the vocabulary: a canonical column goes to its table, any other key to the top
 * level.
 */
export function withFragment(worked: WorkedHotline, fragment: Json): WorkedHotline {
  const definition = structuredClone(worked.definition);
  for (const [key, value] of Object.entries(fragment)) {
    const table = TABLES.find((one) =>
      [...FACT_COLUMNS[one], ...extraColumns(one, worked.codes)].some((column) => mappingKey(column) === key),
    );
    if (table === undefined) definition[key] = value;
    else columnsOf(definition, table)[key] = value;
  }
  return { ...worked, definition };
}

function columnsOf(definition: Json, table: Table): Json {
  const files = Object.values(definition.files as Record<string, { tables: Record<string, { columns: Json }> }>);
  const columns = files.map(({ tables }) => tables[table]?.columns).find((found) => found !== undefined);
  if (!columns) throw new Error(`the example has no ${table}`);
  return columns;
}

/** Returns the result for a cell of a column in the document's notation: codes, then the names of problems. */
export function reading(hotline: Hotline, column: string, cell: string): string {
  const month = parseMonth('2026-01');
  const mappings = hotline.files.flatMap(({ tables }) => tables);
  const codings = mappings.flatMap((mapping) => tableCodings(mapping, hotline, { month, isWorkbook: false }));
  const coding = codings.find(({ columns }) => columns[0]?.name === column && columns[1]?.holds !== 'codes');
  if (!coding) throw new Error(`no column ${column} in the example`);
  const { values, problems } = coding.code([cell]);
  const [value] = values;
  const codes = value === null ? 'nothing' : [value].flat().join(' ');
  return [codes, ...problems.map(({ code }) => code)].join(', ');
}

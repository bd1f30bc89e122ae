import { Failure } from '../../domain/failure.ts';
import { FORMAT_KEY } from '../../domain/table-keys.ts';
import { type DynamoTable, getItem, putItem, scanItems } from './dynamo-table.ts';
import { MIGRATIONS, type Migration, type MigrationPlace } from './migrations.ts';

/** The format that this program writes. */
export const FORMAT = MIGRATIONS.length;

/**
 * The oldest format whose items a function in AWS reads without a migration. Raise it with a migration without which
 * they would be misread; `factsheets migrate --table` runs it.
 */
const OLDEST_READ = 0;

/** A table's own record. */
export interface TableFormat {
  readonly format: number;
  /** The id of the state that the table belongs to; null in AWS. */
  readonly state: string | null;
}

/**
 * Reads the recorded format of a table; null if there is no record.
 * @throws Failure FormatMismatch if the record is invalid
 */
export async function readTableFormat(table: DynamoTable): Promise<TableFormat | null> {
  const item = await getItem(table, FORMAT_KEY);
  if (!item || Object.keys(item).length === 0) return null;
  const { format, state } = item;
  if (!Number.isSafeInteger(format) || Number(format) < 0)
    throw new Failure('FormatMismatch', 'the record of the table’s format is not a number; restore the table');
  return { format: Number(format), state: typeof state === 'string' ? state : null };
}

/** Records the format of a table. */
export const writeTableFormat = (table: DynamoTable, { format, state }: TableFormat): Promise<void> =>
  putItem(table, FORMAT_KEY, { format, ...(state !== null && { state }) });

/** Asserts that no newer program wrote the data. `what` names the state or the table. */
export function assertNotNewer(what: string, format: number, known = FORMAT): void {
  if (format > known)
    throw new Failure(
      'FormatMismatch',
      `${what} has format ${format}, and this program reads formats up to ${known}: use the program that wrote it, or a newer one`,
    );
}

/**
 * Checks that the functions of this program can work on a table in AWS.
 * @throws Failure FormatMismatch with the remedy
 */
export async function checkTableFormat(table: DynamoTable, oldest = OLDEST_READ): Promise<void> {
  const format = (await readTableFormat(table))?.format ?? 0;
  assertNotNewer(`the table ${table.name}`, format);
  if (format < oldest)
    throw new Failure(
      'FormatMismatch',
      `the table ${table.name} has format ${format}, and this program reads formats from ${oldest}: run factsheets migrate --table ${table.name}`,
    );
}

/** Whether a table is empty. */
export async function isEmptyTable(table: DynamoTable): Promise<boolean> {
  for await (const _item of scanItems(table)) return false;
  return true;
}

/**
 * Migrates a table to the newest format, one migration after the other; its number is written after each, so that one
 * that was killed starts again. An empty table needs none.
 * @param id of the state that the table belongs to; null in AWS
 * @returns the names of the migrations that were run
 * @throws Failure FormatMismatch if a newer program wrote the table
 */
export async function migrateTable(
  place: MigrationPlace,
  id: string | null,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<string[]> {
  const { table } = place;
  const recorded = await readTableFormat(table);
  assertNotNewer(`the table ${table.name}`, recorded?.format ?? 0, migrations.length);
  const begun = recorded?.format ?? ((await isEmptyTable(table)) ? migrations.length : 0);
  const run: string[] = [];
  for (const [index, migration] of migrations.entries()) {
    if (index < begun) continue;
    await migration.run(place);
    await writeTableFormat(table, { format: index + 1, state: id });
    run.push(migration.name);
  }
  if (!recorded) await writeTableFormat(table, { format: migrations.length, state: id });
  return run;
}

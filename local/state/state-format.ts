import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DynamoTable } from '../../src/adapters/aws/dynamo-table.ts';
import { MIGRATIONS, type Migration, type MigrationPlace } from '../../src/adapters/aws/migrations.ts';
import { assertNotNewer, isEmptyTable, migrateTable, readTableFormat } from '../../src/adapters/aws/table-format.ts';
import { Failure, ifNotFound } from '../../src/domain/failure.ts';
import { parseJson } from '../../src/domain/text/json.ts';
import { statIfExists } from './read-stored.ts';
import { writeAtomically } from './write-atomically.ts';

/** A state's format and its own id, which copying does not change. */
export interface StateFormat {
  readonly format: number;
  readonly state: string;
}

type Place = MigrationPlace & { readonly state: string };

/**
 * Migrates a state to the format of this program, or refuses it. A state without a number has format 0. The number is
 * stored twice, in the table and next to it, so that a state that lost its table is not taken for a new one. A
 * migration that was killed starts again.
 * @param given the id for a state that has none yet
 * @returns the format and id of the state now
 * @throws Failure FormatMismatch if a newer program wrote it, or its number cannot be read
 */
export async function openFormat(
  place: Place,
  given: string = randomUUID(),
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<StateFormat> {
  const { table, state } = place;
  const [inTable, inFile] = [await readTableFormat(table), await readFormatFile(state)];
  const known = migrations.length;
  assertNotNewer(state, Math.max(inTable?.format ?? 0, inFile?.format ?? 0), known);
  const id = inTable?.state ?? given;
  await migrateTable(place, id, migrations);
  const format = { format: known, state: id };
  if (inFile?.format !== known || inFile.state !== id)
    await writeAtomically(fileIn(state), `${JSON.stringify(format, null, 2)}\n`);
  return format;
}

/**
 * Returns the id of a state; a new one for a state without a record.
 * @throws Failure FormatMismatch if the table was lost: a new one would have no approvals and no record of people who
 *   left
 */
export async function stateId(state: string, table: DynamoTable): Promise<string> {
  const inTable = await readTableFormat(table);
  if (inTable?.state) return inTable.state;
  if (await readFormatFile(state)) throw lostTable(state);
  if ((await hasMade(state)) && (await isEmptyTable(table))) throw lostTable(state);
  return randomUUID();
}

/** The first format that is written only by programs that begin a journal before anything else. */
const JOURNAL_SINCE = 4;

/** Whether a state had a journal, by its recorded format. */
export const hasBegunJournal = async (state: string, table: DynamoTable): Promise<boolean> =>
  (await recordedFormat(state, table)) >= JOURNAL_SINCE;

/**
 * Asserts that no newer program wrote a state, before anything else of it is read.
 * @throws Failure FormatMismatch
 */
export const assertKnownFormat = async (state: string, table: DynamoTable): Promise<void> =>
  assertNotNewer(state, await recordedFormat(state, table));

/** Returns the higher of the two recorded numbers; 0 if there is none. */
async function recordedFormat(state: string, table: DynamoTable): Promise<number> {
  const [inTable, inFile] = [await readTableFormat(table), await readFormatFile(state)];
  return Math.max(inTable?.format ?? 0, inFile?.format ?? 0);
}

const lostTable = (state: string): Failure =>
  new Failure(
    'FormatMismatch',
    `${state} has lost its table: ${join(state, 'table')} is new; restore a backup of the state`,
  );

/** What only a state with a used table has next to it. */
const MADE = ['facts', 'reports', 'publications', 'mail'];

async function hasMade(state: string): Promise<boolean> {
  const matches = await Promise.all(MADE.map((name) => statIfExists(join(state, name))));
  return matches.some((stats) => stats?.isDirectory());
}

const fileIn = (state: string): string => join(state, 'format.json');

/**
 * Reads the format recorded next to the table; null if there is none.
 * @throws Failure FormatMismatch if the file is not such a record
 */
async function readFormatFile(state: string): Promise<StateFormat | null> {
  const text = await readFile(fileIn(state), 'utf8').catch(ifNotFound(null));
  if (text === null) return null;
  const { format, state: id }: { format?: unknown; state?: unknown } = Object(parseJson(text));
  if (!Number.isSafeInteger(format) || Number(format) < 0 || typeof id !== 'string')
    throw new Failure('FormatMismatch', `${fileIn(state)} is not a format record; restore it from a backup`);
  return { format: Number(format), state: id };
}

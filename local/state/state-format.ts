import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DynamoTable } from '../../src/adapters/aws/dynamo-table.ts';
import { MIGRATIONS, type Migration, type MigrationPlace } from '../../src/adapters/aws/migrations.ts';
import { isEmptyTable, migrateTable, readTableFormat, refuseNewer } from '../../src/adapters/aws/table-format.ts';
import { Failure } from '../../src/domain/failure.ts';
import { foundPath } from './found-path.ts';
import { writeWhole } from './write-whole.ts';

/** A state's format and its own id, which no copy changes. */
export interface StateFormat {
  readonly format: number;
  readonly state: string;
}

type Place = MigrationPlace & { readonly state: string };

/**
 * Brings a state to the format of this program, or refuses it. A state without a number is of format 0. The number is stored
 * twice, in the table and beside it, so that one that lost its table is not taken for a new one. A migration that was killed is
 * begun again.
 * @param given the id of a state that has none yet
 * @returns what the state is now
 * @throws Failure FormatMismatch when a newer program wrote it, or its number cannot be read
 */
export async function openFormat(
  place: Place,
  given: string = randomUUID(),
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<StateFormat> {
  const { table, state } = place;
  const [inTable, inFile] = [await readTableFormat(table), await readFormatFile(state)];
  const known = migrations.length;
  refuseNewer(state, Math.max(inTable?.format ?? 0, inFile?.format ?? 0), known);
  const id = inTable?.state ?? given;
  await migrateTable(place, id, migrations);
  const format = { format: known, state: id };
  if (inFile?.format !== known || inFile.state !== id)
    await writeWhole(fileIn(state), `${JSON.stringify(format, null, 2)}\n`);
  return format;
}

/**
 * The id of a state; a new one for a state that has none on record.
 * @throws Failure FormatMismatch when the table was lost: a new one would know of no approval and of nobody who left
 */
export async function stateId(state: string, table: DynamoTable): Promise<string> {
  const inTable = await readTableFormat(table);
  if (inTable?.state) return inTable.state;
  if (await readFormatFile(state)) throw lost(state);
  if ((await hasMade(state)) && (await isEmptyTable(table))) throw lost(state);
  return randomUUID();
}

/** The first format that only programs write that begin a journal before they write anything. */
const JOURNAL_SINCE = 4;

/** Whether a state had a journal, by its format on record. */
export const hasBegunJournal = async (state: string, table: DynamoTable): Promise<boolean> =>
  (await recordedFormat(state, table)) >= JOURNAL_SINCE;

/**
 * Refuses a state that a newer program wrote, before anything else of it is read.
 * @throws Failure FormatMismatch
 */
export const assertKnownFormat = async (state: string, table: DynamoTable): Promise<void> =>
  refuseNewer(state, await recordedFormat(state, table));

/** The higher one of the two numbers on record; 0 where there is none. */
async function recordedFormat(state: string, table: DynamoTable): Promise<number> {
  const [inTable, inFile] = [await readTableFormat(table), await readFormatFile(state)];
  return Math.max(inTable?.format ?? 0, inFile?.format ?? 0);
}

const lost = (state: string): Failure =>
  new Failure(
    'FormatMismatch',
    `${state} lost its table: ${join(state, 'table')} is new; restore a backup of the state`,
  );

/** What only a state with a table in use has beside it. */
const MADE = ['facts', 'reports', 'publications', 'mail'];

async function hasMade(state: string): Promise<boolean> {
  const found = await Promise.all(MADE.map((name) => foundPath(join(state, name))));
  return found.some((one) => one?.isDirectory());
}

const fileIn = (state: string): string => join(state, 'format.json');

/**
 * The format on record beside the table; null when there is none.
 * @throws Failure FormatMismatch when the file is not such a record
 */
export async function readFormatFile(state: string): Promise<StateFormat | null> {
  const text = await readFile(fileIn(state), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const { format, state: id } = parsed(text);
  if (!Number.isSafeInteger(format) || Number(format) < 0 || typeof id !== 'string')
    throw new Failure('FormatMismatch', `${fileIn(state)} is not a format record; restore it from a backup`);
  return { format: Number(format), state: id };
}

function parsed(text: string): { readonly format?: unknown; readonly state?: unknown } {
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {};
  }
}

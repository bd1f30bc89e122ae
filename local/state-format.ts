import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MIGRATIONS, type Migration, type MigrationPlace } from '../src/adapters/migrations.ts';
import { migrateTable, readTableFormat, refuseNewer } from '../src/adapters/table-format.ts';
import { Failure } from '../src/domain/failure.ts';
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
 * @returns what the state is now
 * @throws Failure FormatMismatch when a newer program wrote it, or its number cannot be read
 */
export async function openFormat(place: Place, migrations: readonly Migration[] = MIGRATIONS): Promise<StateFormat> {
  const { table, state } = place;
  const [inTable, inFile] = [await readTableFormat(table), await readFormatFile(state)];
  const known = migrations.length;
  refuseNewer(state, Math.max(inTable?.format ?? 0, inFile?.format ?? 0), known);
  if (inFile && !inTable)
    throw new Failure('FormatMismatch', `${state} lost its table: ${join(state, 'table')} is new; restore a backup`);
  const id = inTable?.state ?? randomUUID();
  await migrateTable(place, id, migrations);
  const format = { format: known, state: id };
  if (inFile?.format !== known || inFile.state !== id)
    await writeWhole(fileIn(state), `${JSON.stringify(format, null, 2)}\n`);
  return format;
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

import { isDeepStrictEqual } from 'node:util';
import {
  type ActiveExport,
  isActiveExport,
  type LedgerEntry,
  type StoredFacts,
  type TableOutcome,
} from '../../domain/ledger.ts';
import { factsKey } from '../../domain/object-keys.ts';
import type { ReadFile } from '../../exports/read-file.ts';
import { fileHash } from '../verify-state/file-hash.ts';
import { examplesOf, keepProblems, outcomeOf, recordOf, rejectedAsSecond } from './table-outcomes.ts';
import type { IngestEffects, Ingested, Upload } from './upload.ts';
import { withdrawEntries } from './withdraw-entries.ts';

/**
 * Puts the accepted tables of an upload in force, one ledger write each, and records what became of all of them.
 * A table that another object provides is rejected, and the message names that object. A table that the object provided
 * before and holds no longer is withdrawn.
 * @returns null when another writer came first; running the ingest again then sees what it wrote
 */
export async function acceptTables(
  effects: IngestEffects,
  entries: readonly LedgerEntry[],
  upload: Upload,
  files: readonly ReadFile[],
): Promise<Ingested | null> {
  const outcomes: TableOutcome[] = [];
  for (const file of files) {
    const entry = entries.find(({ table }) => table === file.table);
    const first = await otherProvider(effects, entry, upload.key);
    if (first !== null && file.table !== null) {
      outcomes.push(await rejectedAsSecond(effects, upload, file.table, first));
      continue;
    }
    const { table } = file;
    const stands = table === null || standsAlready(entry, upload, file);
    if (!stands && !(await putInForce(effects, entry, upload, file, table))) return null;
    outcomes.push(outcomeOf(file, upload, await keepProblems(effects, upload, file)));
  }
  if (!(await withdrawOthers(effects, entries, upload, files))) return null;
  if (!isDeepStrictEqual(upload.known?.outcomes, outcomes))
    await effects.ledger.recordUpload(recordOf(effects, upload, outcomes));
  const status = outcomes.some((outcome) => outcome.status === 'rejected') ? 'rejected' : 'accepted';
  return {
    key: upload.key,
    status,
    sha256: upload.sha256,
    outcomes,
    examples: examplesOf(files, upload.identified.hotline.language),
  };
}

/** The object that provides the table already, if it is another one and still there. */
async function otherProvider(
  effects: IngestEffects,
  entry: LedgerEntry | undefined,
  key: string,
): Promise<string | null> {
  const first = entry?.claimedBy;
  if (!first || first === key) return null;
  return (await effects.exports.size(first)) === null ? null : first;
}

/** Whether the ledger says already what these bytes ask for: reading them again must not look like a change. */
const standsAlready = (entry: LedgerEntry | undefined, upload: Upload, { status }: ReadFile): boolean =>
  upload.known !== null && entry?.claimedBy === upload.key && (status === 'rejected' || isActiveExport(entry, upload));

/** A rejected table claims its place too, so that which of two objects is the first does not depend on their contents. */
async function putInForce(
  effects: IngestEffects,
  entry: LedgerEntry | undefined,
  upload: Upload,
  file: ReadFile,
  table: string,
): Promise<boolean> {
  // what another object provided went with that object, for it is gone (see otherProvider)
  const before = entry?.claimedBy === upload.key ? entry.inForce : null;
  const inForce = file.status === 'accepted' ? await keepFacts(effects, upload, file) : before;
  const { hotline, month } = upload.identified;
  const generation = (entry?.generation ?? 0) + 1;
  return effects.ledger.put({ hotline: hotline.id, month, table, generation, claimedBy: upload.key, inForce });
}

async function keepFacts(
  effects: IngestEffects,
  { sha256, reading, identified }: Upload,
  file: ReadFile,
): Promise<ActiveExport> {
  const facts: StoredFacts[] = [];
  for (const { table, path, rows } of file.facts) {
    const hash = await fileHash(path);
    const key = factsKey(table, identified.hotline.id, identified.month, hash);
    await effects.facts.putFile(key, path);
    facts.push({ table, key, rows, sha256: hash });
  }
  return {
    sha256,
    reading,
    idKey: effects.hashKey.id,
    facts,
    records: file.records,
    idShapes: file.idShapes,
    problems: file.problems.counts,
    acceptedAt: effects.clock.now().toISOString(),
  };
}

/** A workbook or archive that no longer holds a table it provided withdraws it. */
async function withdrawOthers(
  effects: IngestEffects,
  entries: readonly LedgerEntry[],
  upload: Upload,
  files: readonly ReadFile[],
): Promise<boolean> {
  if (files.some(({ table, status }) => table === null && status === 'rejected')) return true; // unreadable as a whole
  const gone = entries.filter(
    ({ claimedBy, table }) => claimedBy === upload.key && !files.some((file) => file.table === table),
  );
  return withdrawEntries(effects, gone);
}

import { isDeepStrictEqual } from 'node:util';
import type { Hotline } from '../../definitions/hotline.ts';
import {
  type ActiveExport,
  isActiveExport,
  type LedgerEntry,
  type StoredFacts,
  type TableOutcome,
} from '../../domain/ledger.ts';
import { factsKey } from '../../domain/object-keys.ts';
import type { ReadFile } from '../../exports/read-export.ts';
import { fileHash } from '../verify-state/verify-files.ts';
import { withdrawEntries } from './ledger-entries.ts';
import {
  problemExamples,
  rejectAsEmpty,
  rejectAsSecond,
  storeProblems,
  tableOutcome,
  uploadRecord,
} from './table-outcomes.ts';
import type { IngestEffects, Ingested, Upload } from './upload.ts';

/**
 * Activates the accepted tables of an upload, with one ledger write each, and records the outcome of every table. A
 * table that another object provides is rejected, and the message names that object. A table that the object provided
 * before and no longer contains is withdrawn.
 * @returns null if another writer came first; running the ingest again then sees what it wrote
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
      outcomes.push(await rejectAsSecond(effects, upload, file.table, first));
      continue;
    }
    const { table } = file;
    if (table !== null && (await losesRecords(effects, entry, upload, file))) {
      outcomes.push(await rejectAsEmpty(effects, upload, table));
      continue;
    }
    const isRecorded = table === null || isAlreadyRecorded(entry, upload, file);
    if (!isRecorded && !(await activate(effects, upload, { entry, file, table }))) return null;
    outcomes.push(tableOutcome(file, upload, await storeProblems(effects, upload, file)));
  }
  if (!(await withdrawOthers(effects, entries, upload, files))) return null;
  if (!isDeepStrictEqual(upload.previous?.outcomes, outcomes))
    await effects.ledger.recordUpload(uploadRecord(effects, upload, outcomes));
  const status = outcomes.some((outcome) => outcome.status === 'rejected') ? 'rejected' : 'accepted';
  return {
    key: upload.key,
    status,
    sha256: upload.sha256,
    outcomes,
    examples: problemExamples(files, upload.identified.hotline.language),
  };
}

/** Returns the object that already provides the table, if it is another one and still exists. */
async function otherProvider(
  effects: IngestEffects,
  entry: LedgerEntry | undefined,
  key: string,
): Promise<string | null> {
  const first = entry?.claimedBy;
  if (!first || first === key) return null;
  return (await effects.exports.size(first)) === null ? null : first;
}

/**
 * Whether a table without records would replace one that has some, although no one confirmed that it is empty since that
 * one was accepted. The same bytes may lose their records: then the hotline's mapping changed.
 */
async function losesRecords(
  { emptyExports }: IngestEffects,
  entry: LedgerEntry | undefined,
  { key, file, sha256, identified: { hotline, month } }: Upload,
  { status, records }: ReadFile,
): Promise<boolean> {
  const active = entry?.claimedBy === key ? entry.inForce : null;
  if (status !== 'accepted' || records > 0 || !active || active.records === 0 || active.sha256 === sha256) return false;
  const confirmed = await emptyExports.find(hotline.id, month, file);
  return confirmed?.sha256 !== sha256 || confirmed.at < active.acceptedAt;
}

/** Whether the ledger already has the result of these bytes: reading them again must not look like a change. */
const isAlreadyRecorded = (entry: LedgerEntry | undefined, upload: Upload, { status }: ReadFile): boolean =>
  upload.previous !== null &&
  entry?.claimedBy === upload.key &&
  (status === 'rejected' || isActiveExport(entry, upload));

/**
 * A rejected table claims its place too, so that which of two objects is the first does not depend on their contents.
 */
async function activate(
  effects: IngestEffects,
  upload: Upload,
  { entry, file, table }: { readonly entry: LedgerEntry | undefined; readonly file: ReadFile; readonly table: string },
): Promise<boolean> {
  // tables of another object were withdrawn with it, because it no longer exists (see otherProvider)
  const before = entry?.claimedBy === upload.key ? entry.inForce : null;
  const inForce = file.status === 'accepted' ? await storeFacts(effects, upload, file) : before;
  const { hotline, month } = upload.identified;
  const generation = (entry?.generation ?? 0) + 1;
  return effects.ledger.put({ hotline: hotline.id, month, table, generation, claimedBy: upload.key, inForce });
}

async function storeFacts(
  effects: IngestEffects,
  { sha256, reading, identified }: Upload,
  file: ReadFile,
): Promise<ActiveExport> {
  const facts: StoredFacts[] = [];
  for (const { table, path, rows, records } of file.facts) {
    const hash = await fileHash(path);
    const key = factsKey(table, identified.hotline.id, identified.month, hash);
    await effects.facts.putFile(key, path);
    facts.push({ table, key, rows, ...(records !== undefined && { records }), sha256: hash });
  }
  return {
    sha256,
    reading,
    idKey: effects.hashKey.id,
    facts,
    records: file.records,
    ...coverage(identified.hotline, file.table),
    idShapes: file.idShapes,
    problems: file.problems.counts,
    acceptedAt: effects.clock.now().toISOString(),
  };
}

/** Only files that differ from the records of one month have a coverage in the ledger. */
function coverage(hotline: Hotline, stem: string | null): Pick<ActiveExport, 'covers'> {
  const file = hotline.files.find((candidate) => candidate.stem === stem);
  if (!file || (file.every === 'month' && !file.cumulative)) return {};
  return { covers: { every: file.every, cumulative: file.cumulative } };
}

/** A workbook or archive that no longer contains a table it provided withdraws it. */
async function withdrawOthers(
  effects: IngestEffects,
  entries: readonly LedgerEntry[],
  upload: Upload,
  files: readonly ReadFile[],
): Promise<boolean> {
  if (files.some(({ table, status }) => table === null && status === 'rejected')) return true; // the entire upload is unreadable
  const missing = entries.filter(
    ({ claimedBy, table }) => claimedBy === upload.key && !files.some((file) => file.table === table),
  );
  return withdrawEntries(effects, missing);
}

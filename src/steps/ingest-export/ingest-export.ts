import { join } from 'node:path';
import type { Definitions } from '../../definitions/load-definitions.ts';
import type { DomainEvent, TableSummary } from '../../domain/event.ts';
import { isActiveExport, type LedgerEntry, type TableOutcome, type UploadRecord } from '../../domain/ledger.ts';
import { parseMonth } from '../../domain/month.ts';
import { type ExportPlace, exportPlace } from '../../domain/object-keys.ts';
import type { Unusual } from '../../domain/unusual.ts';
import { writeUntilWon } from '../../domain/write-until-won.ts';
import { type IdentifiedExport, identifyExport } from '../../exports/container/export-kind.ts';
import { acceptTables } from './accept-tables.ts';
import { countCrash, quarantinedOutcome, recordFailure } from './failed-readings.ts';
import { withdrawEntries } from './ledger-entries.ts';
import { uploadRefusal } from './refusal.ts';
import { folderLanguage, rejectKey } from './reject-key.ts';
import { unusualUpload } from './unusual-months.ts';
import type { IngestEffects, Ingested, Upload } from './upload.ts';
import { ReadingFailed } from './upload-reader.ts';

/**
 * Brings the ledger in line with the current state of one key, whatever event triggered it.
 *
 *     ledger entries of the month ─► object as it is now ─► read ─► facts (Parquet) ─► ledger, table by table
 *            ▲                                                                            │
 *            └───────────── another writer came first: from the start ◄──────────────────┘
 *
 * The ledger is read before the object and written only if there was no other write in between, so a slow older ingest
 * cannot win over a newer one, and ingesting the same export twice changes nothing. If the object does not exist, what
 * it provided is withdrawn; an object that is deleted during its ingest is noticed at the end. A rejected table leaves
 * the active export active. Facts are written before the ledger names them, and the event is emitted last: an ingest
 * that stopped in between runs again, finds the export unchanged, and emits.
 *
 * @param options `force`: re-reads an active export, so that its facts are written again (they may have been lost) and
 *   its ledger entry gets another generation
 * @throws Failure StoreConflict if other writers came first too often; DefinitionInvalid if the file of the hotline is
 *   wrong
 */
export async function ingestExport(
  effects: IngestEffects,
  definitions: Definitions,
  key: string,
  { force } = { force: false },
): Promise<Ingested> {
  const place = exportPlace(key);
  const invalid = place.parts && definitions.invalid.get(place.parts.hotline);
  if (invalid) throw invalid; // its uploads wait: neither read nor rejected
  const ingested = await updateLedger(effects, definitions, place, force);
  effects.log.info('export-ingested', { key, status: ingested.status });
  const hotline = place.parts && definitions.hotlines.get(place.parts.hotline);
  const files = hotline ? definitions.filesOf(hotline.id) : [];
  const unusual = await unusualUpload(effects, place, ingested.outcomes, files);
  for (const event of ingestEvents(place, ingested, unusual)) await effects.events.emit(event);
  return ingested;
}

async function updateLedger(
  effects: IngestEffects,
  definitions: Definitions,
  place: ExportPlace,
  force: boolean,
): Promise<Ingested> {
  const identified = identifyExport(place, definitions.hotlines);
  if ('code' in identified) return rejectKey(effects, place, identified, folderLanguage(definitions, place.key));
  return writeUntilWon(() => attemptIngest(effects, definitions, identified, force), place.key, 'ingest it again');
}

async function attemptIngest(
  effects: IngestEffects,
  definitions: Definitions,
  identified: IdentifiedExport,
  force: boolean,
): Promise<Ingested | null> {
  const { key, hotline, month } = identified;
  const entries = await effects.ledger.entriesOf(hotline.id, month);
  const found = await effects.exports.find(key);
  const size = found?.size ?? null;
  const refusal = size === null ? null : uploadRefusal(size, month, effects.clock.now());
  if (refusal) return rejectKey(effects, identified, refusal, hotline.language);
  const uploadOf = (sha256: string) => identifiedUpload(effects, definitions, { identified, sha256, force });
  const sha256 = await found?.sha256();
  const unread = sha256 == null ? null : settledResult(entries, await uploadOf(sha256));
  if (unread) return unread; // without a copy: most uploads are unchanged when a folder is read again
  const reader = await effects.openReader(size ?? 0);
  try {
    const path = join(reader.folder, 'upload');
    const object = await effects.exports.fetch(key, path);
    if (!object) return await withdraw(effects, entries, key);
    const { upload, record } = await uploadOf(object.sha256);
    const settled = settledResult(entries, { upload, record });
    if (settled) return settled;
    const request = {
      upload: { key, month, path },
      hotline,
      idKey: { id: effects.hashKey.id, secret: effects.hashKey.ids },
    };
    const read = () => reader.read(request).catch(failureOrThrow);
    const isCounted = !reader.isIsolated && upload.previous === null;
    const files = await (isCounted ? countCrash(effects, upload, record, read) : read());
    const isFailed = files instanceof ReadingFailed;
    const ingested = await (isFailed
      ? recordFailure(effects, upload, files)
      : acceptTables(effects, entries, upload, files));
    // If the object was deleted meanwhile, the ingest of that event may have found nothing to withdraw: start again.
    return (await effects.exports.size(key)) === size ? ingested : null;
  } finally {
    await reader.close();
  }
}

/** Returns an upload, and the ledger's record of the same bytes read by the same reader; null if there is none. */
async function identifiedUpload(
  effects: IngestEffects,
  definitions: Definitions,
  {
    identified,
    sha256,
    force,
  }: { readonly identified: IdentifiedExport; readonly sha256: string; readonly force: boolean },
): Promise<{ upload: Upload; record: UploadRecord | null }> {
  const { key, hotline, month } = identified;
  const { file } = identified.parts;
  const reading = definitions.readerFingerprint(hotline.id, effects.hashKey);
  const last = force ? null : await effects.ledger.upload(hotline.id, month, file);
  const record = last?.sha256 === sha256 && last.reading === reading ? last : null;
  const failures = record?.failures ?? 0;
  const previous = failures > 0 || record?.outcomes.length === 0 ? null : record;
  return { upload: { key, file, sha256, identified, reading, previous: previous, failures }, record };
}

function failureOrThrow(error: unknown): ReadingFailed {
  if (error instanceof ReadingFailed) return error;
  throw error;
}

/** Withdraws what a deleted object provided; returns null if another writer came first. */
async function withdraw(
  effects: IngestEffects,
  entries: readonly LedgerEntry[],
  key: string,
): Promise<Ingested | null> {
  const claimed = entries.filter(({ claimedBy }) => claimedBy === key);
  if (!(await withdrawEntries(effects, claimed))) return null;
  return { key, status: claimed.length > 0 ? 'withdrawn' : 'absent', sha256: null, outcomes: [], examples: [] };
}

/** What is known of an upload that does not have to be read; null if it has to be. */
const settledResult = (
  entries: readonly LedgerEntry[],
  { upload, record }: { readonly upload: Upload; readonly record: UploadRecord | null },
): Ingested | null => unchangedResult(entries, upload) ?? quarantinedOutcome(upload, record);

/** The same bytes, read with the same definitions, accepted completely and still active: nothing to do. */
function unchangedResult(entries: readonly LedgerEntry[], upload: Upload): Ingested | null {
  const { key, sha256, previous } = upload;
  const claimed = entries.filter(({ claimedBy }) => claimedBy === key);
  if (claimed.length === 0 || !claimed.every((entry) => isActiveExport(entry, upload))) return null;
  if (!previous || previous.outcomes.some(({ status }) => status === 'rejected')) return null;
  return { key, status: 'unchanged', sha256, outcomes: previous.outcomes, examples: [] };
}

/**
 * Returns the events of an ingest. A key that provides nothing may have been withdrawn by a run that stopped before
 * emitting, so that is emitted again, except for a key without a month, which never provided anything. An upload of
 * several tables may be accepted in part.
 */
function ingestEvents(
  { key, parts }: ExportPlace,
  { status, sha256, outcomes }: Ingested,
  unusual: readonly Unusual[],
): DomainEvent[] {
  const upload = { key, hotline: parts?.hotline ?? null, month: parts?.month ?? null };
  if (status === 'withdrawn' || status === 'absent')
    return parts && parseMonth(parts.month) ? [{ name: 'ExportWithdrawn', detail: upload }] : [];
  const summaries = (wanted: TableOutcome['status']) =>
    outcomes.filter((outcome) => outcome.status === wanted).map((outcome) => tableSummary(outcome));
  const [accepted, rejected] = [summaries('accepted'), summaries('rejected')];
  const events: DomainEvent[] = [];
  if (accepted.length > 0 && sha256 !== null)
    events.push({ name: 'ExportAccepted', detail: { ...upload, sha256, tables: accepted, unusual } });
  if (rejected.length > 0) events.push({ name: 'ExportRejected', detail: { ...upload, sha256, tables: rejected } });
  return events;
}

function tableSummary({ table, records, problems, reason }: TableOutcome): TableSummary {
  const warnings = problems.filter(({ severity }) => severity === 'warning').reduce((sum, { count }) => sum + count, 0);
  return { table, records, warnings, reason };
}

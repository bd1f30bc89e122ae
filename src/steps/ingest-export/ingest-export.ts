import { join } from 'node:path';
import type { Definitions } from '../../definitions/load-definitions.ts';
import type { DomainEvent, TableSummary } from '../../domain/event.ts';
import { Failure } from '../../domain/failure.ts';
import { isActiveExport, type LedgerEntry, type TableOutcome, type UploadRecord } from '../../domain/ledger.ts';
import { parseMonth } from '../../domain/month.ts';
import { parseExportKey } from '../../domain/object-keys.ts';
import type { Unusual } from '../../domain/unusual.ts';
import { type IdentifiedExport, identifyExport } from '../../exports/container/export-kind.ts';
import { acceptTables } from './accept-tables.ts';
import { countingDeath, quarantined, recordFailure } from './failed-readings.ts';
import { refusalOf } from './refusal.ts';
import { languageOf, refuseKey } from './refuse-key.ts';
import { unusualUpload } from './unusual-months.ts';
import type { IngestEffects, Ingested, Upload } from './upload.ts';
import { ReadingFailed } from './upload-reader.ts';
import { withdrawEntries } from './withdraw-entries.ts';

/** How often a lost race is run again before the step gives up; each lost race is another writer's progress. */
const ATTEMPTS = 20;

/**
 * Brings the ledger in line with the current state of one key, whatever event led here.
 *
 *     ledger entries of the month ─► object as it is now ─► read ─► facts (Parquet) ─► ledger, table by table
 *            ▲                                                                            │
 *            └───────────── another writer came first: from the start ◄──────────────────┘
 *
 * The ledger is read before the object and written only if nobody wrote in between, so a slow older ingest cannot win
 * over a newer one, and the same export twice changes nothing, whatever became of it. No object: what it provided is
 * withdrawn. A rejected table leaves in force what was. Facts are written before the ledger names them, and the bus is told last: an ingest that
 * died in between is run again, finds the export unchanged, and tells.
 *
 * @param options `anew`: read it again though it is in force already, so that its facts are written again (they may have
 *   been lost) and its ledger entry gets another generation
 * @throws Failure StoreConflict when other writers came first too often
 */
export async function ingestExport(
  effects: IngestEffects,
  definitions: Definitions,
  key: string,
  { anew } = { anew: false },
): Promise<Ingested> {
  const ingested = await bringInLine(effects, definitions, key, anew);
  effects.log.info('export-ingested', { key, status: ingested.status });
  const unusual = await unusualUpload(effects, ingested);
  for (const event of eventsOf(ingested, unusual)) await effects.events.emit(event);
  return ingested;
}

async function bringInLine(
  effects: IngestEffects,
  definitions: Definitions,
  key: string,
  anew: boolean,
): Promise<Ingested> {
  const identified = identifyExport(key, definitions.hotlines);
  if ('code' in identified) return refuseKey(effects, key, identified, languageOf(definitions, key));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const ingested = await attemptIngest(effects, definitions, key, identified, anew);
    if (ingested) return ingested;
  }
  throw new Failure('StoreConflict', `${key}: other writers came first ${ATTEMPTS} times; ingest it again`);
}

async function attemptIngest(
  effects: IngestEffects,
  definitions: Definitions,
  key: string,
  identified: IdentifiedExport,
  anew: boolean,
): Promise<Ingested | null> {
  const { hotline, month } = identified;
  const entries = await effects.ledger.entriesOf(hotline.id, month);
  const size = await effects.exports.size(key);
  const refusal = size === null ? null : refusalOf(size, month, effects.clock.now());
  if (refusal) return refuseKey(effects, key, refusal, hotline.language);
  const reader = await effects.openReader(size ?? 0);
  try {
    const path = join(reader.folder, 'upload');
    const object = await effects.exports.fetch(key, path);
    if (!object) return await withdraw(effects, entries, key);
    const { upload, record } = await identifiedUpload(effects, definitions, key, identified, object.sha256, anew);
    const settled = unchanged(entries, upload) ?? quarantined(upload, record);
    if (settled) return settled;
    const request = {
      upload: { key, month, path },
      hotline,
      idKey: { id: effects.hashKey.id, secret: effects.hashKey.ids },
    };
    const read = () => reader.read(request).catch(failureOrThrow);
    const isCounted = !reader.isIsolated && upload.known === null;
    const files = await (isCounted ? countingDeath(effects, upload, record, read) : read());
    if (files instanceof ReadingFailed) return await recordFailure(effects, upload, files);
    return await acceptTables(effects, entries, upload, files);
  } finally {
    await reader.close();
  }
}

/** An upload, and what the ledger says of the same bytes read with the same; null where it says nothing of them. */
async function identifiedUpload(
  effects: IngestEffects,
  definitions: Definitions,
  key: string,
  identified: IdentifiedExport,
  sha256: string,
  anew: boolean,
): Promise<{ upload: Upload; record: UploadRecord | null }> {
  const { hotline, month } = identified;
  const file = parseExportKey(key)?.file ?? key;
  const reading = definitions.readingOf(hotline.id, effects.hashKey);
  const last = anew ? null : await effects.ledger.upload(hotline.id, month, file);
  const record = last?.sha256 === sha256 && last.reading === reading ? last : null;
  const failures = record?.failures ?? 0;
  const known = failures > 0 || record?.outcomes.length === 0 ? null : record;
  return { upload: { key, file, sha256, identified, reading, known, failures }, record };
}

function failureOrThrow(error: unknown): ReadingFailed {
  if (error instanceof ReadingFailed) return error;
  throw error;
}

/** Takes out of force what a vanished object provided; null when another writer came first. */
async function withdraw(
  effects: IngestEffects,
  entries: readonly LedgerEntry[],
  key: string,
): Promise<Ingested | null> {
  const own = entries.filter(({ claimedBy }) => claimedBy === key);
  if (!(await withdrawEntries(effects, own))) return null;
  return { key, status: own.length > 0 ? 'withdrawn' : 'absent', sha256: null, outcomes: [], examples: [] };
}

/** The same bytes, read with the same definitions, wholly accepted and still in force: nothing to do. */
function unchanged(entries: readonly LedgerEntry[], upload: Upload): Ingested | null {
  const { key, sha256, known } = upload;
  const own = entries.filter(({ claimedBy }) => claimedBy === key);
  if (own.length === 0 || !own.every((entry) => isActiveExport(entry, upload))) return null;
  if (!known || known.outcomes.some(({ status }) => status === 'rejected')) return null;
  return { key, status: 'unchanged', sha256, outcomes: known.outcomes, examples: [] };
}

/**
 * What the bus is told. A key that provides nothing (any more) may have been withdrawn by a run that died before it told,
 * so that is told again, but not of a key without a month, which never did. An upload of several tables may be accepted in part.
 */
function eventsOf({ key, status, sha256, outcomes }: Ingested, unusual: readonly Unusual[]): DomainEvent[] {
  const place = parseExportKey(key);
  const upload = { key, hotline: place?.hotline ?? null, month: place?.month ?? null };
  if (status === 'withdrawn' || status === 'absent')
    return place && parseMonth(place.month) ? [{ name: 'ExportWithdrawn', detail: upload }] : [];
  const told = (wanted: TableOutcome['status']) =>
    outcomes.filter((outcome) => outcome.status === wanted).map((outcome) => toldOf(outcome));
  const [accepted, rejected] = [told('accepted'), told('rejected')];
  const events: DomainEvent[] = [];
  if (accepted.length > 0 && sha256 !== null)
    events.push({ name: 'ExportAccepted', detail: { ...upload, sha256, tables: accepted, unusual } });
  if (rejected.length > 0) events.push({ name: 'ExportRejected', detail: { ...upload, sha256, tables: rejected } });
  return events;
}

function toldOf({ table, records, problems, reason }: TableOutcome): TableSummary {
  const warnings = problems.filter(({ severity }) => severity === 'warning').reduce((sum, { count }) => sum + count, 0);
  return { table, records, warnings, reason };
}

import type { Definitions } from '../../src/definitions/load-definitions.ts';
import type { Month } from '../../src/domain/month.ts';
import { parseExportKey } from '../../src/domain/object-keys.ts';
import { ingestExport } from '../../src/steps/ingest-export/ingest-export.ts';
import type { Ingested } from '../../src/steps/ingest-export/upload.ts';
import type { Progress } from '../terminal/progress.ts';
import type { LocalEffects } from './local-runtime.ts';

/** How many months are read at the same time; each has its own reader. */
const WORKERS = 2;

/**
 * Processes every key: several months at the same time, but the keys of one month in order, so that the result does not
 * depend on timing if two objects provide the same table. Returns or throws only after all work has ended, because the
 * caller then closes what the work uses.
 */
export async function inMonths(keys: readonly string[], work: (key: string) => Promise<void>): Promise<void> {
  const waiting = [...monthsOf(keys).values()];
  const worker = async (): Promise<void> => {
    for (let month = waiting.shift(); month; month = waiting.shift()) for (const key of month) await work(key);
  };
  const failing = async (): Promise<void> => {
    try {
      await worker();
    } catch (error) {
      waiting.length = 0; // the other workers finish their current month
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: WORKERS }, failing));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

function monthsOf(keys: readonly string[]): Map<string, string[]> {
  const months = new Map<string, string[]>();
  for (const key of keys) {
    const month = key.split('/').slice(0, 3).join('/');
    months.set(month, [...(months.get(month) ?? []), key]);
  }
  return months;
}

/** Ingests every key and reports the progress. */
export async function ingestAll(
  effects: LocalEffects,
  definitions: Definitions,
  keys: readonly string[],
  progress: Progress,
) {
  const ingested = new Map<string, Ingested>();
  try {
    await inMonths(keys, async (key) => {
      const one = await ingestExport(effects, definitions, key);
      ingested.set(key, one);
      progress.read(
        key,
        one.outcomes.reduce((sum, { records }) => sum + records, 0),
      );
    });
  } finally {
    progress.done();
  }
  return keys.flatMap((key) => ingested.get(key) ?? []);
}

/**
 * Returns the keys of all uploads, preceded by the keys that the ledger counts but that no longer exist, so that they
 * are withdrawn.
 */
export async function keysToIngest(
  effects: Pick<LocalEffects, 'exports' | 'ledger'>,
  definitions: Pick<Definitions, 'hotlines'>,
): Promise<string[]> {
  const present = await effects.exports.list('exports/');
  const claimed = new Set<string>();
  for (const hotline of definitions.hotlines.keys())
    for (const { claimedBy } of await effects.ledger.entriesOf(hotline)) if (claimedBy) claimed.add(claimedBy);
  for (const key of present) claimed.delete(key);
  const gone = [...claimed].sort();
  return [...gone, ...present];
}

/** Selects the uploads that a replay reads; null matches any. */
export interface UploadSelection {
  readonly hotline: string | null;
  readonly month: Month | null;
  readonly file: string | null;
}

/**
 * Returns whether an upload is selected. An upload with a malformed key matches only by its file name, or if everything
 * is selected.
 */
export function isSelected(key: string, { hotline, month, file }: UploadSelection): boolean {
  const place = parseExportKey(key) ?? { hotline: null, month: null, file: key.split('/').at(-1) };
  const agrees = (wanted: string | null, is: string | null | undefined): boolean => wanted === null || wanted === is;
  return agrees(hotline, place.hotline) && agrees(month, place.month) && agrees(file, place.file);
}

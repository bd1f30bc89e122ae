import type { UploadRecord } from '../../domain/ledger.ts';
import type { Problem } from '../../domain/problem.ts';
import { recordOf, rejectedWhole, unreadOutcome } from './table-outcomes.ts';
import type { IngestEffects, Ingested, Upload } from './upload.ts';
import { failedReading, ReadingFailed } from './upload-reader.ts';

/** After this many failed readings, the same bytes are not read again. A queue must redeliver a message more often. */
export const MOST_FAILURES = 3;

/**
 * Returns the recorded outcome if reading these bytes failed so often that they are ignored until the upload changes.
 */
export function quarantined(upload: Upload, record: UploadRecord | null): Ingested | null {
  if (upload.failures < MOST_FAILURES || !record) return null;
  return { key: upload.key, status: 'rejected', sha256: upload.sha256, outcomes: record.outcomes, examples: [] };
}

/**
 * Runs a reading in this process so that a crash of the process is counted: records a failure first, and removes it if
 * the reading ends in any other way.
 */
export async function countingDeath<Result>(
  effects: IngestEffects,
  upload: Upload,
  record: UploadRecord | null,
  read: () => Promise<Result>,
): Promise<Result> {
  const failures = upload.failures + 1;
  const outcome = unreadOutcome(
    problemOf(new ReadingFailed('too-large-or-slow'), failures),
    upload.identified.hotline.language,
  );
  await effects.ledger.recordUpload(recordOf(effects, upload, [outcome], failures));
  try {
    return await read();
  } finally {
    await effects.ledger.recordUpload(record ?? recordOf(effects, upload, []));
  }
}

/** Rejects an upload whose reading failed: what was active of its tables stays active. */
export async function recordFailure(effects: IngestEffects, upload: Upload, failure: ReadingFailed): Promise<Ingested> {
  const failures = upload.failures + 1;
  const outcomes = [await rejectedWhole(effects, upload, problemOf(failure, failures))];
  await effects.ledger.recordUpload(recordOf(effects, upload, outcomes, failures));
  return { key: upload.key, status: 'rejected', sha256: upload.sha256, outcomes, examples: [] };
}

function problemOf(failure: ReadingFailed, failures: number): Problem {
  const problem = failedReading(failure);
  if (failures < MOST_FAILURES) return problem;
  return { ...problem, detail: `tried ${failures} times; it is not read again until it changes` };
}

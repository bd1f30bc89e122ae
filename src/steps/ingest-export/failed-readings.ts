import type { UploadRecord } from '../../domain/ledger.ts';
import type { Problem } from '../../domain/problem.ts';
import { recordOf, rejectedWhole, unreadOutcome } from './table-outcomes.ts';
import type { IngestEffects, Ingested, Upload } from './upload.ts';
import { failedReading, ReadingFailed } from './upload-reader.ts';

/** After so many readings that failed, the same bytes are not read again. A queue must bring a message back more often. */
export const MOST_FAILURES = 3;

/**
 * Whether reading these bytes failed so often that they are left alone until the upload changes. Its outcome is then the one recorded.
 */
export function quarantined(upload: Upload, record: UploadRecord | null): Ingested | null {
  if (upload.failures < MOST_FAILURES || !record) return null;
  return { key: upload.key, status: 'rejected', sha256: upload.sha256, outcomes: record.outcomes, examples: [] };
}

/**
 * Runs a reading in this process so that its death is counted: a failure is recorded before it, and taken back where the reading ends
 * in any other way.
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

/** Rejects an upload whose reading failed: what its tables were before stays active. */
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

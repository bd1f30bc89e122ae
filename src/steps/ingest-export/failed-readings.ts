import type { UploadRecord } from '../../domain/ledger.ts';
import type { Problem } from '../../domain/problem.ts';
import { rejectUpload, unreadOutcome, uploadRecord } from './table-outcomes.ts';
import type { IngestEffects, Ingested, Upload } from './upload.ts';
import { ReadingFailed, readingProblem } from './upload-reader.ts';

/** After this many failed readings, the same bytes are not read again. A queue must redeliver a message more often. */
export const MOST_FAILURES = 3;

/**
 * Returns the recorded outcome if reading these bytes failed so often that they are ignored until the upload changes.
 */
export function quarantinedOutcome(upload: Upload, record: UploadRecord | null): Ingested | null {
  if (upload.failures < MOST_FAILURES || !record) return null;
  return { key: upload.key, status: 'rejected', sha256: upload.sha256, outcomes: record.outcomes, examples: [] };
}

/**
 * Runs a reading in this process so that a crash of the process is counted: records a failure first, and removes it if
 * the reading ends in any other way.
 */
export async function countCrash<Result>(
  effects: IngestEffects,
  upload: Upload,
  record: UploadRecord | null,
  read: () => Promise<Result>,
): Promise<Result> {
  const failures = upload.failures + 1;
  const outcome = unreadOutcome(
    failureProblem(new ReadingFailed('too-large-or-slow'), failures),
    upload.identified.hotline.language,
  );
  await effects.ledger.recordUpload(uploadRecord(effects, upload, [outcome], failures));
  try {
    return await read();
  } finally {
    await effects.ledger.recordUpload(record ?? uploadRecord(effects, upload, []));
  }
}

/** Rejects an upload whose reading failed: what was active of its tables stays active. */
export async function recordFailure(effects: IngestEffects, upload: Upload, failure: ReadingFailed): Promise<Ingested> {
  const failures = upload.failures + 1;
  const outcomes = [await rejectUpload(effects, upload, failureProblem(failure, failures))];
  await effects.ledger.recordUpload(uploadRecord(effects, upload, outcomes, failures));
  return { key: upload.key, status: 'rejected', sha256: upload.sha256, outcomes, examples: [] };
}

function failureProblem(failure: ReadingFailed, failures: number): Problem {
  const problem = readingProblem(failure);
  if (failures < MOST_FAILURES) return problem;
  return { ...problem, detail: `tried ${failures} times; it is not read again until it changes` };
}

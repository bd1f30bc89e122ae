import { createHash } from 'node:crypto';
import type { ReportFile } from '../../domain/edition.ts';
import type { ObjectStore } from '../../domain/effects.ts';

/** Writes one file of a report and returns its record. */
export async function putReportFile(
  reports: Pick<ObjectStore, 'putBytes'>,
  key: string,
  bytes: Uint8Array,
): Promise<ReportFile> {
  const version = await reports.putBytes(key, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { key, sha256, bytes: bytes.byteLength, ...(version !== null && { version }) };
}

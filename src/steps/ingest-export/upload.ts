import type { Effects } from '../../domain/effects.ts';
import type { TableOutcome, UploadRecord } from '../../domain/ledger.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import type { IdentifiedExport } from '../../exports/container/export-kind.ts';
import type { OpenReaderFor } from './upload-reader.ts';
export type IngestEffects = EffectsOf<'ingest-export'> &
  Pick<Effects, 'clock' | 'log'> & { readonly openReader: OpenReaderFor };

/**
 * The result for one key. `absent`: no object and nothing active; `unchanged`: already active, read by the same reader.
 */
export interface Ingested {
  readonly key: string;
  readonly status: 'accepted' | 'rejected' | 'unchanged' | 'withdrawn' | 'absent';
  /** The hash of the object read; null if there is none, or its key is not an export's. */
  readonly sha256: string | null;
  readonly outcomes: readonly TableOutcome[];
  /** The first problems of rejected tables, in words, without values. */
  readonly examples: readonly string[];
}

/** One upload being ingested. */
export interface Upload {
  readonly key: string;
  /** The file's name, the last part of the key. */
  readonly file: string;
  readonly sha256: string;
  readonly identified: IdentifiedExport;
  /** The reader fingerprint (see Definitions.readerFingerprint). */
  readonly reading: string;
  /**
   * The outcome of the last reading of the same bytes by the same reader; null if there is none, or they must be
   * re-read.
   */
  readonly previous: UploadRecord | null;
  /** How often reading these bytes has failed. */
  readonly failures: number;
}

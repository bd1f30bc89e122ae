import type { Effects } from '../../domain/effects.ts';
import type { TableOutcome, UploadRecord } from '../../domain/ledger.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import type { IdentifiedExport } from '../../exports/container/export-kind.ts';
import type { OpenReaderFor } from './upload-reader.ts';
export type IngestEffects = EffectsOf<'ingest-export'> &
  Pick<Effects, 'clock' | 'log'> & { readonly openReader: OpenReaderFor };

/** What became of one key. `absent`: no object and nothing in force; `unchanged`: in force already, read alike. */
export interface Ingested {
  readonly key: string;
  readonly status: 'accepted' | 'rejected' | 'unchanged' | 'withdrawn' | 'absent';
  /** Of the object read; null when there is none, or its key is no export's. */
  readonly sha256: string | null;
  readonly outcomes: readonly TableOutcome[];
  /** The first problems of what was rejected, in words, without values. */
  readonly examples: readonly string[];
}

/** One upload on its way in. */
export interface Upload {
  readonly key: string;
  /** The file's name, the last part of the key. */
  readonly file: string;
  readonly sha256: string;
  readonly identified: IdentifiedExport;
  /** What it is read with (see Definitions.readingOf). */
  readonly reading: string;
  /** What became of the same bytes when they were last read with the same; null when they were not, or are to be read anew. */
  readonly known: UploadRecord | null;
  /** How often reading these bytes has failed. */
  readonly failures: number;
}

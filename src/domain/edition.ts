import type { PrintedUndated } from './excluded.ts';
import type { PrintedFigure } from './figure.ts';
import type { Day, Month } from './month.ts';

/** One table of one hotline's month: the unit that is accepted, rejected, replaced and withdrawn. */
export interface TableOfMonth {
  readonly hotline: string;
  readonly month: Month;
  /** The file name of the hotline's table, without extension (`cases`, `casos`, `denuncias`). */
  readonly table: string;
}

/** An export that an edition counts. */
export interface CountedExport extends TableOfMonth {
  /** SHA-256 of the uploaded object, hex. */
  readonly sha256: string;
}

/** The content of one revision of an edition: the data annex, and all that a page needs besides the sheet's folder. */
export interface PublishedEdition {
  readonly sheet: string;
  readonly month: Month;
  readonly from: Day;
  readonly through: Day;
  readonly revision: number;
  readonly complete: boolean;
  readonly missing: readonly TableOfMonth[];
  readonly threshold: number;
  /** Has no hashes: with a hash, a guess at the rows of a small file could be checked. */
  readonly generatedFrom: readonly TableOfMonth[];
  readonly figures: readonly PrintedFigure[];
  /** The records left out because too little of their dates is known; only if there are any. */
  readonly undated?: PrintedUndated;
  /** The approved revision that this one corrects; only if there is one and the figures differ. */
  readonly corrects?: { readonly revision: number; readonly approvedOn: Day };
}

/** One file of a report in the reports store. */
export interface ReportFile {
  readonly key: string;
  /** SHA-256, hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** The S3 version written; missing on one machine. */
  readonly version?: string;
}

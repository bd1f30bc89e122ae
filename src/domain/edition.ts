import type { PrintedFigure } from './figure.ts';
import type { Day, Month } from './month.ts';

/** One table of one hotline's month: the unit that is accepted, rejected, replaced and withdrawn. */
export interface TableOfMonth {
  readonly hotline: string;
  readonly month: Month;
  /** The hotline's own file stem (`cases`, `casos`, `denuncias`). */
  readonly table: string;
}

/** An export an edition counts. */
export interface CountedExport extends TableOfMonth {
  /** SHA-256 of the uploaded object, hex. */
  readonly sha256: string;
}

/** What one revision of an edition says: the data annex, and all that a page is made from besides the sheet's folder. */
export interface PublishedEdition {
  readonly sheet: string;
  readonly month: Month;
  readonly from: Day;
  readonly through: Day;
  readonly revision: number;
  readonly complete: boolean;
  readonly missing: readonly TableOfMonth[];
  readonly threshold: number;
  /** Without hashes: whoever guesses a small file's rows could check the guess by one. */
  readonly generatedFrom: readonly TableOfMonth[];
  readonly figures: readonly PrintedFigure[];
  /** The approved revision this one corrects, when there is one and the figures differ. */
  readonly corrects?: { readonly revision: number; readonly approvedOn: Day };
}

/** One file of a report, as it lies in the reports store. */
export interface ReportFile {
  readonly key: string;
  /** SHA-256, hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** The S3 version that was written; absent on one machine. */
  readonly version?: string;
}

import type { Decision, NewestDecision } from './decision.ts';
import type { CountedExport, ReportFile, TableOfMonth } from './edition.ts';
import type { Excluded, Orphans } from './excluded.ts';
import type { CountedFigure, PrintedFigure } from './figure.ts';
import type { Day, Month } from './month.ts';

/** One figure as reviewers see it (exact) and as it is printed. */
export interface RevisionFigure {
  readonly counted: CountedFigure;
  readonly printed: PrintedFigure;
}

/** The versions a revision was made with. */
export interface Versions {
  /** SHA-256 of the sheet's folder. */
  readonly sheet: string;
  /** The reader fingerprint per hotline. */
  readonly hotlines: Readonly<Record<string, string>>;
  /** The id of the key that hashes ids. */
  readonly idKey: string;
  readonly program: string;
}

/** The parts of a revision that grow with hotlines and months. */
export interface RevisionLists {
  readonly missing: readonly TableOfMonth[];
  readonly generatedFrom: readonly CountedExport[];
}

/** One immutable revision of an edition, without its figures. */
export interface Revision extends RevisionHead, RevisionLists {}

/** A revision without its long lists. */
export interface RevisionHead {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  /**
   * A hash of everything that distinguishes a revision: figures, completeness, missing exports, sheet, mappings,
   * threshold.
   */
  readonly fingerprint: string;
  readonly from: Day;
  readonly through: Day;
  readonly complete: boolean;
  readonly threshold: number;
  /** For all hotlines together. */
  readonly orphans: Orphans;
  /** By hotline, in the sheet's order; missing from revisions made before this was stored. */
  readonly excluded?: readonly Excluded[];
  readonly versions: Versions;
  /** The approved revision that it corrects, if figures differ from the approved ones. */
  readonly corrects?: { readonly revision: number; readonly approvedOn: Day };
  /** When it was made, ISO 8601. */
  readonly madeAt: string;
}

/** Records that all of a revision's pages, charts and data annex exist. Reviewers are notified only after it. */
export interface Report {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  readonly files: readonly ReportFile[];
  /** When it was recorded first, ISO 8601. */
  readonly at: string;
  /** When reviewers were notified; missing until they are, so that a run that stopped before notifying is detected. */
  readonly announcedAt?: string;
}

/** Records that an edition exists: it was computed once, or a person requested it (which keeps it up to date). */
export interface EditionRecord {
  readonly month: Month;
  readonly asked: boolean;
}

/** Editions, their revisions, figures and decisions. Reads are consistent. */
export interface Editions {
  newestRevision(sheet: string, month: Month): Promise<Revision | null>;
  /** Returns one revision; null if the number does not exist. */
  revision(sheet: string, month: Month, revision: number): Promise<Revision | null>;
  revisionsOf(sheet: string, month: Month): Promise<RevisionHead[]>;
  /** Writes a revision's figures; they are not visible before `makeCurrent`. Equal contents are equal writes. */
  putFigures(sheet: string, fingerprint: string, figures: readonly RevisionFigure[]): Promise<void>;
  /** Returns the figures of a content, in the order of the sheet. */
  figuresOf(sheet: string, fingerprint: string): Promise<RevisionFigure[]>;
  /** Returns the number of an edition's next revision: the highest ever used plus 1, also in a restored table. */
  nextNumber(sheet: string, month: Month): Promise<number>;
  /** Records that a computation of an edition's figures begins, and returns its id. */
  beginComputation(sheet: string, month: Month): Promise<string>;
  /** Returns the id of the computation of an edition's figures that began last; null if none is recorded. */
  lastComputation(sheet: string, month: Month): Promise<string | null>;
  /** Deletes the figures of a content, except those written since a time: a revision may be about to use them again. */
  dropFigures(sheet: string, fingerprint: string, writtenBefore: Date): Promise<void>;
  /** Makes a revision the newest of its edition; returns false if its number is taken. */
  makeCurrent(revision: Revision): Promise<boolean>;
  /** Lists every decision on an edition, or on all of a sheet, the newest last. */
  decisionsOf(sheet: string, month?: Month): Promise<Decision[]>;
  /** Stores a decision; returns false if its number is taken. */
  decide(decision: Decision): Promise<boolean>;
  /** The newest decision of a group of related sheets, by the group's name; null before the first. */
  newestDecision(group: string): Promise<NewestDecision | null>;
  /** Puts the newest decision of a group if its generation is one more than the stored one; false when another came first. */
  putNewestDecision(group: string, newest: NewestDecision): Promise<boolean>;
  editionsOf(sheet: string): Promise<EditionRecord[]>;
  /** Marks an edition as requested, so that it is kept up to date even when it is not the newest. */
  requestEdition(sheet: string, month: Month): Promise<void>;
  /** Records that a revision's report is complete; later records are ignored. */
  recordReport(report: Report): Promise<void>;
  /** Records that reviewers were notified of a report. */
  announce(report: Report & { readonly announcedAt: string }): Promise<void>;
  reportOf(sheet: string, month: Month, revision: number): Promise<Report | null>;
}

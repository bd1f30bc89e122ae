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
  /** Per hotline, the hash its exports were read with. */
  readonly hotlines: Readonly<Record<string, string>>;
  /** The id of the key that ids are hashed with. */
  readonly idKey: string;
  readonly program: string;
}

/** What of a revision grows with hotlines and months. */
export interface RevisionLists {
  readonly missing: readonly TableOfMonth[];
  readonly generatedFrom: readonly CountedExport[];
}

/** One immutable revision of an edition, without its figures. */
export interface Revision extends RevisionHead, RevisionLists {}

/** A revision without the lists that can be long. */
export interface RevisionHead {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  /** A hash of all that makes a revision differ: figures, completeness, missing exports, sheet, mappings, threshold. */
  readonly fingerprint: string;
  readonly from: Day;
  readonly through: Day;
  readonly complete: boolean;
  readonly threshold: number;
  /** Of all hotlines together. */
  readonly orphans: Orphans;
  /** Hotline by hotline, in the sheet's order; absent from revisions made before this was stored. */
  readonly excluded?: readonly Excluded[];
  readonly versions: Versions;
  /** The approved revision it corrects: figures differ from the ones approved. */
  readonly corrects?: { readonly revision: number; readonly approvedOn: Day };
  /** When it was made, ISO 8601. */
  readonly madeAt: string;
}

/** That a revision's pages, charts and data annex are all there. Without it nobody is told of a revision. */
export interface Report {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  readonly files: readonly ReportFile[];
  /** When it was recorded first, ISO 8601. */
  readonly at: string;
  /** When reviewers were told of it; absent until they are, so that a run that died before it told is seen. */
  readonly announcedAt?: string;
}

/** That an edition exists: it was computed once, or somebody asked for it (which keeps it up to date). */
export interface EditionKnown {
  readonly month: Month;
  readonly asked: boolean;
}

/** Editions, their revisions, figures and decisions. Reads are consistent. */
export interface Editions {
  newestRevision(sheet: string, month: Month): Promise<Revision | null>;
  /** One revision; null when there is none of that number. */
  revision(sheet: string, month: Month, revision: number): Promise<Revision | null>;
  revisionsOf(sheet: string, month: Month): Promise<RevisionHead[]>;
  /** Writes a revision's figures; nothing shows them before `makeCurrent`. Equal contents are equal writes. */
  putFigures(sheet: string, fingerprint: string, figures: readonly RevisionFigure[]): Promise<void>;
  /** The figures of a content, in the order of the sheet. */
  figuresOf(sheet: string, fingerprint: string): Promise<RevisionFigure[]>;
  /** The number that the next revision of an edition has: one more than any had, also in a table that was restored. */
  nextNumber(sheet: string, month: Month): Promise<number>;
  /** Drops the figures of a content, but for what was written since a moment: a revision may be about to show it again. */
  dropFigures(sheet: string, fingerprint: string, writtenBefore: Date): Promise<void>;
  /** Makes a revision the newest of its edition; false when its number is taken. */
  makeCurrent(revision: Revision): Promise<boolean>;
  /** Every decision on an edition, or on all of a sheet, the newest last. */
  decisionsOf(sheet: string, month?: Month): Promise<Decision[]>;
  /** Keeps a decision; false when its number is taken. */
  decide(decision: Decision): Promise<boolean>;
  /** The newest decision of a group of related sheets, by the group's name; null before the first. */
  newestDecision(group: string): Promise<NewestDecision | null>;
  /** Puts the newest decision of a group if its generation is one more than the stored one; false when another came first. */
  putNewestDecision(group: string, newest: NewestDecision): Promise<boolean>;
  editionsOf(sheet: string): Promise<EditionKnown[]>;
  /** Keeps an edition up to date from now on, whether it is the newest or not. */
  askFor(sheet: string, month: Month): Promise<void>;
  /** Records that a revision's report is whole; the first record stands. */
  recordReport(report: Report): Promise<void>;
  /** Records that reviewers were told of a report. */
  announce(report: Report & { readonly announcedAt: string }): Promise<void>;
  reportOf(sheet: string, month: Month, revision: number): Promise<Report | null>;
}

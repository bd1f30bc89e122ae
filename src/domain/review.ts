import type { Decision, Warning } from './decision.ts';
import type { CountedExport, TableOfMonth } from './edition.ts';
import type { CountClass } from './figure.ts';
import type { Month } from './month.ts';
import type { Revision } from './revision.ts';
import type { Unusual } from './unusual.ts';

/**
 * A change of one number between two revisions; `cell` is null for a figure's total, `known` for a map's known places.
 */
export interface Change {
  readonly figure: string;
  readonly cell: string | null;
  readonly before: number;
  readonly after: number;
  /** The two differ by 1..k-1. */
  readonly small: boolean;
  /** Both revisions print the number, so that readers can subtract. */
  readonly seen: boolean;
}

/**
 * What readers see of a number: the number, its class, nothing because it is not in a top list, or the mark because it
 * is small (`hidden-small`), protects another (`hidden-beside`), or its figure prints no cells (`withheld`). In rounded
 * figures, `rounded` is another number, and `fewer` is "fewer than the base".
 */
export type Shown =
  | 'printed'
  | 'rounded'
  | 'fewer'
  | 'class'
  | 'unlisted'
  | 'hidden-small'
  | 'hidden-beside'
  | 'withheld';

/**
 * One number of a revision with its earlier value; exact. `cell` is null for a total, `known` for a map's known places.
 */
export interface ReviewedNumber {
  readonly figure: string;
  readonly cell: string | null;
  /** Null where there was none. */
  readonly before: number | null;
  /** Null where there is none now. */
  readonly now: number | null;
  /** The two differ by 1..k-1. */
  readonly small: boolean;
  /** Null where there is none now. */
  readonly shown: Shown | null;
  /** The class that readers see instead of the number; null if they see none. */
  readonly class: CountClass | null;
  /** What readers see instead of a rounded number: the printed number, or null for "fewer than the base". */
  readonly rounded?: { readonly base: number; readonly printed: number | null };
}

/** Changes of 1..k-1 compared with one approved revision, exact. */
export interface SmallChanges {
  readonly month: Month;
  readonly revision: number;
  readonly changes: readonly Change[];
}

/**
 * A hidden number of 1..k-1 that readers could derive, or confine to `least..most`, from a revision and the approved
 * ones together; exact, so confidential.
 */
export interface Exposure {
  /** The related sheet, if the page is of one. */
  readonly sheet?: string;
  /** The page that hides the number: the revision under review, or an approved one. */
  readonly month: Month;
  readonly revision: number;
  readonly figure: string;
  /** As in Change. */
  readonly cell: string | null;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** The search for whether readers can derive it took too long: it counts as derivable. */
  readonly undecided: boolean;
}

/** Exports that arrived, were corrected or were withdrawn since a revision was made. */
export interface ExportChanges {
  readonly came: readonly CountedExport[];
  readonly corrected: readonly CountedExport[];
  readonly withdrawn: readonly CountedExport[];
}

/** How far the approval of a revision has come. */
export interface ApprovalProgress {
  readonly people: 1 | 2;
  /** The first of two approvals, if the second would publish; null while there is none. */
  readonly first: Decision | null;
  /** Who uploaded exports that the revision counts and may not approve it; empty if the sheet allows it. */
  readonly uploaders: readonly string[];
}

/** All that a person needs to decide on a revision. Exact counts: confidential. */
export interface Review {
  readonly revision: Revision;
  /** Whether all its pages and its data annex exist. */
  readonly pagesComplete: boolean;
  /** The sheet differs from the one that the revision was made with: it cannot be approved. */
  readonly sheetChanged: boolean;
  /** It was approved, and its messages say something else since: nothing is sent until it is approved again. */
  readonly messageChanged: boolean;
  /**
   * The approved revision that the numbers are compared with: the last of this edition, otherwise the last of the
   * edition before it.
   */
  readonly since: { readonly month: Month; readonly revision: number; readonly at: string } | null;
  readonly numbers: readonly ReviewedNumber[];
  /** Since the revision compared with. */
  readonly exports: ExportChanges;
  /** Since this revision was made. */
  readonly behind: ExportChanges;
  /**
   * Hidden numbers that the revision would reveal together with approved ones: it cannot be approved while there are
   * any.
   */
  readonly exposed: readonly Exposure[];
  /**
   * Approved editions closer than the sheet allows: it cannot be approved while there are any. A correction is never
   * too close.
   */
  readonly tooNear: readonly { readonly month: Month; readonly months: number; readonly least: number }[];
  readonly smallChanges: readonly SmallChanges[];
  /** Numbers of exports that differ from the months before by more than chance, the newest month first. */
  readonly unusual: readonly Unusual[];
  /** The counted exports without records that came or were corrected since the revision compared with. */
  readonly empty: readonly TableOfMonth[];
  /** How many people must approve it, who approved it first of two, and whose exports it counts. */
  readonly approval: ApprovalProgress;
  readonly warnings: readonly Warning[];
  /** Every decision on the edition, the newest last. */
  readonly decisions: readonly Decision[];
}

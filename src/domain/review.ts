import type { Decision, Warning } from './decision.ts';
import type { CountedExport } from './edition.ts';
import type { CountClass } from './figure.ts';
import type { Month } from './month.ts';
import type { Revision } from './revision.ts';
import type { Unusual } from './unusual.ts';

/** How one number changed between two revisions; `cell` is null for a figure's total, `known` for a map's known places. */
export interface Change {
  readonly figure: string;
  readonly cell: string | null;
  readonly before: number;
  readonly after: number;
  /** The two differ by 1..k-1. */
  readonly small: boolean;
  /** Both revisions print the number, so that their readers can subtract one from the other. */
  readonly seen: boolean;
}

/**
 * What readers see of a number: itself, the class it lies in, nothing because it is no cell of a top list, or the mark,
 * because it is small (`hidden-small`), hides another (`hidden-beside`), or its figure prints no cell (`withheld`). Of rounded
 * figures, `rounded`: another number; `fewer`: that it is less than the base.
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

/** One number of a revision beside the one it had; exact. `cell` is null for a total, `known` for a map's known places. */
export interface ReviewedNumber {
  readonly figure: string;
  readonly cell: string | null;
  /** Null where there was none. */
  readonly before: number | null;
  /** Null where there is none any more. */
  readonly now: number | null;
  /** The two differ by 1..k-1. */
  readonly small: boolean;
  /** Null where there is none any more. */
  readonly shown: Shown | null;
  /** The class readers see in the number's stead; null where they see none. */
  readonly class: CountClass | null;
  /** What readers see in the number's stead where it is rounded: the number, or null for "fewer than the base". */
  readonly rounded?: { readonly base: number; readonly printed: number | null };
}

/** Changes of 1..k-1 against one approved revision, exact. */
export interface SmallChanges {
  readonly month: Month;
  readonly revision: number;
  readonly changes: readonly Change[];
}

/**
 * A hidden number of 1..k-1 that readers would know, or could confine to `least..most`, from a revision and the approved ones together;
 * exact, so confidential.
 */
export interface Exposure {
  /** Of a page of a related sheet: which. */
  readonly sheet?: string;
  /** The page that hides it: the revision reviewed, or an approved one. */
  readonly month: Month;
  readonly revision: number;
  readonly figure: string;
  /** As in Change. */
  readonly cell: string | null;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** Whether readers can work it out took too long to find out: it counts as known. */
  readonly undecided: boolean;
}

/** What came, was corrected or was withdrawn since a revision was made. */
export interface ExportChanges {
  readonly came: readonly CountedExport[];
  readonly corrected: readonly CountedExport[];
  readonly withdrawn: readonly CountedExport[];
}

/** All that a person needs to decide on a revision. Exact counts: confidential. */
export interface Review {
  readonly revision: Revision;
  /** Whether its pages and data annex are all there. */
  readonly pagesWhole: boolean;
  /** The sheet is no longer the one that the revision was made with: it cannot be approved. */
  readonly sheetChanged: boolean;
  /** It was approved, and its messages say something else since: nothing is sent until it is approved again. */
  readonly messageChanged: boolean;
  /** The approved revision the numbers are compared with: the last one of this edition, else of the last one before it. */
  readonly since: { readonly month: Month; readonly revision: number; readonly at: string } | null;
  readonly numbers: readonly ReviewedNumber[];
  /** Since the revision compared with. */
  readonly exports: ExportChanges;
  /** Since this revision was made. */
  readonly behind: ExportChanges;
  /** Hidden numbers that the revision would tell together with approved ones: it cannot be approved while there are any. */
  readonly exposed: readonly Exposure[];
  /** Approved editions nearer than the sheet allows: it cannot be approved while there are any. A correction is never too near. */
  readonly tooNear: readonly { readonly month: Month; readonly months: number; readonly least: number }[];
  readonly smallChanges: readonly SmallChanges[];
  /** Numbers of exports that differ from those of the months before by more than chance, the newest month first. */
  readonly unusual: readonly Unusual[];
  readonly warnings: readonly Warning[];
  /** Every decision on the edition, the newest last. */
  readonly decisions: readonly Decision[];
}

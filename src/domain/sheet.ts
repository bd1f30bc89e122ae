import type { OwnDimension } from './dimensions.ts';
import type { Family } from './family.ts';
import type { Dimension } from './figure.ts';
import type { Language, Words } from './languages.ts';
import type { Day } from './month.ts';
import type { Table } from './tables.ts';

/** A filter of signals or cases. A list means "at least one of these"; a missing key means any. */
export interface RecordFilter {
  readonly nexus?: readonly string[];
  readonly countries?: readonly string[];
  readonly states?: readonly string[];
  readonly type?: readonly string[];
  readonly lines?: readonly string[];
  readonly channel?: readonly string[];
  readonly traffickingRelated?: boolean;
  /** Filters by the columns of added lists. */
  readonly own?: readonly OwnFilter[];
}

/** A filter by an added code list: at least one of these codes. A record without the column has its code `unknown`. */
export interface OwnFilter {
  /** The name of the list. */
  readonly by: string;
  readonly own: OwnDimension;
  readonly codes: readonly string[];
}

/** Codes counted together under one key, so that more can be printed. */
export interface Merge {
  readonly key: string;
  readonly codes: readonly string[];
  readonly label: Words;
}

/** One figure of a sheet, as declared in `sheet.json`. */
export interface FigureDefinition {
  readonly id: string;
  readonly counts: Table;
  readonly by?: Dimension;
  /** The dimension, if it is that of an added code list. */
  readonly own?: OwnDimension;
  /** The second dimension of a cross, which has totals of its rows and columns. */
  readonly cross?: Dimension;
  /** The second dimension, if it is that of an added code list. */
  readonly crossOwn?: OwnDimension;
  /** Only codes of this group (a venue's kind, a state's country) are cells. */
  readonly groups?: readonly string[];
  /** Print only the first `top` cells. */
  readonly top?: number;
  /** Lower bounds of the classes a map prints; the first class ends at the threshold minus one. */
  readonly classes?: readonly number[];
  readonly shares: boolean;
  readonly merge: readonly Merge[];
  readonly partOf?: { readonly figure: string; readonly cell: string };
}

/**
 * The part of a sheet that decides which records it counts, and in which cells: what readers of several sheets can
 * compare.
 */
export type SheetScope = Pick<
  Sheet,
  'id' | 'hotlines' | 'period' | 'population' | 'signals' | 'figures' | 'family' | 'member'
>;

/** How small counts are protected: by marks, or by rounding every number to a base (figures.md, "A second method"). */
export type Protection = { readonly method: 'suppress' } | { readonly method: 'round'; readonly base: number };

/** A licence: its identifier (`CC-BY-4.0`), its title, and the address of its text. */
export interface Licence {
  readonly name: string;
  readonly title?: string | undefined;
  readonly path?: string | undefined;
}

/** An organisation, and its address on the web. */
export interface Party {
  readonly title: string;
  readonly path?: string | undefined;
}

/** A fact sheet as data: `templates/<id>/sheet.json`, checked and normalised. */
export interface Sheet {
  readonly id: string;
  /** SHA-256 of all files of the sheet's folder: its version. */
  readonly version: string;
  readonly languages: readonly Language[];
  /** Hotlines in order; a case held by two is attributed to the first. */
  readonly hotlines: readonly string[];
  readonly period: { readonly from: Day };
  /** k: counts of 1..k-1 are hidden. */
  readonly threshold: number;
  readonly protection: Protection;
  readonly minimumMonthsBetweenEditions: number;
  /** Whether an edition too close to an approved one is refused, or may be approved with a reason. */
  readonly interval: 'refuse' | 'advise';
  /**
   * How many people must approve a revision, whether one of them may have uploaded an export that it counts, and whether
   * each must have opened its pages in every language.
   */
  readonly approval: { readonly people: 1 | 2; readonly byUploader: boolean; readonly everyLanguage: boolean };
  /** Cells that are hidden first to protect small ones: `unknown`. */
  readonly hideFirst: readonly string[];
  /** Whether approved editions are published for everyone. */
  readonly public?: true;
  /** The licence of the published figures. */
  readonly license?: Licence;
  /** Who publishes the figures; missing for the author of the wording. */
  readonly publisher?: Party;
  /** Where the records come from; missing for the hotlines. */
  readonly sources?: readonly Party[];
  /** The cases that are counted, with their people. */
  readonly population: RecordFilter;
  /** The signals that are counted. */
  readonly signals: RecordFilter;
  readonly figures: readonly FigureDefinition[];
  /**
   * The sheets whose approved pages are part of the joint attack: those related to this one in either direction. Not
   * the sheet itself.
   */
  readonly related: readonly SheetScope[];
  /** The family that the sheet is part of, as the main sheet or as a member. */
  readonly family?: Family;
  /** In a member's sheet: the code of its records. They are selected after copies are removed from the main sheet. */
  readonly member?: string;
}

/**
 * The most bounds of a map's classes. With "none known" and "fewer than k" they make five classes, which is how many fills
 * a reader can tell apart in print, and how many there are.
 */
export const MOST_CLASS_BOUNDS = 3;

/** The smallest base: a reader must not know the single value behind "fewer than", so 1..base-1 has at least two. */
export const LEAST_BASE = 3;

/** The smallest threshold: below it a hidden total has one possible value. */
export const LEAST_THRESHOLD = 3;

import type { Dimension } from './figure.ts';
import type { Language, Words } from './languages.ts';
import type { Day } from './month.ts';
import type { Table } from './tables.ts';

/** Which signals or cases are meant. A list means "at least one of these"; an absent key means any. */
export interface RecordFilter {
  readonly nexus?: readonly string[];
  readonly countries?: readonly string[];
  readonly states?: readonly string[];
  readonly type?: readonly string[];
  readonly lines?: readonly string[];
  readonly channel?: readonly string[];
  readonly traffickingRelated?: boolean;
}

/** Codes counted together under one key, so that more can be printed. */
export interface Merge {
  readonly key: string;
  readonly codes: readonly string[];
  readonly label: Words;
}

/** One figure of a sheet, as its `sheet.json` declares it. */
export interface FigureDefinition {
  readonly id: string;
  readonly counts: Table;
  readonly by?: Dimension;
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

/** What decides which records a sheet counts, and into which cells: what readers of several sheets set beside each other. */
export type SheetScope = Pick<Sheet, 'id' | 'hotlines' | 'period' | 'population' | 'signals' | 'figures'>;

/** How small counts are kept from readers: by marks, or by rounding every number to a base (figures.md, "A second method"). */
export type Protection = { readonly method: 'suppress' } | { readonly method: 'round'; readonly base: number };

/** A fact sheet as data: `templates/<id>/sheet.json`, checked and normalised once. */
export interface Sheet {
  readonly id: string;
  /** SHA-256 of every file of the sheet's folder: its version. */
  readonly version: string;
  readonly languages: readonly Language[];
  /** Hotlines in the order in which one case held twice is attributed. */
  readonly hotlines: readonly string[];
  readonly period: { readonly from: Day };
  /** k: counts of 1..k-1 are hidden. */
  readonly threshold: number;
  readonly protection: Protection;
  readonly minimumMonthsBetweenEditions: number;
  /** Whether an edition nearer to an approved one is refused, or may be approved for a reason. */
  readonly interval: 'refuse' | 'advise';
  /** Cells that are hidden beside small ones before others: `unknown`. */
  readonly hideFirst: readonly string[];
  /** Which cases are counted (and with them their people). */
  readonly population: RecordFilter;
  /** Which signals are counted. */
  readonly signals: RecordFilter;
  readonly figures: readonly FigureDefinition[];
  /** The sheets whose approved pages the joint attack sets beside this one's: those related to it, and to them; none of itself. */
  readonly related: readonly SheetScope[];
}

/** The least base: of 1..base-1, which prints as "fewer than", a reader must not know the one value. */
export const LEAST_BASE = 3;

/** The least threshold: below it a hidden total has one possible value. */
export const LEAST_THRESHOLD = 3;

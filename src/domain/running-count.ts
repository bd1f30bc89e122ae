import type { TableOfMonth } from './edition.ts';
import type { SqlRow } from './engine.ts';
import type { StoredFacts } from './ledger.ts';
import type { Day, Month } from './month.ts';

/** A file of facts of an active export. */
export interface ActiveFile {
  readonly of: TableOfMonth;
  readonly recorded: StoredFacts;
}

/** A file of facts that a running count includes. */
export interface CountedFile extends ActiveFile {
  /** The last day in it; null if its records have no dates. */
  readonly lastDay: string | null;
}

/** A stored file of an index. */
export interface IndexFile {
  readonly key: string;
  /** SHA-256 when it was written, hex: its name. */
  readonly sha256: string;
  /** What it is compared with when it is read, hex: a tag that only the program's key can make. */
  readonly tag: string;
}

/** A piece of a part of an index: all its tokens from one value to another (facts/token-piece.ts). */
export interface IndexPiece {
  readonly tokens: IndexFile;
  /** The files of the tokens, as their index in the part's `files`: read only if some token is wanted. */
  readonly filesOfTokens: IndexFile;
  /** How many tokens it has. */
  readonly size: number;
}

/** A part of a running count's index: which file has which tokens. */
export interface IndexPart {
  /** In ascending order of their tokens. */
  readonly pieces: readonly IndexPiece[];
  /** The ids (`fileId`) of its files. */
  readonly files: readonly string[];
}

/**
 * The count of one edition, and what is needed to count a changed edition without reading everything again: the exact
 * counts, the files of facts that they include, and an index of those files' records. It is a copy of what the facts say:
 * if it is missing or not usable, everything is counted from the facts.
 */
export interface RunningCount {
  /** Identifies the program and the sheet's rules: counts by other rules are not comparable. */
  readonly rules: string;
  /** The version of the engine, which made the hashes of the index. */
  readonly engine: string;
  readonly through: Day;
  readonly files: readonly CountedFile[];
  /** Question by question (figures/answers.ts). */
  readonly answers: readonly { readonly question: string; readonly rows: readonly SqlRow[] }[];
  readonly index: readonly IndexPart[];
}

/** What marks the ids of a record as it was before a change. No id of a hotline or a case has a space. */
export const FORMER = 'was ';

/** Returns the id of a file of facts among those of a sheet: two files of one month may have the same bytes. */
export const fileId = ({ of, recorded }: ActiveFile): string => `${of.hotline} ${of.month} ${of.table} ${recorded.key}`;

/** Returns `counts/<sheet>/`: where the running counts of a sheet are. */
export const countsPrefix = (sheet: string): string => `counts/${sheet}/`;

/** Returns `counts/<sheet>/<YYYY-MM>.count`: the running count of an edition, as confidential as facts. */
export const runningCountKey = (sheet: string, month: Month): string => `${countsPrefix(sheet)}${month}.count`;

/** Returns `count-index/<sheet>/`: where the files of a sheet's indexes are. */
export const indexPrefix = (sheet: string): string => `count-index/${sheet}/`;

/** Returns `count-index/<sheet>/<SHA-256>`: a file of an index. */
export const indexFileKey = (sheet: string, sha256: string): string => `${indexPrefix(sheet)}${sha256}`;

/** Returns the keys of files of a sheet's indexes that a text names. */
export const indexFileKeys = (text: string, sheet: string): string[] =>
  [...text.matchAll(/"count-index\/[^"/]*\/([0-9a-f]{64})"/gu)].map(([, sha256 = '']) => indexFileKey(sheet, sha256));

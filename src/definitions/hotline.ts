import type { FactColumn } from '../domain/facts-columns.ts';
import type { UserLanguage, Words } from '../domain/languages.ts';
import type { Frequency } from '../domain/period.ts';
import type { Table } from '../domain/tables.ts';
import type { Vocabulary } from '../domain/vocabulary.ts';

/** A column of a hotline's file: its heading for messages, and every spelling of it, folded. */
export interface Source {
  readonly heading: string;
  readonly spellings: ReadonlySet<string>;
  /** A file may lack the column; then its cells are empty. */
  readonly optional: boolean;
}

/** How a hotline writes yes and no, folded. */
export interface FlagWords {
  readonly yes: ReadonlySet<string>;
  readonly no: ReadonlySet<string>;
}

/** A flag column for a code: yes means the code. */
export interface CodeFlag {
  readonly source: Source;
  readonly code: string;
  /** How the column writes yes and no. */
  readonly words: FlagWords;
}

/** The origin of a canonical column. A column that the mapping omits is empty in every row. */
export type ColumnOrigin =
  | {
      readonly from: 'cells';
      readonly source: Source;
      readonly formats: readonly string[];
      readonly vocabulary: Vocabulary | null;
      /** How a yes-or-no column writes yes and no. */
      readonly words: FlagWords;
      /** A column of several values has at most one, and a row with more is an error. */
      readonly oneValue: boolean;
      /** In a column of ages with dates of birth: the date on which the age counts, and its formats. */
      readonly at: { readonly source: Source; readonly formats: readonly string[] } | null;
      /** The forms of the ids in an id column (`00000000`); empty if none is given. */
      readonly idForms: readonly string[];
    }
  /** An id or a date made of the cells of several columns; the formats are those of a date, with spaces between cells. */
  | {
      readonly from: 'joined';
      readonly sources: readonly Source[];
      readonly formats: readonly string[];
      /** The part of the row that the id includes; null for an id of cells alone. */
      readonly part: number | null;
    }
  /** The row itself is the id: of the case in the row. */
  | { readonly from: 'row' }
  | {
      readonly from: 'flags';
      readonly flags: readonly CodeFlag[];
      /** Reads the codes of the true flags, joined by its separator, as one cell. */
      readonly vocabulary: Vocabulary;
    }
  | { readonly from: 'constant'; readonly value: string | boolean | readonly string[] }
  | { readonly from: 'nothing' };

/** The cells of one column of a file. */
export type CellsOrigin = Extract<ColumnOrigin, { from: 'cells' }>;

export interface ColumnMapping {
  readonly column: FactColumn;
  readonly origin: ColumnOrigin;
}

/** Only rows whose cell is one of these values (folded) are records of the table. */
export interface RowFilter {
  readonly source: Source;
  /** Some may be patterns with `*`. */
  readonly values: ReadonlySet<string>;
  /** Any value belongs to the table; an empty cell, or a sign for "not known", does not. */
  readonly hasValue: boolean;
  /** Values (folded) that are known to belong to no table; `''` is an empty cell. Any other value is a warning. */
  readonly ignored: ReadonlySet<string>;
}

/** The column that says how many records a row represents. */
export interface CountColumn extends Source {
  /** How the column writes zero besides 0, folded; `''` is an empty cell. */
  readonly zero: ReadonlySet<string>;
}

export interface TableMapping {
  readonly table: Table;
  readonly where: readonly RowFilter[];
  /** The column that says how many records a row represents; null if every row is one record. */
  readonly count: CountColumn | null;
  /** The 1-based part of the row that is the record (an item of `each`); null if the row is one record. */
  readonly part: number | null;
  /** The part of the row that is the record's case, if the row itself is the id of its case. */
  readonly casePart: number | null;
  /** The row is a record only if one of these columns has a value; no condition if empty. */
  readonly present: readonly Source[];
  /** The columns whose values are joined over the rows of one id; empty if every row is a record. */
  readonly collected: readonly Source[];
  /** One mapping per canonical column, in the canonical order. */
  readonly columns: readonly ColumnMapping[];
}

/** One file that a hotline sends every period: the unit that is accepted or rejected. It may feed several tables. */
export interface ExportFile extends Frequency {
  /** The file name without extension (`cases`, `casos`, `denuncias`); a workbook's sheet has the same name. */
  readonly stem: string;
  /** Other names that the file or the sheet may have; some may be patterns with `*`. */
  readonly names: readonly string[];
  /** Where its heading line is: the first line with content, found below title lines, or a 1-based row. */
  readonly headingRow: 'first' | 'find' | number;
  /** How many lines the headings take: two if the upper one has headings of groups of columns. */
  readonly headingLines: 1 | 2;
  readonly tables: readonly TableMapping[];
}

/** A line of a hotline (a number, a chat), as named in facts and sheets. */
export interface Line {
  readonly key: string;
  readonly label: Words;
}

/**
 * Lines at the end of a report that are not records, as patterns with `*`, folded, in order; `before` may precede them.
 */
export interface Footer {
  readonly lines: readonly string[];
  /** Which of the lines a report may lack. */
  readonly optional: readonly string[];
  readonly before: readonly string[];
}

export type Encoding = 'utf-8' | 'windows-1252';

/** A hotline as data: `hotlines/<id>.json`, checked and normalised. */
export interface Hotline {
  readonly id: string;
  /** The hotline's full name, for pages. */
  readonly name: Words;
  /** Its short name, for lists and messages. */
  readonly label: Words;
  /** The language of its analysts, used for the problems of its files. */
  readonly language: UserLanguage;
  /** SHA-256 of the definition and its code lists: if it changes, exports are re-ingested. */
  readonly version: string;
  readonly lines: readonly Line[];
  readonly encodings: readonly Encoding[];
  /** The allowed cell separators of its CSV files. */
  readonly separators: readonly string[];
  readonly flags: FlagWords;
  /** Its signs for "not known", folded; `''` is an empty cell. The usual signs are known besides, with a warning. */
  readonly notKnown: ReadonlySet<string>;
  /** The IANA time zone for converting a time stamp with an offset to a date; null if the hotline gives none. */
  readonly timeZone: string | null;
  /** The hotline's own spellings as in its file, by their folded form: people are not shown folded texts. */
  readonly labels: ReadonlyMap<string, string>;
  /** The codes that its mapping names, by list: it writes them in its own spellings, as flags or as constants. */
  readonly named: ReadonlyMap<string, ReadonlySet<string>>;
  readonly footer: Footer | null;
  /** How many rows of a file may have errors before the file is rejected. */
  readonly errorTolerance: number;
  readonly files: readonly ExportFile[];
}

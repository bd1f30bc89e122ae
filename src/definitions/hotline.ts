import type { FactColumn } from '../domain/facts-columns.ts';
import type { Language, Words } from '../domain/languages.ts';
import type { Table } from '../domain/tables.ts';
import type { Vocabulary } from '../domain/vocabulary.ts';

/** A column of a hotline's file: its heading as messages name it, and every spelling of it, folded. */
export interface Source {
  readonly heading: string;
  readonly spellings: ReadonlySet<string>;
  /** A file may lack the column; its cells are then empty. */
  readonly optional: boolean;
}

/** How a hotline writes yes and no, folded. */
export interface FlagWords {
  readonly yes: ReadonlySet<string>;
  readonly no: ReadonlySet<string>;
}

/** A flag column that stands for a country: yes puts the country into the list. */
export interface CountryFlag {
  readonly source: Source;
  readonly country: string;
}

/** Where a canonical column comes from. A column that the mapping omits is empty in every row. */
export type ColumnOrigin =
  | {
      readonly from: 'cells';
      readonly source: Source;
      readonly formats: readonly string[];
      readonly vocabulary: Vocabulary | null;
      /** A column of several values holds one at most, and a row with more is in error. */
      readonly oneValue: boolean;
      /** The forms that the ids of an id column have (`00000000`); empty where none is given. */
      readonly idForms: readonly string[];
    }
  | { readonly from: 'flags'; readonly flags: readonly CountryFlag[] }
  | { readonly from: 'constant'; readonly value: string | boolean | readonly string[] }
  | { readonly from: 'nothing' };

export interface ColumnMapping {
  readonly column: FactColumn;
  readonly origin: ColumnOrigin;
}

/** Only rows whose cell is one of these values (folded) are records of the table. */
export interface RowFilter {
  readonly source: Source;
  readonly values: ReadonlySet<string>;
  /** Values (folded) that are known to belong to no table; `''` is an empty cell. Any other value is a warning. */
  readonly ignored: ReadonlySet<string>;
}

export interface TableMapping {
  readonly table: Table;
  readonly where: readonly RowFilter[];
  /** One mapping per canonical column, in the canonical order. */
  readonly columns: readonly ColumnMapping[];
}

/** One file of a hotline's month: the unit that is accepted or rejected. It may feed several tables. */
export interface ExportFile {
  /** The file stem (`cases`, `casos`, `denuncias`); a workbook's sheet has the same name. */
  readonly stem: string;
  readonly tables: readonly TableMapping[];
}

/** A line of a hotline (a number, a chat), as facts and sheets name it. */
export interface Line {
  readonly key: string;
  readonly label: Words;
}

/** Lines of a report's end that are not records, as patterns with `*`, folded, in order; `before` may stand before them. */
export interface Footer {
  readonly lines: readonly string[];
  /** Those of the lines that a report may lack. */
  readonly optional: readonly string[];
  readonly before: readonly string[];
}

export type Encoding = 'utf-8' | 'windows-1252';

/** A hotline as data: `hotlines/<id>.json`, checked once, normalised, then trusted. */
export interface Hotline {
  readonly id: string;
  /** The hotline's full name, for pages. */
  readonly name: Words;
  /** Its short name, for lists and messages. */
  readonly label: Words;
  /** The language of its analysts, in which the problems of its files are worded. */
  readonly language: Language;
  /** SHA-256 of the definition and the code lists it was read with: another version means ingesting anew. */
  readonly version: string;
  readonly lines: readonly Line[];
  readonly encodings: readonly Encoding[];
  /** The cell separators its CSV files may have. */
  readonly separators: readonly string[];
  readonly flags: FlagWords;
  /** The IANA time zone in which a time stamp with an offset becomes a date; null where the hotline does not say. */
  readonly timeZone: string | null;
  /** The hotline's own spellings as its file has them, by their fold: for people, who are not shown a fold. */
  readonly labels: ReadonlyMap<string, string>;
  readonly footer: Footer | null;
  /** How many rows of a file may be in error before the file is rejected. */
  readonly errorTolerance: number;
  readonly files: readonly ExportFile[];
}

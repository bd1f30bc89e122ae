import { type CodeLists, codesOf, fold } from '../domain/codes.ts';
import { textFor, type UserLanguage } from '../domain/languages.ts';
import type { ColumnMapping, FlagWords, Hotline } from './hotline.ts';

/** The allowed values of a column's cells. */
export interface AllowedValues {
  /** As people should write them: the hotline's own spellings of each code, otherwise its label in the language. */
  readonly shown: readonly string[];
  /** Every accepted spelling. */
  readonly all: readonly string[];
}

/** A column of a hotline's file. */
export interface FileColumn {
  /** The name of the file, without extension. */
  readonly stem: string;
  /** As the file spells it. */
  readonly heading: string;
}

/** Returns what may be written in a column of a hotline's file; null if no list applies (ids, dates, ages in years). */
export function allowedValues(
  hotline: Hotline,
  codes: CodeLists,
  { stem, heading }: FileColumn,
  language: UserLanguage,
): AllowedValues | null {
  const tables = hotline.files.find((file) => file.stem === stem)?.tables ?? [];
  for (const mapping of tables.flatMap(({ columns }) => columns)) {
    const words = wordsOfFlag(mapping, heading);
    if (words) return flagWords(words, hotline);
    if (mapping.origin.from === 'cells' && mapping.origin.source.heading === heading && mapping.origin.vocabulary)
      return fromList(mapping, mapping.origin.vocabulary.spellings, hotline, { codes, language });
  }
  return null;
}

/** Returns the words of a yes-or-no column; null if the column under the heading is another one. */
function wordsOfFlag({ column, origin }: ColumnMapping, heading: string): FlagWords | null {
  if (origin.from === 'flags') return origin.flags.find(({ source }) => source.heading === heading)?.words ?? null;
  return column.holds === 'flag' && origin.from === 'cells' && origin.source.heading === heading ? origin.words : null;
}

/** What spreadsheet programs write for yes and no is accepted too, but people should not write it. */
function flagWords({ yes, no }: FlagWords, { labels }: Hotline): AllowedValues {
  const words = [...yes, ...no].filter((word) => word !== '');
  return { shown: words.flatMap((word) => labels.get(word) ?? []), all: words.map((word) => labels.get(word) ?? word) };
}

function fromList(
  { column }: ColumnMapping,
  spellings: ReadonlyMap<string, readonly string[]>,
  { labels, lines }: Hotline,
  { codes, language }: { readonly codes: CodeLists; readonly language: UserLanguage },
): AllowedValues {
  const list = column.list ? codesOf(codes, column.list) : lines.map((line) => ({ ...line, aliases: [] }));
  const unfolded = new Map(list.flatMap(({ key, aliases }) => [key, ...aliases].map((text) => [fold(text), text])));
  const text = (folded: string): string => labels.get(folded) ?? unfolded.get(folded) ?? folded;
  const shown = list.flatMap(({ key, label }) => {
    const own = [...spellings].flatMap(([folded, keys]) =>
      keys.includes(key) && labels.has(folded) ? [text(folded)] : [],
    );
    return own.length > 0 ? own : spellings.has(fold(textFor(label, language))) ? [textFor(label, language)] : [];
  });
  return { shown: [...new Set(shown)], all: [...spellings.keys()].map(text) };
}

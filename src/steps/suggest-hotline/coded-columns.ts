import type { ClassifiedColumn } from './classify-columns.ts';
import type { FileColumns } from './file-columns.ts';
import type { CodedGuess } from './guess-columns.ts';
import { type FlagGuess, TYPES } from './guess-words.ts';
import { words } from './heading-words.ts';
import type { ColumnJson } from './hotline-json.ts';

/** A column of codes of a list. */
export type CodedColumn = ClassifiedColumn & { readonly content: { readonly coded: CodedGuess } };

/** Returns the columns of a table, without those that the file does not have. */
export const codedColumns = (found: Readonly<Record<string, CodedColumn | undefined>>): Record<string, ColumnJson> =>
  Object.fromEntries(Object.entries(found).flatMap(([name, one]) => (one ? [[name, codedColumn(one)] as const] : [])));

/** Returns how a column of codes is written. */
export function codedColumn({ column, content: { coded } }: CodedColumn): ColumnJson {
  return {
    heading: column.heading,
    ...(coded.separators.length > 0 && { separators: coded.separators }),
    ...(coded.writtenInCodes && { writtenInCodes: true }),
    ...(Object.keys(coded.codes).length > 0 && { codes: coded.codes }),
  };
}

/** An empty cell means no only where the column says so, so such a column has words of its own. */
export const flagColumn = (heading: string, { yes, no }: FlagGuess): ColumnJson & { heading: string } =>
  no.includes('') ? { heading, yes: yes.length > 0 ? yes : ['1'], no } : { heading };

/** Returns the type of trafficking, from a column of types or from yes-or-no columns; null if the file has none. */
export function typeColumn(columns: FileColumns): ColumnJson | null {
  const [coded] = columns.coded('type');
  if (coded) {
    const guessed = Object.entries(coded.content.coded.codes).map(([code, texts]) => `${texts.length} as ${code}`);
    if (guessed.length > 0)
      columns.note(
        `the texts in "${coded.column.heading}" are taken by their words: ${guessed.join(', ')}; compare "codes" in the definition`,
      );
    return codedColumn(coded);
  }
  const flags = columns.having('flag').flatMap(({ column, content }) => {
    const type = TYPES.find(([, heading]) => heading.test(words(column.heading)));
    return type ? [{ ...flagColumn(column.heading, content.flag), code: type[0] }] : [];
  });
  return flags.length > 0 ? { flags } : null;
}

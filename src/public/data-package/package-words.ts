import type { Language } from '../../domain/languages.ts';
import { fill } from '../../words/fill.ts';
import { READER_WORDS, type ReaderWords } from '../../words/reader-words.ts';

/** The columns of the package's tables. */
export type FieldName = keyof ReaderWords['package']['fields'];

/** Returns the words of a data package in one language. */
export function packageWords(language: Language) {
  const { totals, fields, ...t } = READER_WORDS[language].package;
  return {
    /** What the file of totals is. */
    totals,
    fields,
    readme: {
      ...t,
      intro: (edition: string, revision: number) => fill(t.intro, { edition, revision }),
      corrects: (revision: number) => fill(t.corrects, { revision }),
      hidden: (mark: string, threshold: number) => fill(t.hidden, { mark, threshold }),
      rounded: (base: number) => fill(t.rounded, { base }),
    },
  };
}

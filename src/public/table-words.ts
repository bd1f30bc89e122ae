import type { Language } from '../domain/languages.ts';
import { fill } from '../words/fill.ts';
import { READER_WORDS } from '../words/reader-words.ts';

/** Returns the program's own words for tables of figures in one language; a sheet's wording has the others. */
export function tableWords(language: Language) {
  const t = READER_WORDS[language].table;
  return {
    ...t,
    total: (number: string) => fill(t.total, { number }),
    known: (number: string) => fill(t.known, { number }),
    hiddenNote: (mark: string, threshold: string) => fill(t.hiddenNote, { mark, threshold }),
    roundedNote: (base: string) => fill(t.roundedNote, { base }),
    chartOf: (heading: string) => fill(t.chartOf, { heading }),
    /** The heading of a figure that the fact sheet does not show: `Victims by month`. */
    by: (noun: string, dimension: string) => fill(t.by, { noun, dimension }),
  };
}

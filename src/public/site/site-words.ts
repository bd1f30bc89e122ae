import type { Language } from '../../domain/languages.ts';
import { fill } from '../../words/fill.ts';
import { READER_WORDS } from '../../words/reader-words.ts';

/** The program's own words on public pages, in one language. */
export type SiteWords = ReturnType<typeof siteWords>;

export function siteWords(language: Language) {
  const { name, site: t } = READER_WORDS[language];
  return {
    ...t,
    name,
    period: (from: string, through: string) => fill(t.period, { from, through }),
    chart: (heading: string) => fill(t.chart, { heading }),
    approved: (day: string) => fill(t.approved, { day }),
    revision: (revision: number) => fill(t.revision, { revision }),
    corrected: (revision: number, day: string) => fill(t.corrected, { revision, day }),
    replacedText: (revision: number) => fill(t.replacedText, { revision }),
    correction: (title: string) => fill(t.correction, { title }),
  };
}

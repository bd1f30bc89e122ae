import type { UserLanguage } from '../domain/languages.ts';
import type { ProblemTexts } from '../domain/problem.ts';
import { checkCommandWords, statusCommandWords } from './command-line-words.ts';
import { type Counter, counterIn, fill } from './fill.ts';
import { joinNames } from './joined.ts';
import { listErrorWords } from './list-error-words.ts';
import type { PhraseKind } from './phrase-values.ts';
import type { DetailKey, UserTexts } from './user-texts.ts';

/**
 * Returns the program's words for its users in one language: problems, commands, lists of stakeholders. Those for
 * readers of fact sheets are in `reader-words.ts`, those of the portal in `src/portal/words`.
 */
export function programWords(texts: UserTexts, language: UserLanguage) {
  const counter = counterIn(language, texts.thousands);
  const problems: ProblemTexts = texts.problems;
  const phrases: Readonly<Record<PhraseKind, string>> = texts.phrases;
  const { row, record, column, severity, problem, value } = texts.problemHeadings;
  return {
    problems,
    phrases,
    severities: texts.severities,
    /** Words for where a problem is; `theRow` and `theRecord` are for the middle of a sentence, with an article. */
    places: texts.places,
    lines: lineWords(texts.lines, counter),
    problemHeadings: [row, record, column, severity, problem, value],
    /** A detail without names in it; `#` is replaced by each number. */
    detail: (key: DetailKey): string => texts.details[key],
    /** In details: how alternatives are joined, the letters of year and day in date formats, and the tab as a separator. */
    values: texts.values,
    /** What separates thousands in messages to people, such that no reader takes it for a decimal point. */
    thousands: texts.thousands,
    /** What headings and cells of a list of stakeholders may be called, without accents or capitals. */
    list: { ...texts.list, errors: listErrorWords(texts, language) },
    check: checkCommandWords(texts.check, counter),
    status: statusCommandWords(texts.status, counter),
  };
}

export type ProgramWords = ReturnType<typeof programWords>;

/** The lines in which the problems of a table are printed. */
function lineWords(texts: UserTexts['lines'], counter: Counter) {
  const places = (noun: 'rows' | 'records', names: readonly string[], more: number): string => {
    const all = more > 0 ? [...names, counter.text(texts.more, more)] : names;
    return counter.text(texts[noun], names.length + more, { names: joinNames(all, texts.and) });
  };
  return {
    /** Names rows, or counts those beyond them: `rows 2, 3 and 14 more`. */
    rows: (names: readonly string[], more: number): string => places('rows', names, more),
    records: (names: readonly string[], more: number): string => places('records', names, more),
    values: (count: number): string => counter.text(texts.values, count),
    everyRow: texts.everyRow,
    allowed: (values: readonly string[]): string => fill(texts.allowed, { values: values.join(', ') }),
    manyAllowed: (count: number, hotline: string): string => counter.text(texts.manyAllowed, count, { hotline }),
    fix: (remedy: string): string => fill(texts.fix, { remedy }),
    tooManyErrors: (rows: number, tolerance: number): string => {
      const allowed = tolerance > 0 ? counter.text(texts.errorsAllowed, tolerance) : '';
      return counter.text(texts.tooManyErrors, rows, { allowed });
    },
  };
}

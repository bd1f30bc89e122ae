import type { Problem } from '../../domain/problem.ts';
import type { PhraseKind } from '../../words/phrase-values.ts';
import { detailOf } from './detail-phrases.ts';
import { detailText } from './detail-texts.ts';

/** Phrases that quote the name of a sheet or of a packed file. */
const QUOTING: ReadonlySet<string> = new Set<PhraseKind>([
  'part-ignored',
  'packed-workbook',
  'packed-other-workbook',
  'packed-gzip',
  'packed-archive',
  'packed-other-archive',
  'packed-text',
  'hidden-rows',
  'named',
  'missing-sheet',
]);
const NAMING_SEVERAL: ReadonlySet<string> = new Set<PhraseKind>(['holds-the-same', 'holds-the-same-hidden']);

/**
 * Returns a problem without the names of sheets and packed files. People choose these names, and they may reveal more
 * than a file's name. They are shown to the person who checks the file and are in its problems.csv, but not in logs,
 * events or the table.
 */
export function withoutPartNames<Of extends Pick<Problem, 'detail' | 'phrase'>>(problem: Of): Of {
  const { phrase } = problem;
  if (!phrase) return problem;
  if (NAMING_SEVERAL.has(phrase.kind)) return { ...problem, ...detailOf('holds-the-same-unnamed', {}) };
  if (!QUOTING.has(phrase.kind)) return problem;
  const unnamed = { ...problem, phrase: { ...phrase, values: { ...phrase.values, name: '…' } } };
  return { ...unnamed, detail: detailText(unnamed, 'en', String) };
}

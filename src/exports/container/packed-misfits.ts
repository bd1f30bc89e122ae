import { basename } from 'node:path';
import type { PhraseKind } from '../../words/phrase-values.ts';

/** A packed file that is not a CSV but may contain tables. */
export interface Misfit {
  /** Its name without the ending. */
  readonly stem: string;
  /** The phrase that describes the file and what to do with it. */
  readonly advice: MisfitAdvice;
  /** Whether it contains a table, whatever its stem is. A text file next to the tables may be a note. */
  readonly isContainer: boolean;
}

type MisfitAdvice = Extract<PhraseKind, `packed-${string}`>;

interface Kind {
  readonly endings: readonly string[];
  readonly advice: MisfitAdvice;
}

const CONTAINERS: readonly Kind[] = [
  { endings: ['xlsx'], advice: 'packed-workbook' },
  {
    endings: ['xls', 'xlsm', 'xlsb', 'ods', 'fods', 'numbers'],
    advice: 'packed-other-workbook',
  },
  { endings: ['csv.gz'], advice: 'packed-gzip' },
  { endings: ['zip'], advice: 'packed-archive' },
  {
    endings: ['7z', 'rar', 'tar', 'tgz', 'gz', 'bz2', 'xz', 'zst', 'tar.gz', 'csv.zip', 'csv.bz2', 'csv.xz', 'csv.zst'],
    advice: 'packed-other-archive',
  },
];

const TEXT: Kind = {
  endings: ['txt', 'tsv', 'tab', 'asc', 'dat', 'csv.txt'],
  advice: 'packed-text',
};

/** Sorted so that the longest matching ending wins: the stem of `victims.csv.gz` is `victims`. */
const ENDINGS = [...CONTAINERS, TEXT]
  .flatMap((kind) => kind.endings.map((ending) => ({ ending: `.${ending}`, kind })))
  .sort((a, b) => b.ending.length - a.ending.length);

/** Identifies a packed file by its name. Returns null for a CSV, and for a file that does not contain tables. */
export function misfit(path: string): Misfit | null {
  const name = basename(path);
  const found = ENDINGS.find(({ ending }) => name.toLowerCase().endsWith(ending));
  if (!found) return null;
  const { ending, kind } = found;
  return { stem: name.slice(0, -ending.length), advice: kind.advice, isContainer: kind !== TEXT };
}

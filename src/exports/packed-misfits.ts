import { basename } from 'node:path';

/** A packed file that is not a CSV though it may hold tables. */
export interface Misfit {
  /** Its name without the ending. */
  readonly stem: string;
  /** What it is and what to do with it. */
  readonly advice: string;
  /** Whether it holds a table whatever its stem is; a text file beside the tables may be a note. */
  readonly isContainer: boolean;
}

interface Kind {
  readonly endings: readonly string[];
  readonly advice: string;
}

const CONTAINERS: readonly Kind[] = [
  { endings: ['xlsx'], advice: 'is a workbook: upload it on its own' },
  {
    endings: ['xls', 'xlsm', 'xlsb', 'ods', 'fods', 'numbers'],
    advice: 'is a workbook of a kind that is not read: save it as CSV UTF-8',
  },
  { endings: ['csv.gz'], advice: 'is gzipped: upload it on its own, or pack the CSV file itself' },
  { endings: ['zip'], advice: 'is an archive: upload it on its own' },
  {
    endings: ['7z', 'rar', 'tar', 'tgz', 'gz', 'bz2', 'xz', 'zst', 'tar.gz', 'csv.zip', 'csv.bz2', 'csv.xz', 'csv.zst'],
    advice: 'is an archive of a kind that is not read: pack its CSV files instead',
  },
];

const TEXT: Kind = {
  endings: ['txt', 'tsv', 'tab', 'asc', 'dat', 'csv.txt'],
  advice: 'is a text file: save it as CSV, with a name that ends in .csv',
};

/** The longest ending that fits is the one: `victims.csv.gz` is `victims`. */
const ENDINGS = [...CONTAINERS, TEXT]
  .flatMap((kind) => kind.endings.map((ending) => ({ ending: `.${ending}`, kind })))
  .sort((a, b) => b.ending.length - a.ending.length);

/** What a packed file is by its name; null for a CSV, and for a file that does not hold tables. */
export function misfit(path: string): Misfit | null {
  const name = basename(path);
  const found = ENDINGS.find(({ ending }) => name.toLowerCase().endsWith(ending));
  if (!found) return null;
  const { ending, kind } = found;
  return { stem: name.slice(0, -ending.length), advice: kind.advice, isContainer: kind !== TEXT };
}

import type { Hotline, TableMapping } from '../../definitions/hotline.ts';
import { sourcesOf } from './sources.ts';

const KNOWN = new WeakMap<Hotline, ReadonlySet<string>>();

/**
 * Returns the words in the headings and labels that a hotline's files may contain, folded. Omits words of fewer than
 * three letters.
 */
export function knownWords(hotline: Hotline): ReadonlySet<string> {
  const made = KNOWN.get(hotline) ?? wordsOf(hotline);
  KNOWN.set(hotline, made);
  return made;
}

function wordsOf({ files }: Hotline): ReadonlySet<string> {
  const spellings = new Set<string>();
  for (const file of files) {
    for (const source of sourcesOf(file)) for (const spelling of source.spellings) spellings.add(spelling);
    for (const table of file.tables) for (const label of labelsOf(table)) spellings.add(label);
  }
  const words = [...spellings].flatMap((spelling) => spelling.split(/[^\p{L}]+/u));
  return new Set(words.filter((word) => word.length > 2));
}

function labelsOf({ columns, where }: TableMapping): string[] {
  const coded = columns.flatMap(({ origin }) =>
    origin.from === 'cells' && origin.vocabulary ? [...origin.vocabulary.spellings.keys()] : [],
  );
  return [...coded, ...where.flatMap(({ values, ignored }) => [...values, ...ignored])];
}

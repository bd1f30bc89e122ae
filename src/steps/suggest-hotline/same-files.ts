import { fold } from '../../domain/codes.ts';
import { type FileSuggestion, haveIds } from './suggest-file.ts';

/**
 * Returns one suggestion for each file of a hotline: samples with the same name are uploads of one file, of which the
 * longest shows most. If it has the records of the others, each upload is taken to repeat the earlier ones.
 */
export function sameFiles(files: readonly FileSuggestion[]): FileSuggestion[] {
  return [...new Set(files.map(({ name }) => name))].map((name) => {
    const uploads = files.filter((file) => file.name === name).toSorted((a, b) => b.sample.rows - a.sample.rows);
    const [longest, ...others] = uploads;
    if (!longest) throw new Error('every name is of a file');
    return others.length > 0 ? joinedUploads(withWriting(longest, others), others) : longest;
  });
}

/** Returns a file with every way of writing that its uploads have: encodings, dates, signs for "not known". */
function withWriting(longest: FileSuggestion, others: readonly FileSuggestion[]): FileSuggestion {
  const all = [longest, ...others];
  const once = <Text>(texts: readonly Text[]): Text[] => [...new Set(texts)];
  const { dates, sample } = longest;
  return {
    ...longest,
    sample: { ...sample, encodings: once(all.flatMap((file) => file.sample.encodings)) },
    dates: dates && { ...dates, formats: once(all.flatMap((file) => file.dates?.formats ?? [])) },
    signs: once(all.flatMap(({ signs }) => signs)),
  };
}

/** Records may be deleted, so nearly all of an upload's are enough. */
const NEARLY_ALL = 0.9;

function joinedUploads(longest: FileSuggestion, others: readonly FileSuggestion[]): FileSuggestion {
  const heading = idHeading(longest);
  const ids = idsIn(longest, heading);
  const repeats = (other: FileSuggestion): boolean => {
    const own = [...idsIn(other, heading)];
    return own.length > 0 && own.filter((id) => ids.has(id)).length >= NEARLY_ALL * own.length;
  };
  if (heading === null || !others.every(repeats)) return longest;
  if (!haveIds(longest.file.tables))
    return addNote(longest, `${REPEATED}, but not every table has an id: see "cumulative"`);
  const file = { ...longest.file, cumulative: true as const };
  return addNote(
    { ...longest, file },
    `${REPEATED}: each upload is taken to repeat the earlier records ("cumulative")`,
  );
}

const REPEATED = 'the longest sample has the records of the others';

const addNote = (file: FileSuggestion, note: string): FileSuggestion => ({ ...file, notes: [...file.notes, note] });

/** The column with the ids of a file's records. */
const idHeading = ({ file: { tables } }: FileSuggestion): string | null =>
  tables.cases?.columns.case_id?.heading ??
  tables.signals?.columns.signal_id?.heading ??
  tables.victims?.columns.victim_id?.heading ??
  null;

const idsIn = ({ sample }: FileSuggestion, heading: string | null): ReadonlySet<string> => {
  const column = sample.columns.find((own) => heading !== null && fold(own.heading) === fold(heading));
  return new Set(column?.cells.keys() ?? []);
};

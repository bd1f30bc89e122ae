import { WORDS } from '../../words/words.ts';
import type { ProblemGroup } from './problem-relation.ts';
import { columnName, detailIn, placeOf, rowOf, type Wording } from './problem-words.ts';

/** The most rows of a group that are named. */
const ROWS = 3;
/** The longest list of allowed values that a person still reads. */
const MOST_ALLOWED = 20;
/** The fewest rows for which a problem in every row indicates a column that was saved in another format. */
const FEWEST_ROWS = 3;

/** The context for printing the problems of a table. */
export interface LinesContext {
  readonly wording: Wording;
  readonly hotline: string;
  /** The number of records in the file. */
  readonly records: number;
  /** Returns the values that a column may contain, for people; null if no list defines them. */
  allowed(heading: string): readonly string[] | null;
  /** Returns more lines for one kind of problem in one column: the values found, if they were requested. */
  more(group: ProblemGroup): readonly string[];
}

/**
 * Describes the problems of a table in a few lines, however many rows have them, the most severe first: the meaning of
 * each kind, the columns and rows that have it, the allowed values, and the remedy.
 */
export function problemLines(groups: readonly ProblemGroup[], context: LinesContext): string[] {
  const kinds = new Map<string, ProblemGroup[]>();
  for (const group of groups) {
    const kind = `${group.severity} ${group.code}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), group]);
  }
  return [...kinds.values()].flatMap((same) => kindLines(same, context));
}

function kindLines(groups: readonly ProblemGroup[], context: LinesContext): string[] {
  const [first] = groups;
  if (!first) return [];
  const words = WORDS[context.wording.language];
  const { sentence, remedy } = words.problems[first.code];
  return [
    `${words.severities[first.severity]} [${first.code}] ${sentence}`,
    ...groups.flatMap((group) => groupLines(group, context)),
    `  ${words.lines.fix(remedy)}`,
  ];
}

function groupLines(group: ProblemGroup, context: LinesContext): string[] {
  const { wording, records } = context;
  const { column, details, first } = group;
  const { lines: words, places } = WORDS[wording.language];
  const place = [column === null ? '' : columnName(column, wording), rowsText(group, wording)]
    .filter(Boolean)
    .join(', ');
  const detail = details === 1 && first[0] ? detailIn(first[0], wording) : '';
  const isEveryRow = column !== null && group.records === records && records >= FEWEST_ROWS;
  const allowed = column !== null && LISTED.has(group.code) ? (context.allowed(column) ?? []) : [];
  const head = [place, detail].filter(Boolean).join(places.colon);
  return [
    ...(head === '' ? [] : [`  ${head}`]),
    ...(details > 1 ? detailLines(group, wording) : []),
    ...(isEveryRow ? [`    ${words.everyRow}`] : []),
    ...(allowed.length > 0
      ? [
          `    ${allowed.length <= MOST_ALLOWED ? words.allowed(allowed) : words.manyAllowed(allowed.length, context.hotline)}`,
        ]
      : []),
    ...context.more(group),
  ];
}

/** Problems for which a list of the allowed values helps. */
const LISTED: ReadonlySet<string> = new Set(['value-unknown', 'flag-unreadable', 'age-implausible']);

const detailLines = ({ first }: ProblemGroup, wording: Wording): string[] =>
  first.map((problem) => {
    const place = placeOf({ record: problem.record, column: null }, wording);
    const { colon } = WORDS[wording.language].places;
    return `    ${place === '' ? '' : `${place}${colon}`}${detailIn(problem, wording)}`;
  });

function rowsText({ count, records, first }: ProblemGroup, wording: Wording): string {
  const named = [...new Set(first.flatMap(({ record }) => record ?? []))].slice(0, ROWS);
  if (named.length === 0) return '';
  const words = WORDS[wording.language].lines;
  const rows = named.map((record) => String(rowOf(record, wording) ?? record));
  const more = records - named.length;
  const text = wording.headingRow === null ? words.records(rows, more) : words.rows(rows, more);
  return count > records ? `${text} (${words.values(count)})` : text;
}

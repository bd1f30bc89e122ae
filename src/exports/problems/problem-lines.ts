import { WORDS } from '../../words/words.ts';
import type { ProblemGroup } from './problem-relation.ts';
import { columnName, detailIn, placeOf, rowOf, type Wording } from './problem-words.ts';

/** How many rows of a group are named. */
const ROWS = 3;
/** A list of allowed values that a person still reads. */
const MOST_ALLOWED = 20;
/** In fewer rows, a problem of every one is no sign of a column saved otherwise. */
const FEWEST_ROWS = 3;

/** What the problems of a table are printed with. */
export interface LinesContext {
  readonly wording: Wording;
  readonly hotline: string;
  /** How many records the file has. */
  readonly records: number;
  /** What a column may hold, for people; null where no list says. */
  allowed(heading: string): readonly string[] | null;
  /** More lines for one kind of problem in one column: the values found, where they were asked for. */
  more(group: ProblemGroup): readonly string[];
}

/**
 * The problems of a table in a few lines however many rows have them, the gravest first: what each kind means, the columns and
 * rows that have it, what is allowed there, what to do.
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
  const words = WORDS[wording.language].lines;
  const place = [column === null ? '' : columnName(column, wording), rowsText(group, wording)]
    .filter(Boolean)
    .join(', ');
  const detail = details === 1 && first[0] ? detailIn(first[0], wording) : '';
  const isEveryRow = column !== null && group.records === records && records >= FEWEST_ROWS;
  const allowed = column !== null && LISTED.has(group.code) ? context.allowed(column) : null;
  const head = [place, detail].filter(Boolean).join(': ');
  return [
    ...(head === '' ? [] : [`  ${head}`]),
    ...(details > 1 ? detailLines(group, wording) : []),
    ...(isEveryRow ? [`    ${words.everyRow}`] : []),
    ...(allowed
      ? [
          `    ${allowed.length <= MOST_ALLOWED ? words.allowed(allowed) : words.manyAllowed(allowed.length, context.hotline)}`,
        ]
      : []),
    ...context.more(group),
  ];
}

/** Problems for which it helps to know what is allowed. */
const LISTED: ReadonlySet<string> = new Set(['value-unknown', 'flag-unreadable', 'age-implausible']);

const detailLines = ({ first }: ProblemGroup, wording: Wording): string[] =>
  first.map((problem) => {
    const place = placeOf({ record: problem.record, column: null }, wording);
    return `    ${place === '' ? '' : `${place}: `}${detailIn(problem, wording)}`;
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

import { countIn } from '../../domain/format.ts';
import type { Language } from '../../domain/languages.ts';
import type { ProblemGroup } from './problem-relation.ts';
import { PROBLEM_TEXTS } from './problem-texts.ts';
import { columnName, detailIn, placeOf, rowOf, SEVERITY_WORDS, type Wording } from './problem-words.ts';

/** How many rows of a group are named. */
const ROWS = 3;
/** A list of allowed values that a person still reads. */
const MOST_ALLOWED = 20;
/** In fewer rows, a problem of every one is no sign of a column saved otherwise. */
const FEWEST_ROWS = 3;

interface LineWords {
  rows(first: readonly string[], more: number, isRecord: boolean): string;
  values(count: number): string;
  readonly everyRow: string;
  allowed(values: readonly string[]): string;
  manyAllowed(count: number, hotline: string): string;
  fix(remedy: string): string;
}

const joined = (rows: readonly string[], more: number, and: string, moreWord: string): string => {
  const all = more > 0 ? [...rows, moreWord] : rows;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${and} ${all.at(-1)}`;
};

const WORDS: Readonly<Record<Language, LineWords>> = {
  en: {
    rows: (first, more, isRecord) =>
      `${isRecord ? 'record' : 'row'}${first.length + more === 1 ? '' : 's'} ${joined(first, more, 'and', `${countIn(more, 'en')} more`)}`,
    values: (count) => `${countIn(count, 'en')} values`,
    everyRow: 'Every row has this: the column was saved in another format, or holds something else.',
    allowed: (values) => `Allowed: ${values.join(', ')}.`,
    manyAllowed: (count, hotline) =>
      `${countIn(count, 'en')} values are allowed: "factsheets hotlines ${hotline}" lists them, --values shows the nearest ones.`,
    fix: (remedy) => `What to do: ${remedy}`,
  },
  es: {
    rows: (first, more, isRecord) =>
      `${isRecord ? 'registro' : 'fila'}${first.length + more === 1 ? '' : 's'} ${joined(first, more, 'y', `${countIn(more, 'es')} más`)}`,
    values: (count) => `${countIn(count, 'es')} valores`,
    everyRow: 'Pasa en todas las filas: la columna se guardó en otro formato, o trae otra cosa.',
    allowed: (values) => `Se admite: ${values.join(', ')}.`,
    manyAllowed: (count, hotline) =>
      `Se admiten ${countIn(count, 'es')} valores: “factsheets hotlines ${hotline}” da la lista; --values muestra los más parecidos.`,
    fix: (remedy) => `Qué hacer: ${remedy}`,
  },
};

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
  const { language } = context.wording;
  const { sentence, remedy } = PROBLEM_TEXTS[language][first.code];
  return [
    `${SEVERITY_WORDS[language][first.severity]} [${first.code}] ${sentence}`,
    ...groups.flatMap((group) => groupLines(group, context)),
    `  ${WORDS[language].fix(remedy)}`,
  ];
}

function groupLines(group: ProblemGroup, context: LinesContext): string[] {
  const { wording, records } = context;
  const { column, details, first } = group;
  const words = WORDS[wording.language];
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
  const words = WORDS[wording.language];
  const rows = named.map((record) => String(rowOf(record, wording) ?? record));
  const text = words.rows(rows, records - named.length, wording.headingRow === null);
  return count > records ? `${text} (${words.values(count)})` : text;
}

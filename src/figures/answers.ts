import type { Engine, SqlRow, SqlValue } from '../domain/engine.ts';
import { FORMER } from '../domain/running-count.ts';

/** What figures are counted from: an engine that answers questions about a gathered population. */
export type Answering = Pick<Engine, 'rows'>;

/**
 * A question about a population, and its rows. Every question of `countFigures` and `countExcluded` adds records up:
 * its numbers are sums, its other values are what they are grouped by. So the answers about two sets of records, of
 * which none concerns the other, add up to the answer about both.
 */
export interface Answer {
  readonly question: string;
  readonly rows: readonly SqlRow[];
}

/** Returns an engine that passes each question on once: many figures ask for the same total. */
export function askOnce(engine: Answering): Answering {
  const answers = new Map<string, ReturnType<Answering['rows']>>();
  return {
    rows(question) {
      const answer = answers.get(question) ?? engine.rows(question);
      answers.set(question, answer);
      return answer;
    },
  };
}

/** Returns an engine that answers as the given one does, and the list to which it adds each answer. */
export function recordAnswers(engine: Answering): { readonly recorder: Answering; readonly answers: Answer[] } {
  const answers: Answer[] = [];
  const recorder: Answering = {
    async rows(question) {
      const rows = await engine.rows(question);
      answers.push({ question, rows });
      return rows;
    },
  };
  return { recorder, answers };
}

/** Returns an engine that gives recorded answers, in their order. The questions may name another last day. */
export function replayAnswers(answers: readonly Answer[]): Answering {
  const remaining = [...answers];
  return {
    async rows() {
      const next = remaining.shift();
      if (!next) throw new Error('there are more questions than recorded answers');
      return [...next.rows];
    },
  };
}

/** Whether answers can be added: they are about the same questions. */
export const areComparable = (some: readonly Answer[], others: readonly Answer[]): boolean =>
  some.length === others.length && some.every(({ question }, index) => question === others[index]?.question);

/**
 * Adds answers about other records to answers: their numbers may be negative.
 * @returns rows in the order of what they are grouped by, without groups that have no records
 */
export const addAnswers = (some: readonly Answer[], others: readonly Answer[]): Answer[] =>
  some.map(({ question, rows }, index) => ({ question, rows: addRows(rows, others[index]?.rows ?? []) }));

/** Returns answers about records as they are and as they were (`FORMER`), with what both are grouped by added up. */
export const joinFormer = (answers: readonly Answer[]): Answer[] =>
  answers.map(({ question, rows }) => ({ question, rows: addRows([], rows.map(withoutMark)) }));

const withoutMark = (row: SqlRow): SqlRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, isMarked(value) ? value.slice(FORMER.length) : value]),
  );

const isMarked = (value: SqlValue): value is string => typeof value === 'string' && value.startsWith(FORMER);

function addRows(some: readonly SqlRow[], others: readonly SqlRow[]): SqlRow[] {
  const sums = new Map(some.map((row) => [groupOf(row), row]));
  for (const row of others) {
    const group = groupOf(row);
    sums.set(group, addRow(sums.get(group), row));
  }
  return [...sums]
    .filter(([group, row]) => group === UNGROUPED || Object.values(row).some((value) => isSum(value) && value !== 0))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);
}

function addRow(before: SqlRow | undefined, row: SqlRow): SqlRow {
  const sum = (name: string, value: SqlValue): SqlValue => {
    if (!isSum(value)) return value;
    const former = before?.[name];
    return (isSum(former) ? former : 0) + value;
  };
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, sum(name, value)]));
}

const isSum = (value: SqlValue | undefined): value is number => typeof value === 'number';

const groupOf = (row: SqlRow): string => JSON.stringify(Object.entries(row).filter(([, value]) => !isSum(value)));

/** The group of a question without groups, which always has one row. */
const UNGROUPED = '[]';

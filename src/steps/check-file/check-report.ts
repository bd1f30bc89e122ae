import type { Severity } from '../../domain/problem.ts';
import { nearestLabels } from '../../domain/text/nearest-labels.ts';
import { problemLines } from '../../exports/problems/problem-lines.ts';
import type { ProblemGroup } from '../../exports/problems/problem-relation.ts';
import { WORDS } from '../../words/words.ts';
import { providedBy } from '../ingest-export/table-outcomes.ts';
import type { CheckedTable } from './check-file.ts';

/**
 * Describes the result of checking a table in a few lines of its language, without values.
 *
 * @param more additional lines for a kind of problem in a column, by `<problem> <column>`
 */
export const checkedLines = (
  checked: CheckedTable,
  hotline: string,
  more: ReadonlyMap<string, readonly string[]>,
): string[] =>
  problemLines(checked.groups, {
    wording: checked.wording,
    hotline,
    records: checked.records,
    allowed: (heading) => checked.allowed(heading)?.shown ?? null,
    more: ({ code, column }) => more.get(`${code} ${column}`) ?? [],
  });

/** A table as it would be rejected because another file provides it. */
export function rejectedAsSecondFile(checked: CheckedTable, first: string): CheckedTable {
  const problem = providedBy(first);
  const { code, severity, column } = problem;
  const group: ProblemGroup = { code, severity, column, count: 1, records: 0, details: 1, first: [problem] };
  return { ...checked, status: 'rejected', rejections: checked.rejections + 1, groups: [group, ...checked.groups] };
}

/**
 * Returns the nearest to a value: of the labels that people should write in a column, otherwise of all accepted
 * spellings.
 */
export function nearestAllowed({ allowed }: CheckedTable, column: string, value: string): string[] {
  const list = allowed(column);
  const matches = nearestLabels(value, list?.shown ?? []);
  if (matches.length > 0) return matches;
  const all = (list?.all ?? []).filter((label) => label.length > 2); // a code of two letters does not help to find a name
  return nearestLabels(value, all);
}

/** Returns the severity that a problems.csv names in the language of a table's problems; null if it names none. */
export function parseSeverity({ wording }: CheckedTable, word: string): Severity | null {
  const words = WORDS[wording.language].severities;
  const severities: readonly Severity[] = ['rejection', 'error', 'warning'];
  return severities.find((severity) => words[severity] === word) ?? null;
}

import type { Severity } from '../../domain/problem.ts';
import { detailOf } from '../../exports/problems/detail-phrases.ts';
import { nearestLabels } from '../../exports/problems/nearest-labels.ts';
import { problemLines } from '../../exports/problems/problem-lines.ts';
import type { ProblemGroup } from '../../exports/problems/problem-relation.ts';
import { WORDS } from '../../words/words.ts';
import type { Checked } from './check-file.ts';

/**
 * What a check found in a table, in a few lines of its language, without a value.
 *
 * @param more lines for a kind of problem in a column, by `<problem> <column>`: what the caller has to add
 */
export const checkedLines = (
  checked: Checked,
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
export function rejectedAsSecondFile(checked: Checked, first: string): Checked {
  const about = { code: 'second-object', severity: 'rejection', column: null } as const;
  const problem = { ...about, record: null, ...detailOf('provided-by', { key: first }) };
  const group: ProblemGroup = { ...about, count: 1, records: 0, details: 1, first: [problem] };
  return { ...checked, status: 'rejected', rejections: checked.rejections + 1, groups: [group, ...checked.groups] };
}

/** The nearest to a value of those that people should write in a column, else of all spellings that are read. */
export function nearestAllowed({ allowed }: Checked, column: string, value: string): string[] {
  const list = allowed(column);
  const found = nearestLabels(value, list?.shown ?? []);
  if (found.length > 0) return found;
  const all = (list?.all ?? []).filter((label) => label.length > 2); // a code of two letters helps nobody to find a name
  return nearestLabels(value, all);
}

/** The severity that a problems.csv names in the language of a table's problems; null for none. */
export function severityNamed({ wording }: Checked, word: string): Severity | null {
  const words = WORDS[wording.language].severities;
  const severities: readonly Severity[] = ['rejection', 'error', 'warning'];
  return severities.find((severity) => words[severity] === word) ?? null;
}

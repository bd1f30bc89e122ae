import type { UnknownWarning } from '../../src/domain/decision.ts';
import { countPeople, type Excluded } from '../../src/domain/excluded.ts';
import { countNoun, formatCount } from '../../src/domain/format.ts';
import type { Unusual } from '../../src/domain/unusual.ts';

/** What figures leave out, hotline by hotline: exact counts, for a terminal of the exports' owner or a reviewer. */
export function excludedLines(excluded: readonly Excluded[]): string[] {
  return [
    ...excluded.filter(({ orphans }) => countPeople(orphans) > 0).map((one) => `  ${orphansOf(one)}`),
    ...excluded
      .filter(({ copies }) => copies > 0)
      .map(
        ({ hotline, copies }) =>
          `copies of cases that an earlier-listed hotline holds, counted there: ${hotline} ${formatCount(copies)}`,
      ),
    ...undatedLines(excluded),
  ];
}

/** What figures leave out because too little is known of its date, one line per hotline; none without any. */
export const undatedLines = (excluded: readonly Pick<Excluded, 'hotline' | 'undated'>[]): string[] =>
  excluded.flatMap(({ hotline, undated: { signals, cases } = NONE }) =>
    signals + cases > 0
      ? [
          `not counted, too little is known of their dates: ${hotline} ${countNoun(cases, 'case')}, ${countNoun(signals, 'signal')}`,
        ]
      : [],
  );

const NONE = { signals: 0, cases: 0 };

type OrphansOfHotline = Pick<Excluded, 'hotline' | 'orphans' | 'people'>;

const orphansOf = ({ hotline, orphans, people }: OrphansOfHotline): string =>
  `${hotline}: ${formatCount(countPeople(orphans))} of ${countNoun(people, 'person', 'people')}`;

/** Each hotline's orphans in one line; empty without any. */
export function orphansLine(excluded: readonly OrphansOfHotline[]): string {
  return excluded
    .filter(({ orphans }) => countPeople(orphans) > 0)
    .map(orphansOf)
    .join(', ');
}

/** What is said of a hotline whose people lose their cases. */
export const manyOrphansLine = ({
  hotline,
  orphans,
  people,
}: {
  readonly hotline: string;
  readonly orphans: number;
  readonly people: number;
}): string =>
  `${formatCount(orphans)} of the ${countNoun(people, 'person', 'people')} in the exports of ${hotline} belong to a case that is not in them, so they are not counted: compare the case numbers in its files`;

/** A column or figure whose values are mostly not known, and what to do. */
export function unknownLine(warning: UnknownWarning): string {
  if (warning.kind === 'figure-unknown')
    return `${formatCount(warning.unknown)} of ${formatCount(warning.total)} in ${warning.figure} are unknown or other while codes of it are 0: compare the column and its spellings in the hotline's file`;
  const { hotline, table, column, exports } = warning;
  return `many values of "${column}" in ${table} of ${hotline} are in no list (${countNoun(exports, 'export')}), so figures by it are too low: check --values shows them; add them to hotlines/${hotline}.json`;
}

/** What differs from the months before, a line each; `most` lines, then how many more there are. */
export function unusualLines(unusual: readonly Unusual[], most: number): string[] {
  const lines = unusual.slice(0, most).map(unusualLine);
  return unusual.length > most ? [...lines, `and ${formatCount(unusual.length - most)} more unusual`] : lines;
}

const unusualLine = (one: Unusual): string => `unusual: ${one.hotline} ${one.month} ${unusualWords(one)}`;

/** The same without hotline and month, where they are named already. */
export function unusualWords({ kind, table, column, before, now }: Omit<Unusual, 'hotline' | 'month'>): string {
  if (kind === 'ids')
    return `${table} has ${countNoun(now, 'id')} in "${column}" of another length or with other characters than in the months before; a spreadsheet program may have dropped leading zeros`;
  if (kind === 'records')
    return `${table} has ${countNoun(now, 'record')}, where the months before have about ${formatCount(before)}`;
  return `has ${formatCount(now)} ${table} whose case is not in the exports, where the months before have about ${formatCount(before)}`;
}

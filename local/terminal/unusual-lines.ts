import { countNoun, formatCount } from '../../src/domain/format.ts';
import type { Unusual } from '../../src/domain/unusual.ts';

/** What differs from the months before, a line each; `most` lines, then how countNoun more there are. */
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
  return `has ${formatCount(now)} ${table} whose case no export holds, where the months before have about ${formatCount(before)}`;
}

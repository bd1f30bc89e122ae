import type { ActivityEntry } from '../domain/activity.ts';
import { parseMonth } from '../domain/month.ts';
import type { ActivityNames } from './activity-names.ts';
import { monthText } from './formatted-dates.ts';
import type { ActivityLogWords } from './words/portal-words.ts';

/** Fields that only programs read; the page leaves them out. */
const FOR_PROGRAMS = new Set(['sha256']);

/** Returns what an entry is about in one line: names, then counts with their words. */
export function aboutText({ about }: ActivityEntry, words: ActivityLogWords, names: ActivityNames): string {
  return Object.entries(about)
    .filter(([field, value]) => value !== null && !FOR_PROGRAMS.has(field))
    .map(([field, value]) => fieldText(field, String(value), words, names))
    .join(', ');
}

function fieldText(field: string, value: string, words: ActivityLogWords, names: ActivityNames): string {
  if (field === 'hotline') return names.hotlines.get(value) ?? value;
  if (field === 'sheet') return names.sheets.get(value) ?? value;
  if (field === 'sheets')
    return value
      .split(', ')
      .map((id) => names.sheets.get(id) ?? id)
      .join(', ');
  const month = field === 'month' ? parseMonth(value) : null;
  if (month) return monthText(month, names.language);
  const name = words.fields[field];
  return name === undefined ? value : `${name} ${value}`;
}

/** Returns how someone acted, in words. */
export function viaText({ via }: ActivityEntry, words: ActivityLogWords): string {
  if (via === 'portal' || via === 'command' || via === 'aws') return words.via[via];
  return `${words.via.token} ${via.slice('token:'.length)}`;
}

/** Returns the cells of an entry in the CSV, in the order of its columns. */
export const activityCells = (entry: ActivityEntry, words: ActivityLogWords, names: ActivityNames): string[] => [
  String(entry.sequence),
  entry.at,
  entry.who,
  viaText(entry, words),
  words.kinds[entry.kind],
  aboutText(entry, words, names),
  entry.hash,
];

import { fold } from '../domain/codes.ts';
import type { FamilyRow } from './family.ts';

/** The filters of a family's sheets, in the order of their links. */
export const FAMILY_FILTERS = ['all', 'undecided', 'figures'] as const;

/** Which sheets of a family a person asks for; it is kept in the address. */
export interface FamilyQuery {
  /** A part of a member's code or of its name in any language, or the id of a sheet; empty for every sheet. */
  readonly text: string;
  readonly filter: (typeof FAMILY_FILTERS)[number];
}

/** The groups of a family's sheets: what needs attention is first, what was not asked for is last. */
const GROUPS = ['figures', 'little', 'rejected', 'approved', 'others'] as const;
export type FamilyGroupName = (typeof GROUPS)[number];

export interface FamilyGroup {
  readonly name: FamilyGroupName;
  readonly rows: readonly FamilyRow[];
  readonly isOpen: boolean;
}

const isUndecided = ({ state }: FamilyRow): boolean => state === 'draft' || state === 'first-approval';

/** Whether a sheet is among those that a person asks for. */
export function isAskedFor(row: FamilyRow, { text, filter }: FamilyQuery): boolean {
  if (filter === 'undecided' && !isUndecided(row)) return false;
  if (filter === 'figures' && row.shows !== 'figures') return false;
  return isNamed(row, fold(text));
}

/** The ids of all members begin with that of the main sheet, so a part of an id without "--" finds none of them. */
function isNamed({ sheet, member, names }: FamilyRow, text: string): boolean {
  if (sheet === text || (text.includes('--') && sheet.startsWith(text))) return true;
  return [member ?? '', ...names].some((name) => fold(name).includes(text));
}

/** Whether a person asks for some of the sheets only. */
export const isFiltered = ({ text, filter }: FamilyQuery): boolean => text !== '' || filter !== 'all';

/**
 * Puts all sheets of a family into groups, in their order. No group is empty. Open are the first, all that were asked for
 * by a filter, and those with a sheet that is left out.
 * @param except the ids of the sheets that are left out
 */
export function groupRows(rows: readonly FamilyRow[], query: FamilyQuery, except: readonly string[]): FamilyGroup[] {
  const groupOf = (row: FamilyRow): FamilyGroupName => {
    if (!isAskedFor(row, query)) return 'others';
    if (isUndecided(row)) return row.shows === 'figures' ? 'figures' : 'little';
    return row.state === 'rejected' ? 'rejected' : 'approved';
  };
  const groups = GROUPS.map((name) => ({ name, rows: rows.filter((row) => groupOf(row) === name) }));
  return groups
    .filter((group) => group.rows.length > 0)
    .map(({ name, rows: own }, index) => {
      const isShown = name !== 'others' && (index === 0 || isFiltered(query));
      return { name, rows: own, isOpen: isShown || own.some(({ sheet }) => except.includes(sheet)) };
    });
}

/** Returns the query of an address, empty for all sheets. */
export function familyQueryText({ text, filter }: FamilyQuery): string {
  const asked = new URLSearchParams({ ...(text !== '' && { q: text }), ...(filter !== 'all' && { show: filter }) });
  return `?${asked}`;
}

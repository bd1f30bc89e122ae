import type { KnownSheets } from '../../distribution/list/chosen-sheets.ts';
import { writeStakeholderList } from '../../distribution/list/write-list.ts';
import { fold } from '../../domain/codes.ts';
import { folderOfSheet, isMemberId } from '../../domain/family.ts';
import type { UserLanguage } from '../../domain/languages.ts';
import { type FormerStakeholder, getsSheet, type Stakeholder } from '../../domain/stakeholder.ts';
import type { StakeholderEffects } from './change-stakeholders.ts';

/** The states of people on the list. Everyone is in exactly one. */
export const LIST_STATES = ['active', 'paused', 'bounced', 'suspended', 'left'] as const;

export type ListState = (typeof LIST_STATES)[number];

/** Which people to list. Null lists all. */
export interface ListQuery {
  readonly sheet: string | null;
  readonly state: ListState | null;
  /** Part of a name, an organisation or an address; capitals and accents do not matter. */
  readonly text: string;
  /** The id of the last person of the page before; null for the first page. */
  readonly after: string | null;
  /** The most people of a page. */
  readonly limit: number;
}

/** One page of the list, by name. */
export interface ListPage {
  readonly people: readonly (Stakeholder | FormerStakeholder)[];
  /** How many people match, on all pages. */
  readonly total: number;
  /** The id after which the next page begins; null on the last page. */
  readonly next: string | null;
}

/** How many people of a sheet, or of the list, are in each state. */
export type ListCounts = Readonly<Record<ListState, number>>;

/** Returns a person's state on the list. */
export function listState(person: Stakeholder | FormerStakeholder): ListState {
  if (person.status !== 'suspended') return person.status;
  return person.suspendedFor === 'bounce' ? 'bounced' : 'suspended';
}

/** Counts people by state. Those who left have no sheets any more, so they are counted only for the entire list. */
export function countStates(people: readonly (Stakeholder | FormerStakeholder)[], sheet: string | null): ListCounts {
  const counts = { active: 0, paused: 0, bounced: 0, suspended: 0, left: 0 };
  for (const person of people) if (isOfSheet(person, sheet)) counts[listState(person)]++;
  return counts;
}

/** Counts the people who get a sheet, or a member of its family: those who are active. */
export const countRecipients = async (
  { stakeholders }: Pick<StakeholderEffects, 'stakeholders'>,
  sheet: string,
): Promise<number> => {
  const active = (await stakeholders.all()).flatMap((person) => (person.status === 'active' ? [person] : []));
  const isOfFamily = (id: string): boolean => !isMemberId(sheet) && folderOfSheet(id) === sheet;
  return active.filter((person) => getsSheet(person, sheet) || person.sheets.some(isOfFamily)).length;
};

const isOfSheet = (person: Stakeholder | FormerStakeholder, sheet: string | null): boolean =>
  sheet === null || (person.status !== 'left' && getsSheet(person, sheet));

/**
 * Returns one page of the people who match a query, and the counts of its sheet.
 * @returns null if the page is to begin after a person who does not match any more
 */
export async function listStakeholders(
  { stakeholders }: Pick<StakeholderEffects, 'stakeholders'>,
  query: ListQuery,
): Promise<{ readonly page: ListPage | null; readonly counts: ListCounts }> {
  const all = await stakeholders.all();
  return { page: pageOf(matching(all, query), query), counts: countStates(all, query.sheet) };
}

function matching(
  all: readonly (Stakeholder | FormerStakeholder)[],
  { sheet, state, text }: Pick<ListQuery, 'sheet' | 'state' | 'text'>,
): (Stakeholder | FormerStakeholder)[] {
  const searched = fold(text);
  return all.filter((person) => {
    const isInState = state === null ? person.status !== 'left' : listState(person) === state;
    return isInState && isOfSheet(person, sheet) && (searched === '' || matchesText(person, searched));
  });
}

function matchesText(person: Stakeholder | FormerStakeholder, searched: string): boolean {
  if (person.status === 'left') return false;
  return [person.name, person.organisation, person.address].some((field) => fold(field).includes(searched));
}

function pageOf(
  people: readonly (Stakeholder | FormerStakeholder)[],
  { after, limit }: Pick<ListQuery, 'after' | 'limit'>,
): ListPage | null {
  const sorted = people.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const from = after === null ? 0 : sorted.findIndex(({ id }) => id === after) + 1;
  if (after !== null && from === 0) return null;
  const page = sorted.slice(from, from + limit);
  const isLast = from + page.length >= sorted.length;
  return { people: page, total: sorted.length, next: isLast ? null : (page.at(-1)?.id ?? null) };
}

const sortKey = (person: Stakeholder | FormerStakeholder): string =>
  `${person.status === 'left' ? '' : fold(person.name)}\n${person.id}`;

/** Returns everyone on the list as CSV that can be imported, by name; headings are in a language. */
export async function exportStakeholders(
  { stakeholders }: Pick<StakeholderEffects, 'stakeholders'>,
  known: KnownSheets,
  language: UserLanguage,
): Promise<string> {
  const people = (await stakeholders.all()).flatMap((person) => (person.status === 'left' ? [] : [person]));
  return writeStakeholderList(
    people.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)),
    known,
    language,
  );
}

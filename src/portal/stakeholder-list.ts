import { sheetTitle } from '../definitions/sheet-title.ts';
import { folderOfSheet, isMemberId } from '../domain/family.ts';
import { type Language, textFor, type UserLanguage } from '../domain/languages.ts';
import { hasRole, type Person } from '../domain/person.ts';
import { nextDistribution } from '../steps/distribute/next-distribution.ts';
import { heldSheets } from '../steps/list-editions.ts';
import { availableSheets } from '../steps/stakeholders/change-stakeholders.ts';
import {
  LIST_STATES,
  type ListCounts,
  type ListPage,
  type ListQuery,
  type ListState,
  listStakeholders,
} from '../steps/stakeholders/list-stakeholders.ts';
import { dateText, timeText, zoneText } from './formatted-dates.ts';
import type { PortalContext } from './portal-options.ts';
import { notFound } from './problem-document.ts';
import { wordsIn } from './words/portal-words.ts';

/** The number of people on one page. */
const PAGE_LIMIT = 50;

/** The list as one person may see it. */
export interface ShownList {
  readonly query: ListQuery;
  /** Null if the person may see only counts. */
  readonly page: ListPage | null;
  readonly counts: ListCounts;
  readonly sheets: OfferedSheets;
  /** When each sheet is sent next, in words; those that are held or have no schedule are missing. */
  readonly next: ReadonlyMap<string, string>;
}

/** A sheet, or all members of a family, in a form or a list. */
export interface OfferedSheet {
  /** Of a member with the title of its main sheet. */
  readonly title: string;
  /** In a list of its family: the member's own name. */
  readonly name: string;
  /** The id of the main sheet; null for main sheets. */
  readonly family: string | null;
  readonly languages: readonly Language[];
}

/** What people can get, by id: the main sheets, each followed by its members. */
export type OfferedSheets = ReadonlyMap<string, OfferedSheet>;

export async function offeredSheets(
  { files, definitions }: Pick<PortalContext, 'files' | 'definitions'>,
  user: UserLanguage,
): Promise<OfferedSheets> {
  const known = await availableSheets(files, definitions);
  const offered = new Map<string, OfferedSheet>();
  for (const [id, { languages, member }] of known) {
    const main = folderOfSheet(id);
    const title = offered.get(main)?.title ?? (await sheetTitle(files, main, user));
    const name = member ? textFor(member.names, user) || id : wordsIn(user).stakeholders.allMembers;
    const own = isMemberId(id)
      ? { title: `${title}${wordsIn(user).colon}${name}`, name, family: main }
      : { title, name: title, family: null };
    offered.set(id, { ...own, languages });
  }
  return offered;
}

/**
 * Returns the list for a person: `sender` sees people, others see counts.
 * @throws Refused 404 for an unknown sheet, or a page that begins after someone who is not in the list any more
 */
export async function showList(
  context: PortalContext,
  person: Person,
  language: UserLanguage,
  query: ListQuery,
): Promise<ShownList> {
  const sheets = await offeredSheets(context, language);
  if (query.sheet !== null && !sheets.has(query.sheet)) throw notFound();
  const seesPeople = hasRole(person, 'sender');
  const { page, counts } = await listStakeholders(context.effects, seesPeople ? query : { ...query, text: '' });
  if (seesPeople && !page) throw notFound();
  const next = await nextTimes(
    context,
    [...sheets.keys()].filter((id) => !isMemberId(id)),
    language,
  );
  return { query, page: seesPeople ? page : null, counts, sheets, next };
}

async function nextTimes(
  { effects, schedules }: PortalContext,
  sheets: readonly string[],
  language: UserLanguage,
): Promise<ReadonlyMap<string, string>> {
  const held = new Set((await heldSheets(effects, sheets)).keys());
  const now = effects.clock.now();
  const times = sheets.flatMap((id) => {
    const own = schedules.filter(({ sheet }) => sheet === id);
    const next = nextDistribution(own, held, now);
    if (!next) return [];
    const { at, zone } = next;
    return [[id, `${dateText(at, language, zone)}, ${timeText(at, zone)} (${zoneText(zone, language)})`] as const];
  });
  return new Map(times);
}

/** Returns a query from the parameters of an address; what it does not understand it ignores. */
export function listQuery(parameter: (name: string) => string | undefined): ListQuery {
  const limit = Number(parameter('limit') ?? PAGE_LIMIT);
  return {
    sheet: parameter('sheet') || null,
    state: stateNamed(parameter('state')),
    text: (parameter('q') ?? '').slice(0, 200),
    after: parameter('after') || null,
    limit: Number.isInteger(limit) && limit >= 1 && limit <= 500 ? limit : PAGE_LIMIT,
  };
}

const stateNamed = (name: string | undefined): ListState | null => LIST_STATES.find((state) => state === name) ?? null;

/** Returns the part of an address behind the path for a query: empty, or beginning with `?`. */
export function queryText({ sheet, state, text, after, limit }: ListQuery, more: Record<string, string> = {}): string {
  const parameters = new URLSearchParams({
    ...(sheet !== null && { sheet }),
    ...(state !== null && { state }),
    ...(text !== '' && { q: text }),
    ...(after !== null && { after }),
    ...(limit !== PAGE_LIMIT && { limit: String(limit) }),
    ...more,
  }).toString();
  return parameters === '' ? '' : `?${parameters}`;
}

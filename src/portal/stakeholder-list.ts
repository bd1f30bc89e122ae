import { sheetTitle } from '../definitions/sheet-title.ts';
import type { Language, UserLanguage } from '../domain/languages.ts';
import { hasRole, type Person } from '../domain/person.ts';
import { nextDistribution } from '../steps/distribute/next-distribution.ts';
import { heldSheets } from '../steps/list-editions.ts';
import { availableSheets } from '../steps/stakeholders/keep-stakeholders.ts';
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

/** The number of people on one page. */
const PAGE_LIMIT = 50;

/** The list as one person may see it. */
export interface ShownList {
  readonly query: ListQuery;
  /** Null if the person may see only counts. */
  readonly page: ListPage | null;
  readonly counts: ListCounts;
  /** The titles of the sheets that people can get, by id. */
  readonly sheets: ReadonlyMap<string, string>;
  /** When each sheet is sent next, in words; those that are held or have no schedule are missing. */
  readonly next: ReadonlyMap<string, string>;
}

/** A sheet in a form: its title, and the languages in which it is written. */
export interface OfferedSheet {
  readonly title: string;
  readonly languages: readonly Language[];
}

/** Returns every sheet that people can get, by id. */
export async function offeredSheets(
  { files, definitions }: Pick<PortalContext, 'files' | 'definitions'>,
  user: UserLanguage,
): Promise<ReadonlyMap<string, OfferedSheet>> {
  const known = await availableSheets(files, definitions);
  const sheets = [...known].map(
    async ([id, languages]) => [id, { title: await sheetTitle(files, id, user), languages }] as const,
  );
  return new Map(await Promise.all(sheets));
}

/** Returns the titles of every sheet that people can get, by id. */
export async function sheetTitles(
  context: Pick<PortalContext, 'files' | 'definitions'>,
  language: UserLanguage,
): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await offeredSheets(context, language))].map(([id, { title }]) => [id, title]));
}

/**
 * Returns the list for a person: `sender` sees people, others see counts.
 * @throws Refused 404 for an unknown sheet, or a page that begins after someone who is not in the list any more
 */
export async function shownList(
  context: PortalContext,
  person: Person,
  language: UserLanguage,
  query: ListQuery,
): Promise<ShownList> {
  const sheets = await sheetTitles(context, language);
  if (query.sheet !== null && !sheets.has(query.sheet)) throw notFound();
  const seesPeople = hasRole(person, 'sender');
  const { page, counts } = await listStakeholders(context.effects, seesPeople ? query : { ...query, text: '' });
  if (seesPeople && !page) throw notFound();
  const next = await nextTimes(context, [...sheets.keys()], language);
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

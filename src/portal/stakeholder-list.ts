import { sheetTitle } from '../definitions/sheet-title.ts';
import type { Language } from '../domain/languages.ts';
import { hasRole, type Person } from '../domain/person.ts';
import { availableSheets } from '../steps/stakeholders/keep-stakeholders.ts';
import {
  LIST_STATES,
  type ListCounts,
  type ListPage,
  type ListQuery,
  type ListState,
  listStakeholders,
} from '../steps/stakeholders/list-stakeholders.ts';
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
}

/** Returns the titles of every sheet that people can get, by id. */
export async function sheetTitles(
  { files, definitions }: Pick<PortalContext, 'files' | 'definitions'>,
  language: Language,
): Promise<ReadonlyMap<string, string>> {
  const ids = [...(await availableSheets(files, definitions)).keys()];
  const titles = ids.map(async (id) => [id, await sheetTitle(files, id, language)] as const);
  return new Map(await Promise.all(titles));
}

/**
 * Returns the list for a person: `sender` sees people, others see counts.
 * @throws Refused 404 for an unknown sheet, or a page that begins after someone who is not in the list any more
 */
export async function shownList(
  context: PortalContext,
  person: Person,
  language: Language,
  query: ListQuery,
): Promise<ShownList> {
  const sheets = await sheetTitles(context, language);
  if (query.sheet !== null && !sheets.has(query.sheet)) throw notFound();
  const seesPeople = hasRole(person, 'sender');
  const { page, counts } = await listStakeholders(context.effects, seesPeople ? query : { ...query, text: '' });
  if (seesPeople && !page) throw notFound();
  return { query, page: seesPeople ? page : null, counts, sheets };
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

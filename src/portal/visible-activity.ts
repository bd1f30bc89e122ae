import { ACTIVITY_KINDS, type ActivityEntry, type ActivityKind, type ActivityPage } from '../domain/activity.ts';
import type { Effects } from '../domain/effects.ts';
import { hasRole, isAnalystOf, type Person } from '../domain/person.ts';

/** Which entries to list; null for all. */
export interface ActivityFilter {
  readonly kind: ActivityKind | null;
  /** Part of the name of who acted, in any case. */
  readonly who: string | null;
  /** YYYY-MM, of the time in UTC. */
  readonly month: string | null;
}

type Log = Pick<Effects['activity'], 'page'>;

/** The number of entries read at a time while filtering. */
const BATCH = 500;

/** Returns at most `limit` entries that a filter lets through and a person may see. */
export async function visibleActivity(
  activity: Log,
  person: Person,
  filter: ActivityFilter,
  page: ActivityPage,
): Promise<ActivityEntry[]> {
  const found: ActivityEntry[] = [];
  for await (const entry of entriesFrom(activity, page)) {
    if (isPast(entry, filter, 'after' in page)) break;
    if (passes(entry, filter)) found.push(withoutHidden(entry, person));
    if (found.length === page.limit) break;
  }
  return found;
}

/** Yields every entry that a filter lets through and a person may see, oldest first. */
export async function* exportedActivity(
  activity: Log,
  person: Person,
  filter: ActivityFilter,
): AsyncGenerator<ActivityEntry> {
  for await (const entry of entriesFrom(activity, { after: 0, limit: BATCH })) {
    if (isPast(entry, filter, true)) return;
    if (passes(entry, filter)) yield withoutHidden(entry, person);
  }
}

async function* entriesFrom(activity: Log, from: ActivityPage): AsyncGenerator<ActivityEntry> {
  const limit = Math.max(from.limit, BATCH);
  let next: ActivityPage = { ...from, limit };
  for (;;) {
    const entries = await activity.page(next);
    yield* entries;
    const last = entries.at(-1);
    if (!last || entries.length < limit) return;
    next = 'after' in next ? { after: last.sequence, limit } : { before: last.sequence, limit };
  }
}

function passes({ kind, who, at }: ActivityEntry, filter: ActivityFilter): boolean {
  if (filter.kind !== null && kind !== filter.kind) return false;
  if (filter.month !== null && !at.startsWith(filter.month)) return false;
  return filter.who === null || who.toLocaleLowerCase().includes(filter.who.toLocaleLowerCase());
}

/** Whether no later entry of the reading can be of the month: times of entries never go back. */
const isPast = ({ at }: ActivityEntry, { month }: ActivityFilter, isForward: boolean): boolean =>
  month !== null && (isForward ? at.slice(0, 7) > month : at.slice(0, 7) < month);

/** Names of files are the uploader's words (docs/portal.md, "Who sees what"). */
function withoutHidden(entry: ActivityEntry, person: Person): ActivityEntry {
  const { file, hotline } = entry.about;
  if (file === undefined || hasRole(person, 'operator')) return entry;
  return isAnalystOf(person, String(hotline)) ? entry : { ...entry, about: { ...entry.about, file: null } };
}

/** Whether a text is a kind of activity. */
export const isActivityKind = (text: string): text is ActivityKind => ACTIVITY_KINDS.some((kind) => kind === text);

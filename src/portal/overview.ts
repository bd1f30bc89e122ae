import { listSheets, loadSheet } from '../definitions/load-definitions.ts';
import type { ActivityEntry } from '../domain/activity.ts';
import type { ReportFile } from '../domain/edition.ts';
import type { UserLanguage } from '../domain/languages.ts';
import type { Month } from '../domain/month.ts';
import { isDraftPage } from '../domain/object-keys.ts';
import { hasRole, isAnalystOf, type Person } from '../domain/person.ts';
import { access, PORTAL_ROUTES } from '../domain/portal-routes.ts';
import { type NextDistribution, nextDistribution } from '../steps/distribute/next-distribution.ts';
import type { FamilyCounts, MemberCounts } from '../steps/family-counts.ts';
import { heldSheets } from '../steps/list-editions.ts';
import { monthsOf, type NewestMonth, newestMonth, showTimetable } from '../steps/show-timetable.ts';
import { activityNames } from './activity-names.ts';
import type { PortalContext } from './portal-options.ts';
import { visibleActivity } from './visible-activity.ts';
import { type VisibleEdition, type VisibleTimetable, visibleTimetable } from './visible-timetable.ts';
import { type Waiting, waitingFor } from './waiting.ts';

/** The files of an approved edition. */
export interface PublishedEdition {
  readonly edition: VisibleEdition;
  readonly revision: number;
  readonly files: readonly ReportFile[];
}

/** Everything that the overview shows to one person. */
export interface Overview {
  readonly now: Date;
  readonly timetable: VisibleTimetable;
  readonly months: readonly Month[];
  /** Null if the person may not see exports, or there are none. */
  readonly newest: NewestMonth | null;
  readonly toReview: readonly VisibleEdition[];
  /** Null if the person may not see it. */
  readonly unconfirmed: number | null;
  readonly next: NextDistribution | null;
  /** How many people get the next distribution; null if there is none, or the list may not be read. */
  readonly recipients: number | null;
  readonly waiting: readonly Waiting[];
  /** The newest entries of the activity log; null if the person may not see it. */
  readonly logged: readonly ActivityEntry[] | null;
  /** The newest approved edition of each sheet, newest first. */
  readonly published: readonly PublishedEdition[];
  /** Of families, how many members are approved: by main sheet, then by month. Empty for those who see no drafts. */
  readonly families: ReadonlyMap<string, ReadonlyMap<Month, MemberCounts>>;
  /** Display names of hotlines and sheets in the language of the page, by id. */
  readonly hotlineNames: ReadonlyMap<string, string>;
  readonly sheetNames: ReadonlyMap<string, string>;
}

/** Returns what a person may see of exports and editions; analysts have their own hotline first. */
export async function timetableFor(context: PortalContext, person: Person): Promise<VisibleTimetable> {
  const { effects, definitions, files } = context;
  const timetable = await showTimetable({
    effects,
    hotlines: [...definitions.hotlines.keys()],
    sheets: await listSheets(files),
    filesOf: definitions.filesOf,
    isThere: context.isThere,
  });
  const sending = timetable.hotlines.filter(({ hotline, months }) => months.length > 0 || isOwn(person, hotline));
  const ownFirst = sending.toSorted((a, b) => Number(isOwn(person, b.hotline)) - Number(isOwn(person, a.hotline)));
  return visibleTimetable({ ...timetable, hotlines: ownFirst }, person);
}

/** Analysts see their own hotline even before its first file arrives. */
const isOwn = (person: Person, hotline: string): boolean =>
  isAnalystOf(person, hotline) && !person.grants.includes('analyst:*');

/**
 * Returns what a person's overview shows.
 * @param counter counts the members of families, and remembers what it read
 */
export async function overviewFor(
  context: PortalContext,
  person: Person,
  language: UserLanguage,
  counter: FamilyCounts,
): Promise<Overview> {
  const { effects, files, schedules } = context;
  const timetable = await timetableFor(context, person);
  const { editions, hotlines } = timetable;
  const sheets = await listSheets(files);
  const held = new Set((await heldSheets(effects, sheets)).keys());
  const now = effects.clock.now();
  const seesExports = hasRole(person, 'reviewer', 'approver', 'operator', 'analyst');
  const next = hasRole(person, 'reviewer', 'approver', 'sender') ? nextDistribution(schedules, held, now) : null;
  const counts = editions.flatMap(({ unconfirmed }) => unconfirmed ?? []);
  const names = await activityNames(context, language);
  return {
    now,
    timetable,
    months: monthsOf({ hotlines, editions }),
    newest: seesExports ? newestMonth({ hotlines: ownOrAll(timetable, person) }) : null,
    toReview: editions.filter(({ state }) => state === 'review'),
    unconfirmed: counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0),
    next,
    recipients: next && context.countRecipients ? await context.countRecipients(next.sheet) : null,
    logged: await newestEntries(context, person),
    waiting: waitingFor(person, { timetable, dueDays: context.dueDays, now }),
    published: await publishedEditions(context, editions),
    families: hasRole(person, 'reviewer', 'approver') ? await familyCounts(context, sheets, counter) : new Map(),
    hotlineNames: names.hotlines,
    sheetNames: names.sheets,
  };
}

/** Counts the approved members of each family. */
async function familyCounts(
  { effects, definitions, files }: PortalContext,
  sheets: readonly string[],
  counter: FamilyCounts,
) {
  const counts = new Map<string, ReadonlyMap<Month, MemberCounts>>();
  for (const id of sheets) {
    const sheet = await loadSheet(files, definitions, id);
    if (sheet.family) counts.set(id, await counter.byMonth(effects, sheet, sheet.family));
  }
  return counts;
}

/** How many entries of the activity log are searched for those that the overview lists. */
const SEARCHED = 50;

async function newestEntries({ effects }: PortalContext, person: Person): Promise<ActivityEntry[] | null> {
  if (access(PORTAL_ROUTES.activity, person, null) !== 'allowed') return null;
  const everything = { kind: null, who: null, month: null };
  const page = { before: Number.MAX_SAFE_INTEGER, limit: SEARCHED };
  return visibleActivity(effects.activity, person, everything, page);
}

/** The headline of analysts covers their own files: of others they see only what an approved page prints. */
function ownOrAll({ hotlines }: VisibleTimetable, person: Person): VisibleTimetable['hotlines'] {
  if (hasRole(person, 'reviewer', 'approver', 'operator')) return hotlines;
  return hotlines.filter(({ hotline }) => isAnalystOf(person, hotline));
}

async function publishedEditions(
  { effects }: PortalContext,
  editions: readonly VisibleEdition[],
): Promise<PublishedEdition[]> {
  const approved = editions.filter((edition) => edition.approved !== null);
  const newest = [...new Map(approved.map((edition) => [edition.sheet, edition])).values()];
  const found = newest.map(async (edition) => {
    const revision = edition.approved ?? edition.revision;
    const report = await effects.editions.reportOf(edition.sheet, edition.month, revision);
    return { edition, revision, files: (report?.files ?? []).filter(({ key }) => !isDraftPage(key)) };
  });
  return (await Promise.all(found)).toSorted((a, b) => (a.edition.month < b.edition.month ? 1 : -1));
}

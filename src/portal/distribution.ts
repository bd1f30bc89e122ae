import { listSheets, loadSheet } from '../definitions/load-definitions.ts';
import { sheetTitle } from '../definitions/sheet-title.ts';
import { folderOfSheet, isMemberId } from '../domain/family.ts';
import type { Hold } from '../domain/hold.ts';
import type { UserLanguage } from '../domain/languages.ts';
import type { Month } from '../domain/month.ts';
import { hasRole, type Person } from '../domain/person.ts';
import type { Schedule } from '../domain/schedule/schedule.ts';
import type { Sheet } from '../domain/sheet.ts';
import { getsSheet } from '../domain/stakeholder.ts';
import { memberNames } from '../steps/compile-sheet/sheet-page.ts';
import { nextDistribution } from '../steps/distribute/next-distribution.ts';
import { type OneDispatch, type Resolution, resolveDispatches } from '../steps/distribute/resolve-dispatches.ts';
import { type Deliveries, type Delivery, showDeliveries } from '../steps/distribute/show-deliveries.ts';
import { holdSheet } from '../steps/hold-sheet.ts';
import type { PortalRequest } from './portal-env.ts';
import type { PortalContext } from './portal-options.ts';
import { notFound, Refused } from './problem-document.ts';
import { askedEdition } from './read-request.ts';
import { record } from './record.ts';
import { oneLine } from './review.ts';

/** When and whether a sheet is sent. */
export interface ShownSchedule {
  readonly sheet: string;
  readonly title: string;
  readonly schedule: Schedule | null;
  /** The next scheduled time; null without a schedule, or while the sheet is held. */
  readonly next: Date | null;
  readonly hold: Hold | null;
  /** The number of the last hold or release; 0 if there was none. */
  readonly holds: number;
  /** The members of its family; empty for other sheets. */
  readonly members: readonly ShownMember[];
}

/** A member of a family, and how many active people get it. */
export interface ShownMember {
  readonly sheet: string;
  readonly name: string;
  readonly people: number;
}

/** Returns the sheet of a request, which may be a member of a family. Throws Refused 404 if there is none. */
export async function sheetAsked({ files, definitions }: PortalContext, id: string): Promise<Sheet> {
  if (!(await listSheets(files)).includes(folderOfSheet(id))) throw notFound();
  const main = await loadSheet(files, definitions, folderOfSheet(id));
  if (!isMemberId(id)) return main;
  if (main.family?.members.every(({ sheet }) => sheet !== id) ?? true) throw notFound();
  return loadSheet(files, definitions, id);
}

export async function shownSchedule(
  context: PortalContext,
  id: string,
  language: UserLanguage,
): Promise<ShownSchedule> {
  const { effects, files, schedules } = context;
  const sheet = await sheetAsked(context, id);
  const last = (await effects.holds.list(id)).at(-1);
  const hold = last?.held ? last : null;
  const own = schedules.filter((one) => one.sheet === folderOfSheet(id));
  const held = new Set(hold ? [id] : []);
  return {
    sheet: id,
    title: await sheetTitle(files, id, language),
    schedule: own[0] ?? null,
    next: nextDistribution(own, held, effects.clock.now())?.at ?? null,
    hold,
    holds: last?.number ?? 0,
    members: sheet.member === undefined ? await shownMembers(context, sheet, language) : [],
  };
}

async function shownMembers(
  { effects, definitions }: PortalContext,
  sheet: Sheet,
  language: UserLanguage,
): Promise<ShownMember[]> {
  const people = sheet.family ? await effects.stakeholders.all() : [];
  const names = memberNames(definitions, sheet, language);
  return (sheet.family?.members ?? []).map(({ key, sheet: id }) => {
    const active = people.filter((person) => person.status === 'active' && getsSheet(person, id));
    return { sheet: id, name: names[key]?.member ?? key, people: active.length };
  });
}

/** A person's request to hold or release a sheet. */
export interface HoldAsked {
  readonly sheet: string;
  readonly held: boolean;
  readonly reason: string | null;
  /** The number of the last hold or release that the person has seen. */
  readonly seen: number;
}

/**
 * Holds or releases a sheet. Throws Refused 412 if someone else held or released it meanwhile, Failure DecisionRefused
 * if it is in that state already or has no reason.
 */
export async function changeHold(
  context: PortalContext,
  person: Person,
  { sheet, held, reason, seen }: HoldAsked,
): Promise<Hold> {
  const { effects } = context;
  await sheetAsked(context, sheet);
  const last = (await effects.holds.list(sheet)).at(-1);
  if ((last?.number ?? 0) !== seen)
    throw new Refused({ status: 412, kind: 'stale', title: 'The sheet was held or released meanwhile' });
  const asked = { held, by: person.name, caller: null, reason: oneLine(reason), via: 'portal' } as const;
  const hold = await holdSheet(effects, sheet, asked);
  await context.afterHold(hold);
  return hold;
}

/** Deliveries as a person may see them: without people unless the person is a sender. */
export type ShownDeliveries = Omit<Deliveries, 'deliveries'> & { readonly deliveries: readonly Delivery[] | null };

/** @param month null takes the newest approved edition. Returns null if none is approved. */
export async function shownDeliveries(
  context: PortalContext,
  person: Person,
  sheet: string,
  month: Month | null,
): Promise<ShownDeliveries | null> {
  const found = await showDeliveries(context.effects, sheet, month);
  return found && { ...found, deliveries: hasRole(person, 'sender') ? found.deliveries : null };
}

/** Returns the deliveries of a path's edition. Throws Refused 404 if no revision of it is approved. */
export async function deliveriesAsked(c: PortalRequest, context: PortalContext): Promise<ShownDeliveries> {
  const { sheet, month } = askedEdition(c);
  const shown = await shownDeliveries(context, c.get('person'), sheet, month);
  if (!shown) throw notFound();
  return shown;
}

/** What a person found out about messages of an edition. */
export interface ResolutionAsked {
  readonly sheet: string;
  readonly month: Month;
  readonly resolution: Resolution;
  readonly only: OneDispatch | null;
}

/** Records a resolution. Returns how many messages were changed; 0 if a run or another person was first. */
export async function resolve(
  c: PortalRequest,
  context: PortalContext,
  { sheet: id, month, resolution, only }: ResolutionAsked,
): Promise<number> {
  const { effects } = context;
  const changed = await resolveDispatches(effects, await sheetAsked(context, id), month, { resolution, only });
  if (changed === 0) return 0;
  if (resolution === 'revoke') await record(c, effects, 'links-revoked', { sheet: id, month, links: changed });
  else await record(c, effects, 'dispatches-resolved', { sheet: id, month, messages: changed });
  return changed;
}

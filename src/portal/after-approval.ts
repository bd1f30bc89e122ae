import type { Month } from '../domain/month.ts';
import { isSentOnApproval, scheduleOf } from '../steps/distribute/distribute-due.ts';
import { type NextDistribution, nextDistribution } from '../steps/distribute/next-distribution.ts';
import { heldSheets } from '../steps/list-editions.ts';
import type { PortalContext } from './portal-options.ts';

/** What becomes of a revision once it is approved. `people`: how many get it; null where that may not be read. */
export type AfterApproval =
  | { readonly when: 'held' }
  | { readonly when: 'at-once' | 'by-hand'; readonly people: number | null }
  | { readonly when: 'scheduled'; readonly people: number | null; readonly next: NextDistribution };

/** Returns what the approval of a sheet's edition leads to now, by its schedule and whether it is held. */
export async function afterApproval(context: PortalContext, sheet: string, month: Month): Promise<AfterApproval> {
  const { effects, schedules } = context;
  if ((await heldSheets(effects, [sheet])).size > 0) return { when: 'held' };
  const people = (await context.countRecipients?.(sheet)) ?? null;
  const schedule = scheduleOf({ schedules }, sheet);
  const now = effects.clock.now();
  if (isSentOnApproval(schedule, month, now)) return { when: 'at-once', people };
  const next = nextDistribution(schedule ? [schedule] : [], new Set(), now);
  return next ? { when: 'scheduled', people, next } : { when: 'by-hand', people };
}

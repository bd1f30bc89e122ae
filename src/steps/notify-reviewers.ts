import type { Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import type { Month } from '../domain/month.ts';
import type { Report } from '../domain/revision.ts';
import type { EffectsOf } from '../domain/step-effects.ts';

export type NotifyEffects = EffectsOf<'notify-reviewers'> & Pick<Effects, 'clock' | 'log'>;

/** How many missing tables an event names: it may have 256 KB, and a hundred hotlines can lack ten thousand tables. */
const NAMED = 100;

/**
 * Emits that a revision's report is complete and ready for review, then records that it was emitted: a run that stops
 * in between emits again.
 * @throws Failure StoreConflict if the report is not recorded
 */
export async function notifyReviewers(
  effects: NotifyEffects,
  sheet: string,
  month: Month,
  number: number,
): Promise<void> {
  const revision = await effects.editions.revision(sheet, month, number);
  const report = await effects.editions.reportOf(sheet, month, number);
  if (!revision || !report)
    throw new Failure('StoreConflict', `${sheet} ${month}, revision ${number} has no recorded report; render it again`);
  const figures = await effects.editions.figuresOf(sheet, revision.fingerprint);
  const totals = figures
    .filter(({ printed }) => !printed.by)
    .map(({ printed }) => [printed.id, printed.total] as const);
  const { complete, missing, corrects, excluded } = revision;
  await effects.events.emit({
    name: 'RevisionReady',
    detail: {
      sheet,
      month,
      revision: number,
      complete,
      missing: missing.slice(0, NAMED),
      missingCount: missing.length,
      orphans: (excluded ?? []).map(({ hotline, orphans, people }) => ({ hotline, ...orphans, people })),
      corrects: corrects?.revision ?? null,
      totals: Object.fromEntries(totals),
      files: report.files.map(({ key }) => key),
    },
  });
  await effects.editions.announce({ ...report, announcedAt: effects.clock.now().toISOString() });
  effects.log.info('reviewers-notified', { sheet, month, revision: number });
}

/**
 * Notifies the reviewers of a family once, of its main sheet, and records that for every sheet: a publication that stops
 * before that notifies them again.
 * @param sheets the main sheet, then its members
 * @param number the revision of the main sheet
 * @throws Failure DefinitionChanged if the newest revision of a member has no recorded report: it was computed with other
 *   definitions than it would be rendered with, or another publication made it in the meantime
 */
export async function notifyOfFamily(
  effects: NotifyEffects,
  [main, ...members]: readonly [SheetNamed, ...SheetNamed[]],
  month: Month,
  number: number,
): Promise<void> {
  const reports = await Promise.all(members.map(({ id }) => newestReport(effects, id, month)));
  await notifyReviewers(effects, main.id, month, number);
  const announcedAt = effects.clock.now().toISOString();
  for (const report of reports)
    if (report.announcedAt === undefined) await effects.editions.announce({ ...report, announcedAt });
}

interface SheetNamed {
  readonly id: string;
}

async function newestReport({ editions }: NotifyEffects, sheet: string, month: Month): Promise<Report> {
  const revision = await editions.newestRevision(sheet, month);
  const report = revision && (await editions.reportOf(sheet, month, revision.revision));
  if (report) return report;
  throw new Failure(
    'DefinitionChanged',
    `${sheet} ${month} has no pages of its newest revision; compute its figures again`,
  );
}

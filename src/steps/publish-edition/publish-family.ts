import { inTurns } from '../../domain/in-turns.ts';
import type { PublicationStep } from '../../domain/publication.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { CompiledSheet } from '../compile-sheet/compiled-sheet.ts';
import { computeFamily } from '../compute-figures/compute-family.ts';
import type { Computed } from '../compute-figures/edition-content.ts';
import { notifyReviewers } from '../notify-reviewers.ts';
import type { PublicationContext } from './publication-context.ts';
import { type PublishedReport, retry, runStep } from './publish-edition.ts';
import { throwFailures } from './publish-sheets.ts';

/** The editions of a family to publish, and how. */
export interface FamilyContext extends Omit<PublicationContext, 'sheet' | 'compiled' | 'before'> {
  /** The main sheet, then its members. */
  readonly sheets: readonly [Sheet, ...Sheet[]];
  /** Returns a compiled sheet; called only when its pages are rendered. */
  readonly compiled: (sheet: Sheet) => Promise<CompiledSheet>;
  /** How many sheets are rendered at a time. */
  readonly atATime: number;
  /** Runs after the figures and before the first report is recorded, with the revision of the main sheet. */
  readonly computed?: (main: Computed) => Promise<void>;
  /** Runs before the reviewers are notified, with the reports of all sheets. */
  readonly published?: (reports: readonly PublishedReport[]) => Promise<void>;
}

/**
 * Publishes all sheets of a family from one computation of their figures. A sheet whose report is recorded is skipped,
 * so that a publication that runs again renders only the sheets that failed before. The reviewers are notified once,
 * of the main sheet.
 * @returns the reports, the main sheet's first
 * @throws Failure of the sheets that could not be rendered, by name, after all others are recorded
 */
export async function publishFamily(context: FamilyContext): Promise<readonly [PublishedReport, ...PublishedReport[]]> {
  return retry('publication', context, async () => {
    const computed = await retry('step', context, () => computeFamily(context.effects, context.definitions, context));
    const [main] = computed;
    if (main) await context.computed?.(main);
    const reports: PublishedReport[] = [];
    const failures = new Map<string, unknown>();
    await inTurns([...computed.entries()], context.atATime, async ([index, one]) => {
      const sheet = context.sheets[index];
      if (!sheet) return;
      try {
        reports[index] = await publishOne(context, sheet, one);
      } catch (error) {
        failures.set(sheet.id, error);
      }
    });
    context.signal.throwIfAborted();
    throwFailures(context.sheets.length, failures);
    await context.published?.(reports);
    if (context.last === 'notify-reviewers' && main && reports.some(({ isNew }) => isNew))
      await notifyReviewers(context.effects, main.revision.sheet, context.month, main.revision.revision);
    const [first, ...others] = reports;
    if (!first) throw new Error(`no edition of ${context.sheets[0].id} was computed`);
    return [first, ...others];
  });
}

const STEPS: readonly PublicationStep[] = ['render-report', 'record-report'];

async function publishOne(context: FamilyContext, sheet: Sheet, computed: Computed): Promise<PublishedReport> {
  const { computed: _, published: __, compiled, ...others } = context;
  const own: PublicationContext = { ...others, sheet, compiled: () => compiled(sheet) };
  const report = await context.effects.editions.reportOf(sheet.id, context.month, computed.revision.revision);
  const isNew = report === null;
  let progress: Omit<PublishedReport, 'isNew'> = { computed, rendered: [], files: report?.files ?? null };
  if (!isNew && !context.restoresPages) return { ...progress, isNew };
  for (const step of STEPS) {
    context.signal.throwIfAborted();
    progress = await runStep(step, own, progress);
  }
  return { ...progress, isNew };
}

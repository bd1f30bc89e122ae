import type { ReportFile } from '../../domain/edition.ts';
import { Failure } from '../../domain/failure.ts';
import { PUBLICATION_RETRIES, PUBLICATION_STEPS, type PublicationStep } from '../../domain/publication.ts';
import { type Computed, computeFigures } from '../compute-figures/compute-figures.ts';
import { notifyReviewers } from '../notify-reviewers.ts';
import { recordReport, writeAnnex } from '../record-report.ts';
import type { Rendered } from '../render-report/render-report.ts';
import type { PublicationContext } from './publication-context.ts';
import { renderPages, restorePages } from './render-pages.ts';

/** What the steps that ran so far leave for the steps after them. */
export interface PublicationProgress {
  readonly computed: Computed;
  readonly rendered: readonly Rendered[];
  /** The files of the recorded report; of the languages rendered, where no report is recorded. Null before either. */
  readonly files: readonly ReportFile[] | null;
}

/** What a publication made. `isNew` is false when an earlier publication recorded the revision's report. */
export type PublishedReport = PublicationProgress & { readonly isNew: boolean };

type LaterStep = Exclude<PublicationStep, 'compute-figures'>;

/** How often a step, or the publication, is run before its failure counts. */
const ATTEMPTS = 3;

/**
 * Publishes an edition: runs the steps of PUBLICATION_STEPS in their order.
 *
 *     compute figures ─► report recorded already? ─► render each language ─► record the report ─► notify the reviewers
 *
 * Runs a step again after a lost race, and starts again when the sheet changed after its figures were computed.
 * @throws Failure of a step, after three attempts where it can be retried; the reason of `signal`
 */
export async function publishEdition(context: PublicationContext): Promise<PublishedReport> {
  return retry('publication', context, async () => {
    const first = await runStep('compute-figures', context, null);
    const isNew = first.files === null;
    if (!isNew && !context.restoresPages) return { ...first, isNew };
    let progress = first;
    for (const step of stepsAfterFigures(context.last)) {
      await context.before?.[step]?.(progress.computed);
      context.signal.throwIfAborted();
      progress = await runStep(step, context, progress);
    }
    return { ...progress, isNew };
  });
}

/** Runs one step, as its function in AWS does. `progress` is null only before `compute-figures`. */
export async function runStep(
  step: PublicationStep,
  context: PublicationContext,
  progress: PublicationProgress | null,
): Promise<PublicationProgress> {
  return retry('step', context, async () => {
    if (step === 'compute-figures') return compute(context);
    if (!progress) throw new Error(`${step} runs after compute-figures`);
    return { ...progress, ...(await LATER_STEPS[step](context, progress)) };
  });
}

function stepsAfterFigures(last: PublicationStep): LaterStep[] {
  const steps = PUBLICATION_STEPS.map(({ step }) => step);
  return steps.slice(1, steps.indexOf(last) + 1).filter((step) => step !== 'compute-figures');
}

async function compute(context: PublicationContext): Promise<PublicationProgress> {
  const { effects, definitions, sheet, month, isNewest } = context;
  const computed = await computeFigures(effects, definitions, sheet, month, { isNewest });
  const report = await effects.editions.reportOf(sheet.id, month, computed.revision.revision);
  return { computed, rendered: [], files: report?.files ?? null };
}

const LATER_STEPS: Readonly<
  Record<
    LaterStep,
    (context: PublicationContext, progress: PublicationProgress) => Promise<Partial<PublicationProgress>>
  >
> = {
  'render-report': async (context, { computed: { revision }, files }) => ({
    rendered: await (files ? restorePages(context, revision, files) : renderPages(context, revision)),
  }),
  'record-report': async ({ effects, sheet, languages }, { computed: { revision }, rendered }) => {
    if (sheet.languages.every((language) => languages.includes(language)))
      return { files: (await recordReport(effects, sheet, revision, rendered)).files };
    const pages = rendered.flatMap(({ pdf, draft, charts }) => [pdf, draft, ...charts]);
    return { files: [...pages, ...(await writeAnnex(effects, sheet, revision))] };
  },
  'notify-reviewers': async ({ effects, sheet, month }, { computed: { revision } }) => {
    await notifyReviewers(effects, sheet.id, month, revision.revision);
    return {};
  },
};

/** Runs work again while its failure is one that PUBLICATION_RETRIES cures by running this much again. */
async function retry<Result>(
  what: 'step' | 'publication',
  { signal }: PublicationContext,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || signal.aborted || retriedBy(error) !== what) throw error;
    }
  }
}

function retriedBy(error: unknown): 'step' | 'publication' | null {
  const entry = Object.entries(PUBLICATION_RETRIES).find(([name]) => error instanceof Failure && error.name === name);
  return entry ? entry[1] : null;
}

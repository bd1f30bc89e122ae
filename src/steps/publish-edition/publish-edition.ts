import type { ReportFile } from '../../domain/edition.ts';
import { Failure } from '../../domain/failure.ts';
import { PUBLICATION_RETRIES, PUBLICATION_STEPS, type PublicationStep } from '../../domain/publication.ts';
import { computeFigures } from '../compute-figures/compute-figures.ts';
import type { Computed } from '../compute-figures/edition-content.ts';
import { notifyReviewers } from '../notify-reviewers.ts';
import { recordReport, writeAnnex } from '../record-report.ts';
import type { Rendered } from '../render-report/render-report.ts';
import type { PublicationContext } from './publication-context.ts';
import { renderPages, restorePages, restoreTexts } from './render-pages.ts';

/** The results of the completed steps, for the steps after them. */
export interface PublicationProgress {
  readonly computed: Computed;
  readonly rendered: readonly Rendered[];
  /**
   * The files of the recorded report; if no report is recorded, the files of the rendered languages. Null before
   * either.
   */
  readonly files: readonly ReportFile[] | null;
}

/** The result of a publication. `isNew` is false if an earlier publication recorded the revision's report. */
export type PublishedReport = PublicationProgress & { readonly isNew: boolean };

type LaterStep = Exclude<PublicationStep, 'compute-figures'>;

/** The number of times a step, or the publication, is tried before its failure is thrown. */
const ATTEMPTS = 3;

/**
 * Publishes an edition: runs the steps of PUBLICATION_STEPS in order.
 *
 *   compute figures ─► report recorded already? ─► render each language ─► record the report ─► notify the reviewers
 *
 * Retries a step after a lost race, and starts over if the sheet changed after its figures were computed.
 * @throws Failure of a step, after three attempts if it can be retried; the reason of `signal`
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
  const computed = await computeFigures(effects, definitions, { sheet, month, isNewest });
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
  'record-report': async (context, { computed: { revision }, rendered, files }) => {
    const { effects, sheet, languages } = context;
    if (files) return { files: await restoreTexts(context, revision, files) };
    if (sheet.languages.every((language) => languages.includes(language)))
      return { files: (await recordReport(effects, await context.compiled(), revision, rendered)).files };
    const pages = rendered.flatMap(({ pdf, draft, charts }) => [pdf, draft, ...charts]);
    return { files: [...pages, ...(await writeAnnex(effects, sheet, revision))] };
  },
  'notify-reviewers': async ({ effects, sheet, month }, { computed: { revision } }) => {
    await notifyReviewers(effects, sheet.id, month, revision.revision);
    return {};
  },
};

/** Retries work as long as PUBLICATION_RETRIES says that retrying this unit can resolve its failure. */
export async function retry<Result>(
  what: 'step' | 'publication',
  { signal }: Pick<PublicationContext, 'signal'>,
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

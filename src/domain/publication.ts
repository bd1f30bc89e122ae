import type { FailureName } from './failure-names.ts';
import type { Month } from './month.ts';

/**
 * The steps of a publication, in the order they run. `perLanguage` runs once for each language of the sheet. The state
 * machine (lib/publication-machine.ts) and steps/publish-edition/ both take the order from here.
 */
export const PUBLICATION_STEPS = [
  { step: 'compute-figures', task: 'ComputeFigures', perLanguage: false },
  { step: 'render-report', task: 'RenderReport', perLanguage: true },
  { step: 'record-report', task: 'RecordReport', perLanguage: false },
  { step: 'notify-reviewers', task: 'NotifyReviewers', perLanguage: false },
] as const;

export type PublicationStep = (typeof PUBLICATION_STEPS)[number]['step'];

/**
 * How to continue after a failure of a step: run the step again after a lost race, or start the publication again
 * because the sheet changed after its figures were computed. Every other failure needs a person.
 */
export const PUBLICATION_RETRIES = {
  StoreConflict: 'step',
  DefinitionChanged: 'publication',
} as const satisfies Partial<Record<FailureName, 'step' | 'publication'>>;

/** One edition to bring up to date with the active exports: figures, pages, record, notification of reviewers. */
export interface Publication {
  readonly sheet: string;
  readonly month: Month;
  /** Whether it is the sheet's newest edition; an older one gets a draft only if its figures change (figures.md). */
  readonly isNewest: boolean;
  /** A hash of its inputs: definitions and active exports. */
  readonly state: string;
}

/** The outcome of starting a publication. */
export type StartStatus = 'started' | 'known' | 'retried';

/** Runs publications. The same sheet, month and state run once, however often they are started. */
export interface Publications {
  /**
   * Starts a publication. Returns `known` if it was started before, whatever its outcome; `retried` if it had failed
   * and now continues.
   * @param options.retryFailed whether to run a failed publication again; an implementation that runs every publication
   *   to its end may ignore it
   */
  start(publication: Publication, options?: { readonly retryFailed: boolean }): Promise<StartStatus>;
}

/** The longest name that Step Functions accepts. */
const LONGEST_NAME = 80;
/** Hex digits of the state in a name: 128 bits. */
const STATE_DIGITS = 32;

/**
 * Returns the name under which a publication runs once: `<sheet>-<month>-<state>`, at most 80 characters. The hash of
 * the state covers the sheet, so a long id may be cut.
 * @param attempt from the second on it ends the name: `...-2`
 */
export function executionName({ sheet, month, state }: Publication, attempt = 1): string {
  const end = `-${month}-${state.slice(0, STATE_DIGITS)}${attempt === 1 ? '' : `-${attempt}`}`;
  return `${sheet.slice(0, LONGEST_NAME - end.length)}${end}`;
}

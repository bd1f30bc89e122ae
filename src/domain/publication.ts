import type { FailureName } from './failure-names.ts';
import type { Month } from './month.ts';

/**
 * The steps of a publication, in the order they run. `perLanguage` runs once for each language of the sheet. The state machine
 * (lib/publication-machine.ts) and steps/publish-edition/ both take the order from here.
 */
export const PUBLICATION_STEPS = [
  { step: 'compute-figures', task: 'ComputeFigures', perLanguage: false },
  { step: 'render-report', task: 'RenderReport', perLanguage: true },
  { step: 'record-report', task: 'RecordReport', perLanguage: false },
  { step: 'notify-reviewers', task: 'NotifyReviewers', perLanguage: false },
] as const;

export type PublicationStep = (typeof PUBLICATION_STEPS)[number]['step'];

/**
 * What a failure of a step asks for: run the step again after a lost race, or start the publication again because the sheet
 * changed after its figures were computed. Every other failure is for a person.
 */
export const PUBLICATION_RETRIES = {
  StoreConflict: 'step',
  DefinitionChanged: 'publication',
} as const satisfies Partial<Record<FailureName, 'step' | 'publication'>>;

/** One edition to be brought up to date with the exports in force: figures, pages, record, word to the reviewers. */
export interface Publication {
  readonly sheet: string;
  readonly month: Month;
  /** Whether it is the sheet's newest edition; an older one gets a draft only when its figures change (figures.md). */
  readonly isNewest: boolean;
  /** A hash of what it will be made from: definitions and the exports in force. */
  readonly state: string;
}

/** What starting a publication came to. */
export type StartStatus = 'started' | 'known' | 'retried';

/** Runs publications. The same sheet, month and state run once, however often they are started. */
export interface Publications {
  /**
   * `known` when that very publication was started before, whatever became of it; `retried` when it had failed and goes on now.
   * @param options.retryFailed whether one that failed before is run again; a place that runs every publication to its end
   *   itself may ignore it
   */
  start(publication: Publication, options?: { readonly retryFailed: boolean }): Promise<StartStatus>;
}

/** The longest name Step Functions takes. */
const LONGEST_NAME = 80;
/** Hex digits of the state in a name: 128 bits. */
const STATE_DIGITS = 32;

/**
 * The name under which a publication runs once: `<sheet>-<month>-<state>`, at most 80 characters; the state's hash holds the
 * sheet, so a long id may be cut.
 * @param attempt from the second on it ends the name: `...-2`
 */
export function executionName({ sheet, month, state }: Publication, attempt = 1): string {
  const end = `-${month}-${state.slice(0, STATE_DIGITS)}${attempt === 1 ? '' : `-${attempt}`}`;
  return `${sheet.slice(0, LONGEST_NAME - end.length)}${end}`;
}

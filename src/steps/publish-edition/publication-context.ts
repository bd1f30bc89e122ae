import type { Definitions } from '../../definitions/load-definitions.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Language } from '../../domain/languages.ts';
import type { Month } from '../../domain/month.ts';
import type { PublicationStep } from '../../domain/publication.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { CompiledSheet } from '../compile-sheet/compiled-sheet.ts';
import type { Computed, FiguresEffects } from '../compute-figures/edition-content.ts';
import type { NotifyEffects } from '../notify-reviewers.ts';
import type { RecordEffects } from '../record-report.ts';
import type { RenderEffects } from '../render-report/render-report.ts';

/** The effects of every step of a publication. `reports` is also read, to find recorded pages that are missing. */
export type PublishEffects = FiguresEffects &
  RenderEffects &
  RecordEffects &
  NotifyEffects & { readonly reports: Pick<Effects['reports'], 'bytes'> };

/** The edition to publish, and how. */
export interface PublicationContext {
  readonly effects: PublishEffects;
  readonly definitions: Definitions;
  readonly sheet: Sheet;
  /** Returns the compiled sheet; called only when pages are rendered. */
  readonly compiled: () => Promise<CompiledSheet>;
  readonly month: Month;
  /** Whether it is the sheet's newest edition, as in `computeFigures`. */
  readonly isNewest: boolean;
  /** The languages to render. A report is recorded only if they include every language of the sheet. */
  readonly languages: readonly Language[];
  /** The last step to run. */
  readonly last: PublicationStep;
  /**
   * Whether to restore missing pages of a revision whose report is already recorded; if false, skips such a revision.
   */
  readonly restoresPages: boolean;
  /** Ends the publication between two steps or two languages by throwing its reason. */
  readonly signal: AbortSignal;
  /** Callbacks that run before a step, after the previous steps. */
  readonly before?: Readonly<Partial<Record<PublicationStep, (computed: Computed) => Promise<void>>>>;
}

import type { Effects } from '../domain/effects.ts';
import type { EmptyExport } from '../domain/empty-export.ts';

interface ConfirmEffects {
  readonly emptyExports: Pick<Effects['emptyExports'], 'confirm'>;
  readonly clock: Effects['clock'];
}

/**
 * Stores a person's statement that a file is empty on purpose, so that it may replace records when it is ingested. Call it
 * before the file is stored: a file that is ingested without it is rejected. It is about these bytes, and about records
 * that were accepted before it.
 */
export const confirmEmpty = ({ emptyExports, clock }: ConfirmEffects, file: Omit<EmptyExport, 'at'>): Promise<void> =>
  emptyExports.confirm({ ...file, at: clock.now().toISOString() });

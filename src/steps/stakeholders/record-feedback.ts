import type { Effects } from '../../domain/effects.ts';
import type { Suspension } from '../../domain/stakeholder.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { updateStakeholder } from './stored-stakeholder.ts';

export type FeedbackEffects = EffectsOf<'record-feedback'> & Pick<Effects, 'clock' | 'log'>;

/** A report of the mail service on a message: it will never arrive, or its reader complained. */
export interface Feedback {
  /** The stakeholder's id from the message. */
  readonly stakeholder: string;
  readonly suspension: Suspension;
}

/**
 * Suspends a stakeholder whose address bounced permanently or who complained. Idempotent; a complaint overrides a
 * bounce; people who left are ignored.
 * @returns whether anything changed
 */
export async function recordFeedback(
  effects: FeedbackEffects,
  { stakeholder, suspension }: Feedback,
): Promise<boolean> {
  const changedAt = effects.clock.now().toISOString();
  const suspended = await updateStakeholder(effects, stakeholder, (old) => {
    const isKnown = old !== null && old.status !== 'left';
    if (!isKnown || old.suspendedFor === suspension || old.suspendedFor === 'complaint')
      return { outcome: false, write: null };
    const generation = old.generation + 1;
    return { outcome: true, write: { ...old, generation, changedAt, status: 'suspended', suspendedFor: suspension } };
  });
  if (suspended) effects.log.info('stakeholder-suspended', { status: suspension });
  return suspended;
}

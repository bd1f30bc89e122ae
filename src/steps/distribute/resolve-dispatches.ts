import { approvalsAmong } from '../../domain/decision.ts';
import type { Dispatch } from '../../domain/dispatch.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Month } from '../../domain/month.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';

export type ResolveEffects = EffectsOf<'resolve-dispatches'> & Pick<Effects, 'clock' | 'log'>;

/**
 * A person's decision about dispatches: `sent` (an uncertain message was sent), `resend` (an uncertain or failed
 * message, or one that was only written to a file, is to be sent again) or `revoke` (the link stops working).
 */
export type Resolution = 'sent' | 'resend' | 'revoke';

/** The dispatches to one stakeholder. */
export interface OneDispatch {
  readonly stakeholder: string;
  /** Changes only this revision's dispatch, and only if it is as it was seen; null changes those of every revision. */
  readonly seen: Pick<Dispatch, 'revision' | 'generation'> | null;
}

/** What to do with which dispatches of an edition. */
export interface DispatchesToResolve {
  readonly resolution: Resolution;
  /** One stakeholder's dispatches; null means those of all. */
  readonly only: OneDispatch | null;
}

/**
 * Resolves the dispatches of every approved revision of an edition. A dispatch that a run changes at the same time is
 * left to the run.
 * @returns how many dispatches were changed
 */
export async function resolveDispatches(
  effects: ResolveEffects,
  sheet: Sheet,
  month: Month,
  { resolution, only }: DispatchesToResolve,
): Promise<number> {
  const approvals = approvalsAmong(await effects.editions.decisionsOf(sheet.id, month));
  let changed = 0;
  for (const revision of new Set(approvals.map((approval) => approval.revision)))
    for (const dispatch of await effects.dispatches.list(sheet.id, month, revision)) {
      const change = changeOf(dispatch, resolution);
      if (!change || !isMeant(dispatch, only)) continue;
      const at = effects.clock.now().toISOString();
      if (await effects.dispatches.put({ ...dispatch, ...change, at, generation: dispatch.generation + 1 })) changed++;
    }
  effects.log.info('dispatches-resolved', { sheet: sheet.id, month, resolution, changed });
  return changed;
}

const isMeant = ({ stakeholder, generation, revision }: Dispatch, only: OneDispatch | null): boolean =>
  only === null ||
  (stakeholder === only.stakeholder &&
    (only.seen === null || (only.seen.revision === revision && only.seen.generation === generation)));

function changeOf({ status, revoked, code }: Dispatch, resolution: Resolution): Partial<Dispatch> | null {
  if (resolution === 'revoke') return revoked ? null : { revoked: true };
  if (resolution === 'sent') return status === 'sending' ? { status: 'sent', code: 'said-by-a-person' } : null;
  const isWritten = status === 'sent' && code === 'written';
  return status === 'sending' || status === 'failed' || isWritten ? { status: 'released', code: 'resend' } : null;
}

import { approvalsAmong } from '../../domain/decision.ts';
import type { Dispatch } from '../../domain/dispatch.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Month } from '../../domain/month.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';

export type ResolveEffects = EffectsOf<'resolve-dispatches'> & Pick<Effects, 'clock' | 'log'>;

/**
 * What a person says of dispatches: an uncertain one was `sent`, or is to be sent again (`resend`; a failed one too, and one that was only written to a file); the link
 * of any is to answer no more (`revoke`).
 */
export type Resolution = 'sent' | 'resend' | 'revoke';

/**
 * Resolves the dispatches of every approved revision of an edition.
 * @param only the id of one stakeholder; null means all of them
 * @returns how many were changed; one that a run changes at the same time is left to it
 */
export async function resolveDispatches(
  effects: ResolveEffects,
  sheet: Sheet,
  month: Month,
  resolution: Resolution,
  only: string | null,
): Promise<number> {
  const approvals = approvalsAmong(await effects.editions.decisionsOf(sheet.id, month));
  let changed = 0;
  for (const revision of new Set(approvals.map((approval) => approval.revision)))
    for (const dispatch of await effects.dispatches.list(sheet.id, month, revision)) {
      const change = changeOf(dispatch, resolution);
      if (!change || (only !== null && dispatch.stakeholder !== only)) continue;
      const at = effects.clock.now().toISOString();
      if (await effects.dispatches.put({ ...dispatch, ...change, at, generation: dispatch.generation + 1 })) changed++;
    }
  effects.log.info('dispatches-resolved', { sheet: sheet.id, month, resolution, changed });
  return changed;
}

function changeOf({ status, revoked, code }: Dispatch, resolution: Resolution): Partial<Dispatch> | null {
  if (resolution === 'revoke') return revoked ? null : { revoked: true };
  if (resolution === 'sent') return status === 'sending' ? { status: 'sent', code: 'said-by-a-person' } : null;
  const isWritten = status === 'sent' && code === 'written';
  return status === 'sending' || status === 'failed' || isWritten ? { status: 'released', code: 'resend' } : null;
}

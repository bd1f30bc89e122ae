import { isPlain } from '../../distribution/list/check-entry.ts';
import type { Effects } from '../../domain/effects.ts';
import type { FormerStakeholder, Stakeholder, StakeholderEntry, Suspension } from '../../domain/stakeholder.ts';
import { writeUntilWon } from '../../domain/write-until-won.ts';

/** The actions that need no reason. */
export type StakeholderAct = 'remove' | 'pause' | 'resume';

/** A suspension recorded by a person, or its end, with their reason. */
export type StatusChange = { readonly act: 'suspend' | 'reactivate'; readonly reason: string };

/** The result of storing an entry. */
export type StoreOutcome = 'added' | 'changed' | 'unchanged' | 'left';

/** The stored fields of a person's entry, in one order. */
export const entryFields = ({ name, address, organisation, language, sheets, delivery }: StakeholderEntry) => ({
  name,
  address,
  organisation,
  language,
  sheets,
  delivery,
});

/**
 * Returns what storing an entry writes; null if nothing. Storing an entry changes no one's status.
 * @param again whether to add a person who left, because they asked for it
 */
export function entryWrite(
  old: Stakeholder | FormerStakeholder | null,
  entry: StakeholderEntry,
  { id, again, now }: { readonly id: string; readonly again: boolean; readonly now: string },
): { readonly outcome: StoreOutcome; readonly write: Stakeholder | null } {
  if (old?.status === 'left' && !again) return { outcome: 'left', write: null };
  const generation = (old?.generation ?? 0) + 1;
  const existing = old && old.status !== 'left' ? old : null;
  const dates = { addedAt: existing?.addedAt ?? now, changedAt: now };
  const write: Stakeholder = { id, generation, ...currentStatus(existing), ...entry, ...dates };
  if (!existing) return { outcome: 'added', write };
  return isEqual(existing, write) ? { outcome: 'unchanged', write: null } : { outcome: 'changed', write };
}

function currentStatus(existing: Stakeholder | null): Pick<Stakeholder, 'status' | 'suspendedFor' | 'statusReason'> {
  if (!existing) return { status: 'active', suspendedFor: null };
  const { status, suspendedFor, statusReason } = existing;
  return { status, suspendedFor, ...(statusReason !== undefined && { statusReason }) };
}

const isEqual = (a: Stakeholder, b: Stakeholder): boolean =>
  JSON.stringify(entryFields(a)) === JSON.stringify(entryFields(b));

/** Returns a reason as it is stored; null unless it is 1 to 200 characters on one line. */
export function checkReason(reason: string): string | null {
  const trimmed = reason.trim();
  return trimmed !== '' && isPlain(trimmed, 200) ? trimmed : null;
}

/** Returns what a change of status writes. Resuming ends a suspension too, and its reason. */
export function statusWrite(
  old: Stakeholder,
  change: { readonly act: StakeholderAct } | StatusChange,
  changedAt: string,
): Stakeholder | FormerStakeholder {
  const next = { generation: old.generation + 1, changedAt };
  if ('reason' in change) {
    const { act, reason: statusReason } = change;
    const suspendedFor = act === 'suspend' ? parseSuspension(statusReason) : null;
    return { ...old, ...next, status: act === 'suspend' ? 'suspended' : 'active', suspendedFor, statusReason };
  }
  if (change.act === 'remove') return toFormerStakeholder(old, changedAt);
  const { statusReason: _before, ...rest } = old;
  return { ...rest, ...next, status: change.act === 'pause' ? 'paused' : 'active', suspendedFor: null };
}

/** A reason that begins like the mail service's own words counts as the mail service's. */
function parseSuspension(reason: string): Suspension {
  if (/^(?:bounce|rebot)/iu.test(reason)) return 'bounce';
  return /^(?:compla|queja)/iu.test(reason) ? 'complaint' : 'person';
}

/** Returns what is stored about a person who leaves. */
export const toFormerStakeholder = ({ id, generation }: Stakeholder, changedAt: string): FormerStakeholder => ({
  id,
  generation: generation + 1,
  status: 'left',
  changedAt,
});

/**
 * Reads one stakeholder, lets `decide` return what to write, and writes it; retries if there was another write
 * meanwhile.
 */
export async function updateStakeholder<Outcome>(
  { stakeholders }: { readonly stakeholders: Pick<Effects['stakeholders'], 'byId' | 'put'> },
  id: string,
  decide: (old: Stakeholder | FormerStakeholder | null) => {
    readonly outcome: Outcome;
    readonly write: Stakeholder | FormerStakeholder | null;
  },
): Promise<Outcome> {
  const attempt = async () => {
    const { outcome, write } = decide(await stakeholders.byId(id));
    return !write || (await stakeholders.put(write)) ? { outcome } : null;
  };
  return (await writeUntilWon(attempt, 'the stakeholder', 'change it again')).outcome;
}

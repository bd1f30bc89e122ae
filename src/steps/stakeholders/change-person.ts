import { checkEntry } from '../../distribution/list/check-entry.ts';
import type { KnownSheets } from '../../distribution/list/chosen-sheets.ts';
import type { FormerStakeholder, Stakeholder, WrittenEntry } from '../../domain/stakeholder.ts';
import type { EntryError } from '../../words/list-error-text.ts';
import { findStakeholderId, type StakeholderEffects } from './change-stakeholders.ts';
import {
  checkReason,
  entryFields,
  entryWrite,
  type StakeholderAct,
  type StatusChange,
  statusWrite,
} from './stored-stakeholder.ts';

/** A change to one person, and the generation of the person that whoever asks for it has seen. */
export interface PersonChange {
  readonly id: string;
  readonly generation: number;
  readonly change: { readonly act: StakeholderAct } | StatusChange | PersonEdit;
}

/** New values of a person's fields. The address is not among them: another address is another person. */
export interface PersonEdit {
  readonly act: 'edit';
  readonly fields: Partial<Omit<WrittenEntry, 'email'>>;
}

/**
 * `stale`: someone else changed the person meanwhile; nothing was written. `missing`: not on the list. `invalid`: the
 * values or the reason are not allowed.
 */
export type Changed =
  | { readonly status: 'changed'; readonly person: Stakeholder | FormerStakeholder }
  | { readonly status: 'unchanged'; readonly person: Stakeholder }
  | { readonly status: 'stale'; readonly person: Stakeholder }
  | { readonly status: 'missing' }
  | { readonly status: 'invalid'; readonly errors: readonly EntryError[] };

/** Changes one person if they are as they were when the change was asked for. */
export async function changePerson(
  effects: StakeholderEffects,
  { id, generation, change }: PersonChange,
  known: KnownSheets,
): Promise<Changed> {
  const old = await effects.stakeholders.byId(id);
  if (!old || old.status === 'left') return { status: 'missing' };
  if (old.generation !== generation) return { status: 'stale', person: old };
  const write = writeOf(old, change, { known, now: effects.clock.now().toISOString() });
  if (Array.isArray(write)) return { status: 'invalid', errors: write };
  if (write === null) return { status: 'unchanged', person: old };
  if (!(await effects.stakeholders.put(write))) return changePerson(effects, { id, generation, change }, known);
  effects.log.info('stakeholder-changed', { act: change.act });
  return { status: 'changed', person: write };
}

function writeOf(
  old: Stakeholder,
  change: PersonChange['change'],
  { known, now }: { readonly known: KnownSheets; readonly now: string },
): Stakeholder | FormerStakeholder | null | EntryError[] {
  if (change.act === 'edit') {
    const entry = checkEntry({ ...writtenEntry(old), ...change.fields }, known);
    return Array.isArray(entry) ? entry : entryWrite(old, entry, { id: old.id, again: false, now }).write;
  }
  if (!('reason' in change)) return statusWrite(old, change, now);
  const reason = checkReason(change.reason);
  return reason === null ? [{ kind: 'reason', names: [] }] : statusWrite(old, { ...change, reason }, now);
}

/** Returns a person's entry as it would be written in a list. */
export function writtenEntry(person: Stakeholder): WrittenEntry {
  const { address, sheets, ...rest } = entryFields(person);
  return { ...rest, email: address, sheets: sheets.join(' ') };
}

/** `present`: the address is on the list already. `left`: it left before, and only a person who asks is added again. */
export type Added =
  | { readonly status: 'added'; readonly person: Stakeholder }
  | { readonly status: 'present' | 'left'; readonly id: string }
  | { readonly status: 'invalid'; readonly errors: readonly EntryError[] };

/**
 * Adds a person who is not on the list. No one's entry is replaced.
 * @param again whether to add a person who left, because they asked for it
 */
export async function addPerson(
  effects: StakeholderEffects,
  written: WrittenEntry,
  known: KnownSheets,
  again: boolean,
): Promise<Added> {
  const entry = checkEntry(written, known);
  if (Array.isArray(entry)) return { status: 'invalid', errors: entry };
  const id = await findStakeholderId(effects, entry.address);
  const old = await effects.stakeholders.byId(id);
  if (old && old.status !== 'left') return { status: 'present', id };
  if (old && !again) return { status: 'left', id };
  const { write } = entryWrite(old, entry, { id, again, now: effects.clock.now().toISOString() });
  if (!write || !(await effects.stakeholders.put(write))) return { status: 'present', id };
  effects.log.info('stakeholder-changed', { act: 'add' });
  return { status: 'added', person: write };
}

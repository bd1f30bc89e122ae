import { type Definitions, listSheets, loadSheet } from '../../definitions/load-definitions.ts';
import { normalAddress, stakeholderId } from '../../distribution/list/address.ts';
import {
  checkEntry,
  isPlain,
  type KnownSheets,
  readStakeholderList,
  type StakeholderList,
} from '../../distribution/list/stakeholder-list.ts';
import type { DefinitionFiles, Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import { LANGUAGES } from '../../domain/languages.ts';
import type {
  FormerStakeholder,
  Stakeholder,
  StakeholderEntry,
  Suspension,
  WrittenEntry,
} from '../../domain/stakeholder.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';

export type KeepEffects = EffectsOf<'keep-stakeholders'> & Pick<Effects, 'clock' | 'log'>;

/** What became of an imported list; lines are those of the file. */
export interface Imported extends Pick<StakeholderList, 'merged' | 'remarks'> {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** The lines whose address left before: they are not added. */
  readonly left: readonly number[];
  /** Those on the list whom the file does not name: they stay, and get their sheets. */
  readonly absent: readonly Stakeholder[];
}

/** The sheets that a stakeholder can get. */
export async function knownSheets(files: DefinitionFiles, definitions: Definitions): Promise<KnownSheets> {
  const ids = await listSheets(files);
  const sheets = await Promise.all(ids.map((id) => loadSheet(files, definitions, id)));
  return new Map(sheets.map(({ id, languages }) => [id, LANGUAGES.filter((one) => languages.includes(one))]));
}

/**
 * Takes a list of stakeholders whole, or refuses it whole: new ones are added, those known get what the list says and keep
 * their status, those who left stay away, those it does not name stay as they are.
 * @throws Failure StakeholdersInvalid with every line that is wrong
 */
export async function importStakeholders(effects: KeepEffects, csv: string, known: KnownSheets): Promise<Imported> {
  const { list, complaints } = readStakeholderList(csv, known);
  if (!list) throw notTaken(complaints);
  const outcomes = { added: 0, changed: 0, unchanged: 0, left: 0 };
  const left: number[] = [];
  for (const [index, entry] of list.entries.entries()) {
    const outcome = await keep(effects, entry, false);
    outcomes[outcome]++;
    if (outcome === 'left') left.push(list.lines[index] ?? 0);
  }
  effects.log.info('stakeholders-imported', outcomes);
  const named = new Set(list.entries.map(({ address }) => address));
  const all = await effects.stakeholders.all();
  const absent = all.flatMap((one) => (one.status === 'left' || named.has(one.address) ? [] : [one]));
  return { ...outcomes, left, absent, merged: list.merged, remarks: list.remarks };
}

/**
 * Adds one stakeholder, or changes what is known of them.
 * @param again also when they left before: they asked for it themselves
 * @throws Failure StakeholdersInvalid
 */
export async function addStakeholder(
  effects: KeepEffects,
  written: WrittenEntry,
  known: KnownSheets,
  again: boolean,
): Promise<'added' | 'changed' | 'unchanged'> {
  const entry = checkEntry(written, known);
  if (Array.isArray(entry)) throw notTaken(entry);
  const outcome = await keep(effects, entry, again);
  if (outcome === 'left') throw refused('this address left; if they ask for it again, add it with --again');
  return outcome;
}

const refused = (what: string): Failure => new Failure('StakeholdersInvalid', what);

const notTaken = (complaints: readonly string[]): Failure =>
  refused(`the stakeholders are not taken:\n${complaints.map((one) => `  ${one}`).join('\n')}`);

/** What became of an entry. */
type Kept = 'added' | 'changed' | 'unchanged' | 'left';

async function keep(effects: KeepEffects, entry: StakeholderEntry, again: boolean): Promise<Kept> {
  const id = await idOfAddress(effects, entry.address);
  return change<Kept>(effects, id, (old) => {
    if (old?.status === 'left' && !again) return { outcome: 'left', write: null };
    const now = effects.clock.now().toISOString();
    const generation = (old?.generation ?? 0) + 1;
    const kept = old && old.status !== 'left' ? old : null;
    const dates = { addedAt: kept?.addedAt ?? now, changedAt: now };
    const write: Stakeholder = { id, generation, ...statusOf(kept), ...entry, ...dates };
    if (!kept) return { outcome: 'added', write };
    return isEqual(kept, write) ? { outcome: 'unchanged', write: null } : { outcome: 'changed', write };
  });
}

/** An import changes no one's status. */
function statusOf(kept: Stakeholder | null): Pick<Stakeholder, 'status' | 'suspendedFor' | 'statusReason'> {
  if (!kept) return { status: 'active', suspendedFor: null };
  const { status, suspendedFor, statusReason } = kept;
  return { status, suspendedFor, ...(statusReason !== undefined && { statusReason }) };
}

const isEqual = (a: Stakeholder, b: Stakeholder): boolean => JSON.stringify(entryOf(a)) === JSON.stringify(entryOf(b));
const entryOf = ({ name, address, organisation, language, sheets, delivery }: Stakeholder): StakeholderEntry => ({
  name,
  address,
  organisation,
  language,
  sheets,
  delivery,
});

/** What tells the id of an address. */
export type IdEffects = Pick<KeepEffects, 'hashKey'> & { readonly stakeholders: Pick<Effects['stakeholders'], 'byId'> };

/**
 * The id of an address: the one that somebody on the list, or somebody who left, is known by already, else the one to know them by.
 * @throws Failure StakeholdersInvalid when it is no address
 */
export async function idOfStakeholder(effects: IdEffects, address: string): Promise<string> {
  const normal = normalAddress(address);
  if (!normal) throw refused('that is no address that mail reaches; write name@example.org');
  return idOfAddress(effects, normal);
}

/**
 * Whoever was on the list before there was a key for each purpose keeps the id of that time: it is in what was sent to them, and
 * all that is known of those who left.
 */
async function idOfAddress({ hashKey, stakeholders }: IdEffects, address: string): Promise<string> {
  const former = hashKey.formerStakeholderId(address);
  return (await stakeholders.byId(former)) ? former : stakeholderId(hashKey.stakeholders, address);
}

/** What can be done to a stakeholder by their address. */
export type StakeholderAct = 'remove' | 'pause' | 'resume';

/** A suspension recorded by a person, or its end, with the reason they give. */
export type StatusChange = { readonly act: 'suspend' | 'reactivate'; readonly reason: string };

/**
 * Removes a stakeholder (nothing stays but that this address left), pauses them, or mails them again, a suspension lifted.
 * @throws Failure StakeholdersInvalid when there is nobody of that address
 */
export async function changeStakeholder(effects: KeepEffects, address: string, act: StakeholderAct): Promise<void> {
  await changeOnList(effects, address, act, ({ statusReason: _before, ...old }, changedAt) => {
    if (act === 'remove') return leaving(old, changedAt);
    const status = act === 'pause' ? 'paused' : 'active';
    return { ...old, generation: old.generation + 1, changedAt, status, suspendedFor: null };
  });
}

/**
 * Records a bounce, a complaint or another reason by which somebody is mailed no more, or that they are mailed again.
 * @throws Failure StakeholdersInvalid when there is nobody of that address, or the reason is not one line of at most 200 characters
 */
export async function changeStatus(
  effects: KeepEffects,
  address: string,
  { act, reason }: StatusChange,
): Promise<void> {
  const statusReason = reason.trim();
  if (statusReason === '' || !isPlain(statusReason, 200))
    throw refused('--reason must be 1 to 200 characters on one line');
  await changeOnList(effects, address, act, (old, changedAt) => {
    const status = act === 'suspend' ? 'suspended' : 'active';
    const suspendedFor = act === 'suspend' ? suspensionIn(statusReason) : null;
    return { ...old, generation: old.generation + 1, changedAt, status, suspendedFor, statusReason };
  });
}

/** A reason that begins as the mail service's own words do counts as theirs. */
function suspensionIn(reason: string): Suspension {
  if (/^(?:bounce|rebot)/iu.test(reason)) return 'bounce';
  return /^(?:compla|queja)/iu.test(reason) ? 'complaint' : 'person';
}

async function changeOnList(
  effects: KeepEffects,
  address: string,
  act: string,
  changed: (old: Stakeholder, changedAt: string) => Stakeholder | FormerStakeholder,
): Promise<void> {
  const changedAt = effects.clock.now().toISOString();
  const outcome = await change(effects, await idOfStakeholder(effects, address), (old) =>
    !old || old.status === 'left'
      ? { outcome: 'unknown', write: null }
      : { outcome: 'done', write: changed(old, changedAt) },
  );
  if (outcome === 'unknown') throw refused('nobody of that address is on the list; nothing is changed');
  effects.log.info('stakeholder-changed', { act });
}

/** What is kept of somebody who leaves. */
export const leaving = ({ id, generation }: Stakeholder, changedAt: string): FormerStakeholder => ({
  id,
  generation: generation + 1,
  status: 'left',
  changedAt,
});

/** How often a lost race is run again. */
const ATTEMPTS = 10;

/**
 * Reads one stakeholder, lets `decide` say what to write, and writes it unless somebody else wrote meanwhile: then again.
 */
export async function change<Outcome>(
  { stakeholders }: { readonly stakeholders: Pick<Effects['stakeholders'], 'byId' | 'put'> },
  id: string,
  decide: (old: Stakeholder | FormerStakeholder | null) => {
    readonly outcome: Outcome;
    readonly write: Stakeholder | FormerStakeholder | null;
  },
): Promise<Outcome> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { outcome, write } = decide(await stakeholders.byId(id));
    if (!write || (await stakeholders.put(write))) return outcome;
  }
  throw new Failure('StoreConflict', `a stakeholder was changed ${ATTEMPTS} times meanwhile; try again`);
}

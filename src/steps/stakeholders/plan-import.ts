import { createHash } from 'node:crypto';
import type { KnownSheets } from '../../distribution/list/chosen-sheets.ts';
import { readStakeholderList, type StakeholderList, stakeholderId } from '../../distribution/list/stakeholder-list.ts';
import type { FormerStakeholder, Stakeholder, StakeholderEntry } from '../../domain/stakeholder.ts';
import { decodeText } from '../../domain/text/text-in.ts';
import type { EntryError, ListError } from '../../words/list-error-text.ts';
import type { StakeholderEffects } from './change-stakeholders.ts';
import { entryFields, entryWrite, type StoreOutcome } from './stored-stakeholder.ts';

/** What an import would do with one person. */
export interface PlannedPerson {
  /** The line of the file; the first one for a person on several lines. */
  readonly line: number;
  readonly outcome: StoreOutcome;
  readonly entry: StakeholderEntry;
  /** The fields that change; empty unless the outcome is `changed`. */
  readonly changed: readonly string[];
  /** What is written; null if nothing. */
  readonly write: Stakeholder | null;
}

/** What an import would do. Nothing is stored by making a plan. */
export interface ImportPlan extends Pick<StakeholderList, 'merged' | 'remarks'> {
  readonly people: readonly PlannedPerson[];
  /** The lines that are refused; with one of them, nothing may be imported. */
  readonly errors: readonly ListError[];
  /** People on the list who are not in the file: they stay, and get their sheets. */
  readonly absent: readonly Stakeholder[];
  /** Equal for equal plans over an equal list: a plan is confirmed by it. */
  readonly fingerprint: string;
}

/** Plans the import of a list: the bytes of its file. */
export async function planImport(
  { stakeholders, hashKey, clock }: StakeholderEffects,
  file: Uint8Array,
  known: KnownSheets,
): Promise<ImportPlan> {
  const { list, errors } = readFile(file, known);
  const now = clock.now().toISOString();
  const stored = await stakeholders.all();
  const byId = new Map(stored.map((person) => [person.id, person]));
  const people = list.entries.map((entry, index): PlannedPerson => {
    const former = hashKey.formerStakeholderId(entry.address);
    const id = byId.has(former) ? former : stakeholderId(hashKey.stakeholders, entry.address);
    const old = byId.get(id) ?? null;
    const { outcome, write } = entryWrite(old, entry, { id, again: false, now });
    return { line: list.lines[index] ?? 0, outcome, entry, changed: changedFields(old, write), write };
  });
  const named = new Set(list.entries.map(({ address }) => address));
  const absent = stored.flatMap((person) => (person.status === 'left' || named.has(person.address) ? [] : [person]));
  const { merged, remarks } = list;
  return { people, errors, absent, merged, remarks, fingerprint: fingerprintOf(people, errors) };
}

function readFile(file: Uint8Array, known: KnownSheets): ReturnType<typeof readStakeholderList> {
  const text = listText(file);
  if (typeof text === 'string') return readStakeholderList(text, known);
  return { list: { entries: [], lines: [], merged: [], remarks: [] }, errors: [{ ...text, line: null }] };
}

function changedFields(old: Stakeholder | FormerStakeholder | null, write: Stakeholder | null): string[] {
  if (!old || old.status === 'left' || !write) return [];
  const [before, after] = [entryFields(old), entryFields(write)];
  return Object.entries(before).flatMap(([field, value]) =>
    JSON.stringify(value) === JSON.stringify(Object.entries(after).find(([name]) => name === field)?.[1])
      ? []
      : [field],
  );
}

/** Includes the generation of everyone in the file, so that a change of one of them makes it another plan. */
const fingerprintOf = (people: readonly PlannedPerson[], errors: readonly ListError[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        people.map(({ line, outcome, entry, write }) => [line, outcome, entry, write?.generation]),
        errors,
      ]),
    )
    .digest('hex');

/** The result of confirming a plan. */
export type ConfirmedImport =
  | { readonly status: 'stale'; readonly plan: ImportPlan }
  | { readonly status: 'refused'; readonly plan: ImportPlan }
  | {
      readonly status: 'imported';
      readonly plan: ImportPlan;
      /** Lines whose person someone else changed at the same moment: these were not written. */
      readonly conflicts: readonly number[];
    };

/**
 * Imports a list exactly as it was previewed, or not at all: `stale` if the plan is another one now, `refused` if a
 * line has an error.
 * @param fingerprint that of the plan that was shown
 */
export async function confirmImport(
  effects: StakeholderEffects,
  file: Uint8Array,
  known: KnownSheets,
  fingerprint: string,
): Promise<ConfirmedImport> {
  const plan = await planImport(effects, file, known);
  if (plan.fingerprint !== fingerprint) return { status: 'stale', plan };
  if (plan.errors.length > 0) return { status: 'refused', plan };
  const conflicts: number[] = [];
  for (const { line, write } of plan.people)
    if (write && !(await effects.stakeholders.put(write))) conflicts.push(line);
  effects.log.info('stakeholders-imported', { ...countOutcomes(plan.people), conflicts: conflicts.length });
  return { status: 'imported', plan, conflicts };
}

/** Counts people by what an import does with them. */
export function countOutcomes(people: readonly PlannedPerson[]): Readonly<Record<StoreOutcome, number>> {
  const counts = { added: 0, changed: 0, unchanged: 0, left: 0 };
  for (const { outcome } of people) counts[outcome]++;
  return counts;
}

/** What .xlsx and .ods (zip) and .xls files begin with, in hex. */
const WORKBOOKS = ['504b0304', 'd0cf11e0'];

/**
 * Returns the text of a list, or why the file is refused. A lenient decoder would put marks into the names that
 * messages greet by.
 */
export function listText(bytes: Uint8Array): string | EntryError {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(4, bytes.byteLength)).toString('hex');
  if (WORKBOOKS.includes(head)) return { kind: 'workbook', names: [] };
  const { text, error } = decodeText(bytes);
  return text ?? { kind: 'not-utf8', names: [`${error}; save it as "CSV UTF-8" and import it again`] };
}

import { type Definitions, listSheets, loadFamily } from '../../definitions/load-definitions.ts';
import { checkEntry, normalAddress } from '../../distribution/list/check-entry.ts';
import type { KnownSheet, KnownSheets } from '../../distribution/list/chosen-sheets.ts';
import { readStakeholderList, type StakeholderList, stakeholderId } from '../../distribution/list/stakeholder-list.ts';
import { codesOf, fold } from '../../domain/codes.ts';
import { specOf } from '../../domain/dimensions.ts';
import type { DefinitionFiles, Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import { allMembersId } from '../../domain/family.ts';
import { LANGUAGES } from '../../domain/languages.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { FormerStakeholder, Stakeholder, StakeholderEntry, WrittenEntry } from '../../domain/stakeholder.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { entryErrorText, listErrorText, remarkText } from '../../words/list-error-text.ts';
import { memberNames } from '../compile-sheet/sheet-page.ts';
import {
  checkReason,
  entryWrite,
  type StakeholderAct,
  type StatusChange,
  type StoreOutcome,
  statusWrite,
  updateStakeholder,
} from './stored-stakeholder.ts';

export type StakeholderEffects = EffectsOf<'change-stakeholders'> & Pick<Effects, 'clock' | 'log'>;

/** The result of importing a list; lines are those of the file. */
export interface Imported extends Pick<StakeholderList, 'merged'> {
  /** Remarks on values that are accepted as written, each with its line. */
  readonly remarks: readonly string[];
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** The lines whose address left before: they are not added. */
  readonly left: readonly number[];
  /** People on the list who are not in the file: they stay, and get their sheets. */
  readonly absent: readonly Stakeholder[];
}

/** Returns what a stakeholder can get: each sheet, the members of families, and all members of a family. */
export async function availableSheets(files: DefinitionFiles, definitions: Definitions): Promise<KnownSheets> {
  const ids = await listSheets(files);
  const families = await Promise.all(ids.map((id) => loadFamily(files, definitions, id)));
  return new Map(families.flatMap((sheets) => knownSheets(sheets, definitions)));
}

function knownSheets([main, ...members]: readonly Sheet[], definitions: Definitions): [string, KnownSheet][] {
  if (!main) return [];
  const languages = LANGUAGES.filter((language) => main.languages.includes(language));
  if (members.length === 0) return [[main.id, { languages }]];
  const names = languages.map((language) => [language, memberNames(definitions, main, language)] as const);
  const aliases = memberAliases(definitions, main);
  return [
    [main.id, { languages }],
    [allMembersId(main.id), { languages }],
    ...members.map(({ id, member: key = '' }): [string, KnownSheet] => {
      const own = names.map(([language, all]) => [language, all[key]?.member ?? key]);
      return [
        id,
        { languages, member: { names: Object.fromEntries(own), aliases: [key, ...(aliases.get(key) ?? [])] } },
      ];
    }),
  ];
}

/**
 * Returns the other names of the members, by their codes: the spellings of exports, except those that are the name of a country. In a column of
 * states "Mexico" is the State of Mexico; in a list of people it may be meant as the country.
 */
function memberAliases({ codes }: Definitions, { family }: Sheet): ReadonlyMap<string, readonly string[]> {
  const list = (family && specOf(family)?.codes) ?? '';
  const countries = new Set(
    codesOf(codes, 'country').flatMap(({ label }) => Object.values(label).flatMap((name) => (name ? fold(name) : []))),
  );
  const isClear = (name: string): boolean => list === 'country' || !countries.has(fold(name));
  return new Map(codesOf(codes, list).map((code) => [code.key, code.aliases.filter(isClear)]));
}

/**
 * Imports a list of stakeholders completely, or refuses it: adds new ones, updates existing ones without changing their
 * status, does not add those who left, and does not change those not in the list.
 * @throws Failure StakeholdersInvalid with every line that is wrong
 */
export async function importStakeholders(
  effects: StakeholderEffects,
  csv: string,
  known: KnownSheets,
): Promise<Imported> {
  const { list, errors } = readStakeholderList(csv, known);
  if (errors.length > 0) throw notImported(errors.map((error) => listErrorText(error, 'en')));
  const outcomes = { added: 0, changed: 0, unchanged: 0, left: 0 };
  const left: number[] = [];
  for (const [index, entry] of list.entries.entries()) {
    const outcome = await storeEntry(effects, entry, false);
    outcomes[outcome]++;
    if (outcome === 'left') left.push(list.lines[index] ?? 0);
  }
  effects.log.info('stakeholders-imported', outcomes);
  const named = new Set(list.entries.map(({ address }) => address));
  const all = await effects.stakeholders.all();
  const absent = all.flatMap((stakeholder) =>
    stakeholder.status === 'left' || named.has(stakeholder.address) ? [] : [stakeholder],
  );
  const remarks = list.remarks.map((remark) => remarkText(remark, 'en'));
  return { ...outcomes, left, absent, merged: list.merged, remarks };
}

/**
 * Adds one stakeholder, or updates an existing one.
 * @param again whether to add them even if they left before, because they asked for it
 * @throws Failure StakeholdersInvalid
 */
export async function addStakeholder(
  effects: StakeholderEffects,
  written: WrittenEntry,
  known: KnownSheets,
  again: boolean,
): Promise<'added' | 'changed' | 'unchanged'> {
  const entry = checkEntry(written, known);
  if (Array.isArray(entry)) throw notImported(entry.map((error) => entryErrorText(error, 'en')));
  const outcome = await storeEntry(effects, entry, again);
  if (outcome === 'left') throw invalid('this address left; if they ask for it again, add it with --again');
  return outcome;
}

const invalid = (what: string): Failure => new Failure('StakeholdersInvalid', what);

const notImported = (errors: readonly string[]): Failure =>
  invalid(`the stakeholders were not imported:\n${errors.map((error) => `  ${error}`).join('\n')}`);

async function storeEntry(effects: StakeholderEffects, entry: StakeholderEntry, again: boolean): Promise<StoreOutcome> {
  const id = await addressId(effects, entry.address);
  return updateStakeholder<StoreOutcome>(effects, id, (old) =>
    entryWrite(old, entry, { id, again, now: effects.clock.now().toISOString() }),
  );
}

/** The effects that finding an address's id needs. */
export type IdEffects = Pick<StakeholderEffects, 'hashKey'> & {
  readonly stakeholders: Pick<Effects['stakeholders'], 'byId'>;
};

/**
 * Returns the id of an address: the existing one of a person who is on the list or has left, otherwise a new one.
 * @throws Failure StakeholdersInvalid if it is not an address
 */
export async function findStakeholderId(effects: IdEffects, address: string): Promise<string> {
  return addressId(effects, assertAddress(address));
}

/** Returns an address in canonical form. @throws Failure StakeholdersInvalid if it is not one */
export function assertAddress(address: string): string {
  const normal = normalAddress(address);
  if (!normal) throw invalid('that is not a valid address; write name@example.org');
  return normal;
}

/**
 * People on the list from before there was a key per purpose keep their old id: it is in what was sent to them, and is
 * all that is stored about those who left.
 */
async function addressId({ hashKey, stakeholders }: IdEffects, address: string): Promise<string> {
  const former = hashKey.formerStakeholderId(address);
  return (await stakeholders.byId(former)) ? former : stakeholderId(hashKey.stakeholders, address);
}

/**
 * Removes a stakeholder (only the fact that the address left is stored), pauses them, or resumes sending and lifts a
 * suspension.
 * @throws Failure StakeholdersInvalid if no one has that address
 */
export async function changeStakeholder(
  effects: StakeholderEffects,
  address: string,
  act: StakeholderAct,
): Promise<void> {
  await changeOnList(effects, address, act, (old, changedAt) => statusWrite(old, { act }, changedAt));
}

/**
 * Records a bounce, a complaint or another reason to stop mailing a person, or that mailing resumes.
 * @throws Failure StakeholdersInvalid if no one has that address, or the reason is not one line of at most 200
 *   characters
 */
export async function changeStatus(
  effects: StakeholderEffects,
  address: string,
  { act, reason }: StatusChange,
): Promise<void> {
  const checked = checkReason(reason);
  if (checked === null) throw invalid('--reason must be 1 to 200 characters on one line');
  await changeOnList(effects, address, act, (old, changedAt) => statusWrite(old, { act, reason: checked }, changedAt));
}

async function changeOnList(
  effects: StakeholderEffects,
  address: string,
  act: string,
  update: (old: Stakeholder, changedAt: string) => Stakeholder | FormerStakeholder,
): Promise<void> {
  const changedAt = effects.clock.now().toISOString();
  const outcome = await updateStakeholder(effects, await findStakeholderId(effects, address), (old) =>
    !old || old.status === 'left'
      ? { outcome: 'unknown', write: null }
      : { outcome: 'done', write: update(old, changedAt) },
  );
  if (outcome === 'unknown') throw invalid('this address is not on the list; nothing was changed');
  effects.log.info('stakeholder-changed', { act });
}

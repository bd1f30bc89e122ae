import { canonicalAddress } from '../../domain/address.ts';
import { fold, removeInvisible } from '../../domain/codes.ts';
import { isMemberId } from '../../domain/family.ts';
import { LANGUAGES, type Language } from '../../domain/languages.ts';
import type { StakeholderEntry, WrittenEntry } from '../../domain/stakeholder.ts';
import type { EntryError } from '../../words/list-error-text.ts';
import type { ListErrorKind } from '../../words/list-error-words.ts';
import { type ChosenSheets, chosenSheets, type KnownSheets, memberLabels } from './chosen-sheets.ts';
import { DELIVERY_NAMES, LANGUAGE_NAMES } from './list-words.ts';

/** Whether a text fits in a header or a greeting: one line of at most `most` characters. */
export const isPlain = (text: string, most: number): boolean =>
  text.length <= most && !/[\p{Cc}\u2028\u2029]/u.test(text);

const cleanText = (text: string): string => removeInvisible(text).trim();

/** Removes invisible characters, which copying leaves in addresses and names, and outer spaces from a written entry. */
const shownEntry = ({ name, email, organisation, language, sheets, delivery }: WrittenEntry): WrittenEntry => ({
  name: cleanText(name),
  email: cleanText(email),
  organisation: cleanText(organisation),
  language: cleanText(language),
  sheets: cleanText(sheets),
  delivery: cleanText(delivery),
});

/** Returns the checked entry, or everything that is wrong with it. */
export function checkEntry(written: WrittenEntry, known: KnownSheets): StakeholderEntry | EntryError[] {
  const entry = shownEntry(written);
  const { name, organisation } = entry;
  const address = normalAddress(entry.email);
  const offered = LANGUAGES.filter((code) => [...known.values()].some(({ languages }) => languages.includes(code)));
  const named = LANGUAGE_NAMES.get(fold(entry.language));
  const language = offered.find((code) => code === named);
  const chosen = chosenSheets(entry.sheets, known);
  const delivery = DELIVERY_NAMES.get(fold(entry.delivery));
  const errors = [
    ...(name !== '' && isPlain(name, 100) ? [] : [error('name')]),
    ...(address ? [] : [error('email')]),
    ...(isPlain(organisation, 200) ? [] : [error('organisation')]),
    ...(language ? [] : [error('language', ...offered)]),
    ...sheetErrors(chosen, language, known),
    ...(delivery ? [] : [error('delivery')]),
  ];
  if (errors.length > 0 || !address || !language || !delivery) return errors;
  return { name, address, organisation, language, sheets: chosen.sheets, delivery };
}

function sheetErrors(
  { sheets, unknown, unknownMembers }: ChosenSheets,
  language: Language | undefined,
  known: KnownSheets,
): EntryError[] {
  const unwritten = language ? sheets.filter((id) => known.get(id)?.languages.includes(language) === false) : [];
  const isEmpty = sheets.length === 0 && unknown === 0 && unknownMembers.length === 0;
  return [
    ...(isEmpty ? [error('no-sheets')] : []),
    ...(unknown > 0
      ? [error('unknown-sheets', String(unknown), ...[...known.keys()].filter((id) => !isMemberId(id)))]
      : []),
    ...unknownMembers.map(({ family, nearest }) =>
      error('unknown-member', family, nearest.join(', '), ...memberLabels(known, family)),
    ),
    ...unwritten.map((sheet) => error('unwritten-sheet', sheet, language ?? '')),
  ];
}

const error = (kind: ListErrorKind, ...names: readonly string[]): EntryError => ({ kind, names });

/**
 * Returns an address of a list or a command as it is stored and compared, without outer spaces and invisible
 * characters; null if the text is not an address.
 */
export const normalAddress = (text: string): string | null => canonicalAddress(removeInvisible(text).trim());

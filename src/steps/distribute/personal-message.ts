import { sheetLabel } from '../../definitions/sheet-title.ts';
import type { Addressee } from '../../distribution/list/audience.ts';
import type { DefinitionFiles } from '../../domain/effects.ts';
import type { Language } from '../../domain/languages.ts';
import type { MailMessage } from '../../domain/mail.ts';
import type { Month } from '../../domain/month.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { getsSheet, type Stakeholder } from '../../domain/stakeholder.ts';
import type { Mailing } from './mailing.ts';
import type { RevisionMessages } from './prepare-messages.ts';

/** One sheet of a message: an approved revision, and the person's records of it. */
export interface MessagePart {
  readonly messages: RevisionMessages;
  readonly addressee: Addressee;
}

/** What one message brings one person: a sheet, or the sheets of a family that they chose, of one month. */
export interface PersonalMessage {
  readonly stakeholder: Stakeholder;
  readonly month: Month;
  /** In the order of the family: the main sheet first. */
  readonly parts: readonly MessagePart[];
  /** The ids of sheets that the person chose and that are not sent now: not approved yet, or on hold. */
  readonly later: readonly string[];
  readonly names: SheetNames;
}

/** Returns the name of a sheet of the run in a language: a member's own, and the title of the main sheet. */
export type SheetNames = (sheet: string, language: Language) => string;

/** Reads the names of sheets in the languages that they are written in. */
export async function sheetNames(files: DefinitionFiles, sheets: readonly Sheet[]): Promise<SheetNames> {
  const names = new Map<string, string>();
  for (const { id, languages } of sheets)
    for (const language of languages) names.set(`${id} ${language}`, await sheetLabel(files, id, language));
  return (sheet, language) => names.get(`${sheet} ${language}`) ?? sheet;
}

/** A message, and the parts that it brings: a part without a page in the person's language is left out. */
export interface MadeMessage {
  readonly message: MailMessage;
  readonly parts: readonly MessagePart[];
}

/** The mailings of a run, by what becomes of them. */
export interface PlannedMailings {
  /** All mailings, the oldest month first. */
  readonly all: readonly Mailing[];
  /** Those that the run sends. */
  readonly open: readonly Mailing[];
  /** The ids of the sheets on hold. */
  readonly held: ReadonlySet<string>;
}

/** Groups mailings by month, in their order. */
export function byMonth(mailings: readonly Mailing[]): ReadonlyMap<Month, readonly Mailing[]> {
  const months = new Map<Month, Mailing[]>();
  for (const mailing of mailings)
    months.set(mailing.approved.month, [...(months.get(mailing.approved.month) ?? []), mailing]);
  return months;
}

/** What the messages of a month have in common. */
export interface MessageContext {
  /** Returns the ids of the chosen sheets that a person gets later. */
  readonly laterFor: (stakeholder: Stakeholder) => readonly string[];
  readonly names: SheetNames;
}

/**
 * Returns one message per person who gets something of a month.
 * @param material of each mailing of the month that is sent
 */
export function personalMessages(
  month: Month,
  material: ReadonlyMap<Mailing, RevisionMessages>,
  { laterFor, names }: MessageContext,
): PersonalMessage[] {
  const people = new Map<string, MessagePart[]>();
  for (const [{ audience }, messages] of material)
    for (const addressee of audience.filter(({ status }) => status === 'send')) {
      const { id } = addressee.stakeholder;
      people.set(id, [...(people.get(id) ?? []), { messages, addressee }]);
    }
  return [...people.values()].flatMap((parts) => {
    const [first] = parts;
    if (!first) return [];
    const { stakeholder } = first.addressee;
    return [{ stakeholder, month, parts, later: laterFor(stakeholder), names }];
  });
}

/**
 * Returns which of the sheets that a person chose they get later than a message of this month: those that are not
 * approved yet, and those on hold. Only a message of the newest month says so: an older one is a correction.
 */
export function sheetsLater(
  month: Month,
  sheets: readonly Sheet[],
  { all, held }: PlannedMailings,
): (stakeholder: Stakeholder) => readonly string[] {
  if (month !== all.at(-1)?.approved.month) return () => [];
  const ofMonth = new Map(all.filter(({ approved }) => approved.month === month).map((one) => [one.sheet, one]));
  return (stakeholder) => {
    const isPending = (id: string): boolean =>
      ofMonth.get(id)?.audience.some((one) => one.stakeholder.id === stakeholder.id && one.status === 'send') ?? true;
    const waiting = sheets.filter(({ id }) => getsSheet(stakeholder, id) && (!ofMonth.has(id) || held.has(id)));
    return waiting.map(({ id }) => id).filter(isPending);
  };
}

import type { Language } from '../../domain/languages.ts';
import type { MailMessage } from '../../domain/mail.ts';
import type { Month } from '../../domain/month.ts';
import type { RunReport } from '../../domain/run-report.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { Stakeholder } from '../../domain/stakeholder.ts';
import { distributeFamily } from './distribute.ts';
import type { DistributeEffects } from './mail-run.ts';
import { familyMailings, listMailings, type Mailing } from './mailing.ts';
import { makeMessage } from './make-message.ts';
import type { PersonalMessage } from './personal-message.ts';
import { type MailSettings, prepareMessages } from './prepare-messages.ts';

/** One message that a run would send. */
export interface PlannedMessage {
  readonly month: Month;
  readonly person: Stakeholder;
  /** What it brings, the main sheet first. */
  readonly sheets: readonly PlannedSheet[];
  /** The ids of sheets that the person chose and that are not sent now: not approved yet, or on hold. */
  readonly later: readonly string[];
  /** Null if no message can be made: there is no page in the person's language, or no address answers links. */
  readonly delivery: 'attachment' | 'link' | null;
}

/** A sheet of a message. */
export interface PlannedSheet {
  readonly sheet: string;
  readonly revision: number;
  /** The earlier revision that it corrects for this person; null if there is none. */
  readonly corrects: number | null;
}

/** A person who would not get some sheets in a run, and why. */
export interface LeftOut {
  readonly month: Month;
  readonly sheets: readonly Pick<PlannedSheet, 'sheet' | 'revision'>[];
  readonly person: Stakeholder;
  readonly why: 'already' | 'failed' | 'uncertain' | 'paused' | 'suspended';
}

export interface PlannedRun {
  readonly report: RunReport;
  readonly messages: readonly PlannedMessage[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Returns what a run would do now: it composes every message, sends none and records nothing.
 * @param month an edition for everyone who does not have it; null for what the schedule would send
 * @throws Failure like distribute
 */
export async function previewRun(
  effects: DistributeEffects,
  sheets: readonly [Sheet, ...Sheet[]],
  settings: MailSettings,
  month: Month | null,
): Promise<PlannedRun> {
  const messages: PlannedMessage[] = [];
  const which = { month, toEveryone: month !== null, only: null };
  const report = await distributeFamily(effects, sheets, settings, {
    ...which,
    run: 'preview',
    dryRun: true,
    until: null,
    preview: async (personal, made) => void messages.push(plannedMessage(personal, made?.message ?? null)),
  });
  const mailings = await familyMailings(
    effects,
    sheets.map(({ id }) => id),
    which,
  );
  const newest = mailings.filter(({ approved }) => approved.month === mailings.at(-1)?.approved.month);
  return { report, messages, leftOut: leftOutOf(newest) };
}

/** Returns what a message brings, and how. */
export const plannedMessage = (
  { stakeholder, month, parts, later }: PersonalMessage,
  message: MailMessage | null,
): PlannedMessage => ({
  month,
  person: stakeholder,
  sheets: parts.map(({ messages: { sheet, approved }, addressee }) => ({
    sheet: sheet.id,
    revision: approved.revision,
    corrects: addressee.earlierRevision,
  })),
  later,
  delivery: wayOf(message),
});

const wayOf = (message: MailMessage | null): PlannedMessage['delivery'] => {
  if (message === null) return null;
  return message.attachments.length > 0 ? 'attachment' : 'link';
};

/** Groups those who would get nothing by person and reason. */
function leftOutOf(mailings: readonly Mailing[]): LeftOut[] {
  const found = new Map<string, LeftOut>();
  for (const { sheet, approved, audience } of mailings)
    for (const { stakeholder: person, status: why } of audience) {
      if (why === 'send') continue;
      const { month, revision } = approved;
      const sheets = found.get(`${person.id} ${why}`)?.sheets ?? [];
      found.set(`${person.id} ${why}`, { month, person, why, sheets: [...sheets, { sheet, revision }] });
    }
  return [...found.values()];
}

/** Who a message is composed for when no one of the list is meant. Links in it do not work. */
export interface SamplePerson {
  readonly name: string;
  readonly address: string;
  readonly language: Language;
}

/**
 * Composes the message of the newest approved edition as a person would get it, with links that lead nowhere.
 * @returns null if nothing is approved, or there is no page in the language
 * @throws Failure like prepareMessages
 */
export async function sampleMessage(
  effects: DistributeEffects,
  sheet: Sheet,
  settings: MailSettings,
  person: SamplePerson,
): Promise<MailMessage | null> {
  const mailings = await listMailings(effects, sheet.id, { month: null, only: null, toEveryone: false });
  const mailing = mailings.at(-1);
  if (!mailing) return null;
  const messages = await prepareMessages(effects, { sheet, settings }, { ...mailing, audience: [] }, { isDry: true });
  const now = effects.clock.now().toISOString();
  const stakeholder: Stakeholder = {
    ...person,
    id: SAMPLE_ID,
    generation: 0,
    status: 'active',
    suspendedFor: null,
    organisation: '',
    sheets: [sheet.id],
    delivery: 'attachment',
    addedAt: now,
    changedAt: now,
  };
  const addressee = { stakeholder, status: 'send', dispatch: null, earlierRevision: null } as const;
  const parts = [{ messages, addressee }];
  const { month } = mailing.approved;
  const made = await makeMessage(effects, { stakeholder, month, parts, later: [], names: (id) => id });
  return made?.message ?? null;
}

/** The id of no one: a link that names it does not work. */
const SAMPLE_ID = '0'.repeat(32);

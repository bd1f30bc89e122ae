import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import type { Language } from '../../domain/languages.ts';
import type { MailMessage } from '../../domain/mail.ts';
import type { Month } from '../../domain/month.ts';
import type { RunReport } from '../../domain/run-report.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { Stakeholder } from '../../domain/stakeholder.ts';
import { distribute } from './distribute.ts';
import type { DistributeEffects } from './mail-run.ts';
import { listMailings, type Mailing } from './mailing.ts';
import { type MailSettings, makeMessage, prepareMessages } from './make-message.ts';

/** One message that a run would send. */
export interface PlannedMessage {
  readonly month: Month;
  readonly revision: number;
  readonly person: Stakeholder;
  /** The earlier revision that it corrects for this person; null if there is none. */
  readonly corrects: number | null;
  /** Null if no message can be made: there is no page in the person's language, or no address answers links. */
  readonly delivery: 'attachment' | 'link' | null;
}

/** A person who would get nothing in a run, and why. */
export interface LeftOut {
  readonly month: Month;
  readonly revision: number;
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
  sheet: Sheet,
  settings: MailSettings,
  month: Month | null,
): Promise<PlannedRun> {
  const messages: PlannedMessage[] = [];
  const which = { month, toEveryone: month !== null, only: null };
  const report = await distribute(effects, sheet, settings, {
    ...which,
    run: 'preview',
    dryRun: true,
    until: null,
    preview: async ({ stakeholder, earlierRevision }, approved, message) => {
      const { month: of, revision } = approved;
      messages.push({ month: of, revision, person: stakeholder, corrects: earlierRevision, delivery: wayOf(message) });
    },
  });
  const mailings = await listMailings(effects, sheet.id, which);
  return { report, messages, leftOut: mailings.slice(-1).flatMap(leftOut) };
}

const wayOf = (message: MailMessage | null): PlannedMessage['delivery'] => {
  if (message === null) return null;
  return message.attachments.length > 0 ? 'attachment' : 'link';
};

const leftOut = ({ approved: { month, revision }, audience }: Mailing): LeftOut[] =>
  audience.flatMap(({ stakeholder, status }) =>
    status === 'send' ? [] : [{ month, revision, person: stakeholder, why: status }],
  );

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
  return makeMessage(effects, messages, { stakeholder, status: 'send', dispatch: null, earlierRevision: null });
}

/** The id of no one: a link that names it does not work. */
const SAMPLE_ID = '0'.repeat(32);

/**
 * Sends the message of the newest approved edition to one address as a test, marked in its subject. No delivery is
 * recorded, so the person is still sent the edition if they are on the list.
 * @throws Failure DecisionRefused if nothing can be sent; of the definitions or the files as in a run
 */
export async function sendTestMessage(
  effects: DistributeEffects & Pick<Effects, 'log'>,
  sheet: Sheet,
  settings: MailSettings,
  person: SamplePerson,
): Promise<'sent' | 'written' | 'refused' | 'uncertain'> {
  const message = await sampleMessage(effects, sheet, settings, person);
  if (!message)
    throw new Failure(
      'DecisionRefused',
      `${sheet.id}: no approved edition has a page in this language; approve one first`,
    );
  const id = message.messageId.replace('@', `.test.${effects.clock.now().getTime()}@`);
  const outcome = await effects.mail.send({ ...message, subject: `[TEST] ${message.subject}`, messageId: id });
  effects.log.info('test-message', { sheet: sheet.id, status: outcome.status });
  if (outcome.status !== 'sent') return outcome.status;
  return outcome.code === 'written' ? 'written' : 'sent';
}

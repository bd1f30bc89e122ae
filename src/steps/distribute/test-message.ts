import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import type { MailMessage } from '../../domain/mail.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { DistributeEffects } from './mail-run.ts';
import type { MailSettings } from './prepare-messages.ts';
import { type SamplePerson, sampleMessage } from './preview-run.ts';

/** What became of a test message; `asked`: another function sends it. */
export type TestOutcome = 'sent' | 'written' | 'refused' | 'uncertain' | 'asked';

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
): Promise<Exclude<TestOutcome, 'asked'>> {
  const message = await testMessage(effects, sheet, settings, person);
  const id = message.messageId.replace('@', `.test.${effects.clock.now().getTime()}@`);
  const outcome = await effects.mail.send({ ...message, subject: `[TEST] ${message.subject}`, messageId: id });
  effects.log.info('test-message', { sheet: sheet.id, status: outcome.status });
  if (outcome.status !== 'sent') return outcome.status;
  return outcome.code === 'written' ? 'written' : 'sent';
}

/**
 * Asks the function that sends mail for a test message, after composing it here: whoever asks learns at once if there is
 * nothing to send.
 * @throws Failure like sendTestMessage
 */
export async function askTestMessage(
  effects: DistributeEffects & Pick<Effects, 'testMessages'>,
  sheet: Sheet,
  settings: MailSettings,
  person: SamplePerson,
): Promise<void> {
  await testMessage(effects, sheet, settings, person);
  await effects.testMessages.ask({ sheet: sheet.id, ...person });
}

async function testMessage(
  effects: DistributeEffects,
  sheet: Sheet,
  settings: MailSettings,
  person: SamplePerson,
): Promise<MailMessage> {
  const message = await sampleMessage(effects, sheet, settings, person);
  if (message) return message;
  throw new Failure(
    'DecisionRefused',
    `${sheet.id}: no approved edition has a page in this language; approve one first`,
  );
}

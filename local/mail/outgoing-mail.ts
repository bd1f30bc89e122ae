import { mailFolder } from '../../src/adapters/local/mail-folder.ts';
import { smtpMail } from '../../src/adapters/local/smtp-mail.ts';
import type { Mail } from '../../src/domain/mail.ts';
import type { DistributeEffects } from '../../src/steps/distribute/mail-run.ts';
import type { OpenState } from '../state/open-state.ts';
import type { LocalMailConfiguration } from './mail-configuration.ts';
import { smtpServer } from './smtp-settings.ts';

/** Where the messages of this machine go. */
export interface OutgoingMail {
  readonly mail: Mail;
  /** The configuration; its `linkUrl` is null when nothing answers there. */
  readonly configuration: LocalMailConfiguration;
  /** The folder that messages are written to; null when they are sent. */
  readonly folder: string | null;
  /** What whoever sends must know. */
  readonly notes: readonly string[];
}

/**
 * Opens the mail server that the configuration names, or else a folder for messages, and asks whether the address of
 * links answers.
 * @throws Failure ScheduleInvalid when the mail server's password is missing
 */
export async function outgoingMail(
  configuration: LocalMailConfiguration,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<OutgoingMail> {
  const { smtp, linkUrl } = configuration;
  const answers = linkUrl !== null && (await linksAnswer(linkUrl));
  const notes =
    linkUrl === null || answers
      ? []
      : [`no links: ${linkUrl} does not answer; fact sheets are attached, and people unsubscribe by replying`];
  const sending =
    smtp === null
      ? { mail: mailFolder(folder), folder }
      : { mail: smtpMail(await smtpServer(smtp, environment)), folder: null };
  return { ...sending, configuration: { ...configuration, linkUrl: answers ? linkUrl : null }, notes };
}

const PATIENCE_MS = 5000;

/** Whether the function that answers links is there: it has a page for every token, also for none. */
async function linksAnswer(linkUrl: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const { status } = await fetch(`${linkUrl}/report/none`, { redirect: 'manual', signal });
    return status < 500;
  } catch {
    return false; // not there, too slow, or not trusted: a link would lead nowhere
  }
}

/** The effects of a distribution on one machine. */
export const mailEffects = ({ effects }: Pick<OpenState, 'effects'>, { mail }: OutgoingMail): DistributeEffects => ({
  ...effects,
  mail,
});

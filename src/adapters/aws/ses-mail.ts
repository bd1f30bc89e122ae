import { GetAccountCommand, type SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { hasAsciiLocalPart } from '../../domain/address.ts';
import type { Mail, MailMessage, MailOutcome } from '../../domain/mail.ts';
import { mimeMessage } from '../mime-message.ts';
import { encodedSender } from '../sender.ts';

/** The rate if SES does not report one. */
const LEAST_RATE = 1;

/**
 * Sends mail by SES. The client must not retry by itself (`maxAttempts: 1`): a call that timed out may have succeeded,
 * and only the owner of the dispatches may send again.
 */
export function sesMail(client: SESv2Client, configurationSet: string): Mail {
  return {
    async send(message) {
      // SES accepts ASCII before the @ only (docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html)
      if (!hasAsciiLocalPart(message.to.address))
        return { status: 'refused', code: 'LocalPartNotAscii', passing: false };
      try {
        const { MessageId } = await client.send(await buildCommand(message, configurationSet));
        return { status: 'sent', messageId: MessageId ?? message.messageId };
      } catch (error) {
        return toOutcome(error);
      }
    },
    async ratePerSecond() {
      const { SendQuota } = await client.send(new GetAccountCommand({}));
      return SendQuota?.MaxSendRate ?? LEAST_RATE;
    },
  };
}

async function buildCommand(message: MailMessage, ConfigurationSetName: string): Promise<SendEmailCommand> {
  return new SendEmailCommand({
    FromEmailAddress: encodedSender(message.from),
    Destination: { ToAddresses: [message.to.address] },
    Content: { Raw: { Data: await mimeMessage(message) } },
    ConfigurationSetName,
    EmailTags: [{ Name: 'stakeholder', Value: message.stakeholder }],
  });
}

/** SES refused this message only: the next one may be accepted. */
const PERMANENT: ReadonlySet<string> = new Set(['MessageRejected', 'BadRequestException']);

/** There was no connection, or the request could not be signed: nothing was sent. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CredentialsProviderError',
]);

/** An answer below 500 is a refusal; any other error that is not definitely before the call leaves it uncertain. */
function toOutcome(error: unknown): MailOutcome {
  if (!(error instanceof Error)) throw error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (error instanceof SESv2ServiceException && (error.$metadata.httpStatusCode ?? 500) < 500)
    return { status: 'refused', code: error.name, passing: !PERMANENT.has(error.name) };
  if (NEVER_SENT.has(code)) return { status: 'refused', code, passing: true };
  return { status: 'uncertain', code };
}

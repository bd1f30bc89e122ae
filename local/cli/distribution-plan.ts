import { mimeMessage } from '../../src/adapters/mime-message.ts';
import { formatCount } from '../../src/domain/format.ts';
import type { Mail, MailMessage } from '../../src/domain/mail.ts';
import type { RunOptions } from '../../src/steps/distribute/send-dispatch.ts';

/** One message of a dry run. */
export interface PlannedMessage {
  readonly month: string;
  readonly revision: number;
  readonly name: string;
  readonly address: string;
  readonly language: string;
  readonly delivery: 'attachment' | 'link';
  /** The earlier revision that it corrects for this person; null of a first message. */
  readonly corrects: number | null;
  /** The message as it goes out, in bytes; null when it cannot be made. */
  readonly bytes: number | null;
}

/** Collects the messages of a dry run, and writes them to a mail folder where there is one. */
export function distributionPlan(write: Mail | null) {
  const planned: PlannedMessage[] = [];
  const preview: RunOptions['preview'] = async ({ stakeholder, had }, { month, revision }, message) => {
    if (message && write) await write.send(message);
    const { name, address, language } = stakeholder;
    const delivery = message === null ? stakeholder.delivery : wayOf(message);
    const bytes = message && (await mimeMessage(message)).length;
    planned.push({ month, revision, name, address, language, delivery, corrects: had, bytes });
  };
  return { planned, preview };
}

const wayOf = ({ attachments }: MailMessage): 'attachment' | 'link' => (attachments.length > 0 ? 'attachment' : 'link');

/** The messages of one revision, a line each. */
export const planLines = (planned: readonly PlannedMessage[]): string[] =>
  planned.map(({ name, address, language, delivery, corrects, bytes }) => {
    const kind = corrects === null ? 'new' : `correction of revision ${corrects}`;
    const size =
      bytes === null ? 'CANNOT BE SENT: there is no page in this language, or no link address answers' : sizeOf(bytes);
    return `  ${name} <${address}>  ${language}, ${delivery}, ${kind}, ${size}`;
  });

const sizeOf = (bytes: number): string => `${formatCount(Math.max(1, Math.round(bytes / 1024)))} KB`;

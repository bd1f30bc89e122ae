import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailMessage } from '../domain/mail.ts';

/**
 * Encodes a message as MIME, with the same bytes for the same message: both texts, attachments, and the header with
 * which its reader unsubscribes in one click (RFC 8058).
 */
export async function mimeMessage(message: MailMessage): Promise<Buffer> {
  const { from, replyTo, to, subject, text, html, attachments, messageId, date, language, unsubscribe } = message;
  const composer = new MailComposer({
    from,
    to,
    ...(replyTo !== null && { replyTo }),
    subject,
    text,
    html,
    attachments: attachments.map(({ filename, contentType, content }) => ({
      filename,
      contentType,
      content: Buffer.from(content),
    })),
    messageId: `<${messageId}>`,
    date,
    baseBoundary: messageId.replace(/[^a-z0-9]/giu, '').slice(0, 40),
    headers: {
      'Content-Language': language,
      'List-Unsubscribe': `<${unsubscribe}>`,
      ...(unsubscribe.startsWith('https:') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
      'Auto-Submitted': 'auto-generated',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { hasAsciiLocalPart } from '../../domain/address.ts';
import type { Mail, MailMessage, MailOutcome } from '../../domain/mail.ts';
import { mimeMessage } from '../mime-message.ts';
import { readSender } from '../sender.ts';

/** A mail server that accepts messages to send (RFC 6409). */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (port 465); otherwise STARTTLS. */
  readonly secure: boolean;
  /** Send nothing without TLS. False only for a server on this machine. */
  readonly requireTls: boolean;
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly ratePerSecond: number;
}

/** Time limits for a server: to accept a connection and greet, and to answer a command. */
const GREETING_MS = 20_000;
const ANSWER_MS = 120_000;

/**
 * Sends mail by SMTP, one connection per message. A message that the server answered for, or that it never received, is
 * `sent` or `refused`; once its first byte is handed over, a connection that breaks without an answer leaves it
 * uncertain.
 */
export function smtpMail(server: SmtpServer): Mail {
  return {
    send: (message) => sendOver(server, message),
    ratePerSecond: async () => server.ratePerSecond,
  };
}

async function sendOver(server: SmtpServer, message: MailMessage): Promise<MailOutcome> {
  const bytes = await mimeMessage(message);
  const from = readSender(message.from)?.address ?? message.from;
  const handedOver = { any: false };
  const connection = connect(server);
  try {
    await waitForAnswer(connection, (done) => connection.connect(done));
    const needsUtf8 = ![from, message.to.address].every(hasAsciiLocalPart);
    if (needsUtf8 && !/[ -]SMTPUTF8\b/iu.test(String(connection.lastServerResponse)))
      return { status: 'refused', code: 'SMTPUTF8 unsupported', passing: false };
    const { login } = server;
    if (login)
      await waitForAnswer(connection, (done) =>
        connection.login({ credentials: { user: login.user, pass: login.password } }, done),
      );
    const envelope = { from, to: [message.to.address], size: bytes.length };
    await waitForAnswer(connection, (done) => connection.send(envelope, messageStream(bytes, handedOver), done));
    connection.quit();
    return { status: 'sent', messageId: message.messageId };
  } catch (error) {
    connection.close();
    return toOutcome(error, handedOver.any);
  }
}

function connect({ host, port, secure, requireTls }: SmtpServer): SMTPConnection {
  const connection = new SMTPConnection({
    host,
    port,
    secure,
    ...(requireTls ? { requireTLS: true } : { ignoreTLS: true }),
    tls: { minVersion: 'TLSv1.2' },
    connectionTimeout: GREETING_MS,
    greetingTimeout: GREETING_MS,
    socketTimeout: ANSWER_MS,
    logger: false,
  });
  connection.on('error', () => undefined); // each is reported by the call that waits for the answer
  return connection;
}

/** Waits for the callback of what it starts, an error of the connection, or its end. */
function waitForAnswer(
  connection: SMTPConnection,
  begin: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(Object.assign(new Error('connection closed'), { code: 'ECONNECTION' })));
    begin((error) => (error ? reject(error) : resolve()));
  });
}

/** The message as a stream, which the connection reads only after the server requested it. */
const messageStream = (bytes: Buffer, handedOver: { any: boolean }): Readable =>
  new Readable({
    read() {
      handedOver.any = true;
      this.push(bytes);
      this.push(null);
    },
  });

/** The safe parts of a connection error; its message may repeat the server's words, which may include an address. */
interface Refusal {
  readonly code: string;
  readonly command: string;
  /** The server's answer, 0 if there was none. */
  readonly responseCode: number;
  /** Its enhanced status code (RFC 3463), for example `5.1.1`; empty if there is none. */
  readonly enhanced: string;
}

function toOutcome(error: unknown, handedOver: boolean): MailOutcome {
  if (!(error instanceof Error)) throw error;
  const { code, command, responseCode, enhanced } = parseRefusal(error);
  if (responseCode >= 400) {
    const passing = responseCode < 500 || !concernsThisMessage(command, responseCode, enhanced);
    return { status: 'refused', code: [command, responseCode, enhanced].filter(Boolean).join(' '), passing };
  }
  if (handedOver) return { status: 'uncertain', code };
  return { status: 'refused', code, passing: code !== 'EMESSAGE' && code !== 'EENVELOPE' };
}

/**
 * A permanent refusal concerns this message or its reader; a refused login, sender or relay concerns all messages,
 * until it is corrected.
 */
function concernsThisMessage(command: string, responseCode: number, enhanced: string): boolean {
  const isPolicy = enhanced.startsWith('5.7.');
  if (command === 'RCPT TO') return !isPolicy && (enhanced !== '' || responseCode !== 554);
  return (command === 'DATA' && !isPolicy) || (command === 'MAIL FROM' && responseCode === 552);
}

function parseRefusal(error: Error): Refusal {
  const field = (name: string): unknown => Reflect.get(error, name);
  const response = String(field('response') ?? '');
  return {
    code: String(field('code') ?? error.name),
    command: String(field('command') ?? ''),
    responseCode: Number(field('responseCode')) || 0,
    enhanced: /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/u.exec(response)?.[1] ?? '',
  };
}

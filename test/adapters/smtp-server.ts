import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** The content of one connection. */
export interface Session {
  readonly commands: string[];
  /** The message after DATA; null if no complete message arrived. */
  message: string | null;
}

export interface SmtpBehaviour {
  /**
   * The reply to a command, by its first word, or to the end of the message (`MESSAGE`); `drop` closes the connection.
   */
  readonly answers?: Readonly<Record<string, string>>;
  readonly extensions?: readonly string[];
  /** Addresses that the server does not know. */
  readonly refuse?: readonly string[];
  /** Answers STARTTLS with an untrusted certificate. */
  readonly startTls?: boolean;
}

/** Opens a small mail server on this machine, with real sockets and replies. The caller must close it. */
export async function openSmtpServer(behaviour: SmtpBehaviour = {}) {
  const sessions: Session[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const session: Session = { commands: [], message: null };
    sessions.push(session);
    sockets.add(socket);
    socket.on('error', () => undefined);
    converse(socket, session, behaviour);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { port, sessions, close };
}

const DEFAULTS: Readonly<Record<string, string>> = {
  GREETING: '220 hotline ESMTP',
  AUTH: '235 2.7.0 welcome',
  DATA: '354 go on',
  MESSAGE: '250 2.0.0 taken',
  QUIT: '221 2.0.0 bye',
};

function converse(socket: Socket, session: Session, behaviour: SmtpBehaviour): void {
  const { answers = {}, extensions = ['AUTH PLAIN', '8BITMIME'], startTls = false } = behaviour;
  const all = startTls ? [...extensions, 'STARTTLS'] : extensions;
  const ehlo = ['hotline', ...all].map((line, at) => `250${at === all.length ? ' ' : '-'}${line}`).join('\r\n');
  const own = (to: string): string | undefined =>
    to === 'STARTTLS' ? (startTls ? '220 2.0.0 go on' : '502 5.5.1 what?') : DEFAULTS[to];
  const answer = (to: string): string => {
    const text = answers[to] ?? own(to) ?? (to === 'EHLO' ? ehlo : '250 2.0.0 ok');
    if (text === 'drop') socket.destroy();
    else socket.write(`${text}\r\n`);
    return text;
  };
  let buffer = '';
  let inMessage = false;
  const take = (text: string): boolean => {
    if (inMessage) {
      session.message = text.replace(/^\./gmu, '');
      inMessage = false;
      answer('MESSAGE');
      return true;
    }
    session.commands.push(text);
    const word = text.split(/[ :]/u)[0]?.toUpperCase() ?? '';
    const isUnknown = (behaviour.refuse ?? []).some((address) => text === `RCPT TO:<${address}>`);
    if (isUnknown) socket.write('550 5.1.1 no such mailbox\r\n');
    inMessage = !isUnknown && answer(word).startsWith('354');
    if (word !== 'STARTTLS' || !startTls) return true;
    upgrade(socket, session);
    return false;
  };
  socket.on('data', (bytes) => {
    buffer += bytes.toString('utf8');
    for (let goesOn = true; goesOn; ) {
      const mark = inMessage ? '\r\n.\r\n' : '\r\n';
      const end = buffer.indexOf(mark);
      if (end < 0) return;
      const text = buffer.slice(0, end);
      buffer = buffer.slice(end + mark.length);
      goesOn = take(text);
    }
  });
  answer('GREETING');
}

const PEM = (file: string): Buffer => readFileSync(new URL(`../../node_modules/dynalite/ssl/${file}`, import.meta.url));

function upgrade(socket: Socket, session: Session): void {
  socket.removeAllListeners('data');
  const key = PEM('server-key.pem');
  const secure = new TLSSocket(socket, { isServer: true, key, cert: PEM('server-crt.pem') });
  secure.on('error', () => undefined);
  secure.on('data', (bytes) => session.commands.push(`TLS ${bytes.toString('utf8')}`));
}

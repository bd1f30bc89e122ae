import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, it } from 'vitest';
import { type SmtpServer, smtpMail } from '../../src/adapters/local/smtp-mail.ts';
import type { MailMessage } from '../../src/domain/mail.ts';
import { openSmtpServer, type SmtpBehaviour } from './smtp-server.ts';

const MESSAGE: MailMessage = {
  from: '"Hojas, Línea" <sheets@hotline.mx>',
  replyTo: 'figures@hotline.mx',
  to: { name: 'Müller, Jörg', address: 'jörg@xn--maana-pta.mx' },
  subject: 'Línea',
  text: 'Ñandú\n.\nend',
  html: '<p>Ñandú</p>',
  attachments: [{ filename: 'a.pdf', contentType: 'application/pdf', content: new Uint8Array(200_000).fill(37) }],
  unsubscribe: 'https://sheets.hotline.mx/leave/t',
  messageId: 'm.r1@hotline.mx',
  date: new Date(0),
  language: 'es-MX',
  stakeholder: '0123',
};
const ANA = { ...MESSAGE, to: { name: 'Ana', address: 'ana@consulado.mx' } };

let server: Awaited<ReturnType<typeof openSmtpServer>>;
afterEach(() => server.close());

async function send(behaviour: SmtpBehaviour, message = ANA, options: Partial<SmtpServer> = {}) {
  server = await openSmtpServer(behaviour);
  const place = { host: '127.0.0.1', port: server.port, secure: false, requireTls: false, ratePerSecond: 2 };
  return smtpMail({ ...place, login: null, ...options }).send(message);
}
const said = (word: string): string[] =>
  server.sessions.flatMap(({ commands }) => commands.filter((line) => line.startsWith(word)));

describe('mail by SMTP', () => {
  it('hands a message over to a mail server, which has it as it was made', async () => {
    const login = { user: 'sheets', password: 'secret' };
    const outcome = await send({}, ANA, { login });
    expect(outcome).toEqual({ status: 'sent', messageId: 'm.r1@hotline.mx' });
    expect(said('AUTH')).toEqual([`AUTH PLAIN ${Buffer.from('\0sheets\0secret').toString('base64')}`]);
    expect(said('MAIL')[0]).toMatch(/^MAIL FROM:<sheets@hotline\.mx>/u);
    expect(said('RCPT')).toEqual(['RCPT TO:<ana@consulado.mx>']);
    const mail = await simpleParser(server.sessions[0]?.message ?? '');
    expect(mail.from?.value).toEqual([{ name: 'Hojas, Línea', address: 'sheets@hotline.mx' }]);
    expect(mail.text?.trim()).toBe('Ñandú\n.\nend');
    expect(mail.attachments[0]?.content).toHaveLength(200_000);
  });

  it('writes to a local part of another alphabet where the server takes it, and says so where it does not', async () => {
    expect(await send({ extensions: ['SMTPUTF8', '8BITMIME'] }, MESSAGE)).toMatchObject({ status: 'sent' });
    expect(said('MAIL')[0]).toContain('SMTPUTF8');
    expect(said('RCPT')).toEqual(['RCPT TO:<jörg@xn--maana-pta.mx>']);
    await server.close();
    const code = 'SMTPUTF8 unsupported';
    expect(await send({}, MESSAGE)).toEqual({ status: 'refused', code, passing: false });
  });

  it.each([
    ['the reader is unknown', { RCPT: '550 5.1.1 no ana@consulado.mx here' }, 'RCPT TO 550 5.1.1', false],
    ['the mailbox is full', { RCPT: '452 4.2.2 full' }, 'RCPT TO 452 4.2.2', true],
    ['it may not be relayed', { RCPT: '554 5.7.1 relay denied' }, 'RCPT TO 554 5.7.1', true],
    ['it may not be relayed, without a code', { RCPT: '554 relay denied' }, 'RCPT TO 554', true],
    ['the sender is refused', { MAIL: '553 5.7.1 not yours' }, 'MAIL FROM 553 5.7.1', true],
    ['it is too large', { MESSAGE: '552 5.3.4 too large' }, 'DATA 552 5.3.4', false],
    ['it is put off', { MESSAGE: '451 4.7.0 later' }, 'DATA 451 4.7.0', true],
    ['the greeting is a refusal', { GREETING: '554 go away' }, expect.stringContaining('554'), true],
    ['the server says no before the message', { DATA: '421 4.3.2 closing' }, expect.stringContaining('421'), true],
  ])('is refused when %s', async (_when, answers, code, passing) => {
    expect(await send({ answers })).toEqual({ status: 'refused', code, passing });
  });

  it('is refused for now when the login is', async () => {
    const login = { user: 'sheets', password: 'wrong' };
    const outcome = await send({ answers: { AUTH: '535 5.7.8 bad password' } }, ANA, { login });
    expect(outcome).toEqual({ status: 'refused', code: 'AUTH PLAIN 535 5.7.8', passing: true });
  });

  it.each(['GREETING', 'EHLO', 'MAIL', 'RCPT', 'DATA'])(
    'surely did not go out when the connection breaks at %s',
    async (at) => {
      expect(await send({ answers: { [at]: 'drop', HELO: 'drop' } })).toMatchObject({
        status: 'refused',
        passing: true,
      });
    },
  );

  it('is uncertain when the connection breaks after the message', async () => {
    expect(await send({ answers: { MESSAGE: 'drop' } })).toEqual({ status: 'uncertain', code: 'ECONNECTION' });
  });

  it('surely did not go out when no server listens', async () => {
    server = await openSmtpServer();
    const { port } = server;
    await server.close();
    server = await openSmtpServer();
    const place = { host: '127.0.0.1', port, secure: false, requireTls: false, login: null, ratePerSecond: 1 };
    expect(await smtpMail(place).send(ANA)).toMatchObject({ status: 'refused', passing: true });
  });

  it.each([
    ['no TLS', {}],
    ['an untrusted certificate', { startTls: true }],
  ])('hands nothing over, and no password, to a server with %s', async (_with, behaviour) => {
    const login = { user: 'sheets', password: 'secret' };
    const outcome = await send(behaviour, ANA, { login, requireTls: true });
    expect(outcome).toMatchObject({ status: 'refused', passing: true });
    expect(said('AUTH')).toEqual([]);
    expect(said('MAIL')).toEqual([]);
    expect(said('TLS')).toEqual([]);
  });
});

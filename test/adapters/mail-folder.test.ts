import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailFolder } from '../../src/adapters/local/mail-folder.ts';
import type { MailMessage } from '../../src/domain/mail.ts';

const PDF = new Uint8Array(Array.from({ length: 70_000 }, (_, at) => (at * 7) % 256));
const MESSAGE: MailMessage = {
  from: 'Fact sheets <sheets@example.org>',
  replyTo: 'figures@example.org',
  to: { name: 'Rosa "R" Méndez, Cónsul', address: 'rosa@xn--maana-pta.mx' },
  subject: 'Hoja informativa, datos hasta el 31 de julio de 2017: línea y más línea para que sea larga',
  text: 'Línea\nÑandú ‡\n',
  html: '<!doctype html><html lang="es-MX"><body><p>Ñandú ‡</p></body></html>',
  attachments: [{ filename: 'us-mexico-border-2017-07.es.pdf', contentType: 'application/pdf', content: PDF }],
  unsubscribe: 'https://sheets.example.org/leave/abc.def',
  messageId: 'us-mexico-border.2017-07.r1.0123@example.org',
  date: new Date('2017-08-15T14:00:00Z'),
  language: 'es-MX',
  stakeholder: '0123',
};

let folder: string;
let mail: ParsedMail;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factsheets-mail-'));
  await mailFolder(folder).send(MESSAGE);
  mail = await simpleParser(await readFile(join(folder, 'us-mexico-border.2017-07.r1.0123.eml')), {
    keepCidLinks: true,
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a message as a mail reader reads it back', () => {
  it('has its headers', () => {
    expect(mail.from?.value).toEqual([{ name: 'Fact sheets', address: 'sheets@example.org' }]);
    const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
    expect(to?.value).toEqual([{ name: 'Rosa "R" Méndez, Cónsul', address: expect.stringMatching(/^rosa@/u) }]);
    expect(mail.replyTo?.text).toBe('figures@example.org');
    expect(mail.subject).toBe(MESSAGE.subject);
    expect(mail.messageId).toBe('<us-mexico-border.2017-07.r1.0123@example.org>');
    expect(mail.date).toEqual(MESSAGE.date);
    expect(mail.headers.get('content-language')).toBe('es-MX');
  });

  it('lets its reader leave the list with one click', () => {
    const lines = mail.headerLines.filter(({ key }) => key.startsWith('list-unsubscribe'));
    expect(lines.map(({ line }) => line.replace(/\s+/gu, ' '))).toEqual([
      'List-Unsubscribe: <https://sheets.example.org/leave/abc.def>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    ]);
  });

  it('has both texts and the report, byte for byte', () => {
    expect(mail.text?.trimEnd()).toBe(MESSAGE.text.trimEnd());
    expect(mail.html).toBe(MESSAGE.html);
    expect(mail.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ['us-mexico-border-2017-07.es.pdf', 'application/pdf'],
    ]);
    expect(Buffer.compare(mail.attachments[0]?.content ?? Buffer.alloc(0), Buffer.from(PDF))).toBe(0);
  });

  it('is the same bytes each time, and one file', async () => {
    const path = join(folder, 'us-mexico-border.2017-07.r1.0123.eml');
    const first = await readFile(path);
    await mailFolder(folder).send(MESSAGE);
    expect(Buffer.compare(await readFile(path), first)).toBe(0);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('takes no header from a name', async () => {
    const to = { name: 'Eve\r\nBcc: all@example.org', address: 'eve@example.org' };
    await mailFolder(folder).send({ ...MESSAGE, to, messageId: 'eve@example.org' });
    const eve = await simpleParser(await readFile(join(folder, 'eve.eml')));
    expect(eve.bcc).toBeUndefined();
  });
});

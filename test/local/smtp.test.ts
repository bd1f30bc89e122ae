import { chmod, writeFile } from 'node:fs/promises';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMailConfiguration } from '../../local/mail/mail-configuration.ts';
import { smtpServer } from '../../local/mail/smtp-settings.ts';
import { openSmtpServer } from '../adapters/smtp-server.ts';
import { buildCases, run, scratch } from './command-line.ts';

const SHEET = 'us-mexico-border';
const LIST = `name,email,organisation,language,sheets,delivery
"Müller, Jörg",jorg@consulado.mx,,es,${SHEET},attachment
Alex,alex@coalition.us,,en,${SHEET},link
Nobody,unknown@coalition.us,,en,${SHEET},attachment
`;
let folder: Awaited<ReturnType<typeof scratch>>;
let server: Awaited<ReturnType<typeof openSmtpServer>>;
let state: string[];
const config = (): string => folder.path('mail.json');

async function configure(change: object): Promise<void> {
  const smtp = { host: '127.0.0.1', port: server.port, user: 'sheets', passwordFile: 'password', ratePerSecond: 100 };
  const settings = { sender: '"Hojas, Línea" <sheets@hotline.mx>', schedules: [], smtp, ...change };
  await writeFile(config(), JSON.stringify(settings));
}

beforeAll(async () => {
  folder = await scratch();
  state = ['--state', folder.path('state')];
  server = await openSmtpServer({ refuse: ['unknown@coalition.us'] });
  await buildCases(folder.path, 30);
  await writeFile(folder.path('list.csv'), LIST);
  await writeFile(folder.path('password'), 'secret\n', { mode: 0o600 });
  await run('stakeholders', 'import', folder.path('list.csv'), ...state);
  await run('approve', SHEET, '2015-10', '--revision', '1', '--by', 'Ana', '--reason', 'a test', ...state);
});
afterAll(async () => {
  await server.close();
  await folder.remove();
});

describe('sending from one machine', () => {
  it('writes files without a mail server, and says that nothing was sent', async () => {
    const { out, code } = await run('distribute', SHEET, ...state);
    expect(out).toContain('2 written, 1 waiting');
    expect(out).toContain('nothing was sent, because no mail server is configured');
    expect(out).toContain('waiting: the address of links does not answer');
    expect(code).toBe(2);
  });

  it('sends what was only written once a person says so, each message in one state', async () => {
    await configure({});
    const again = await run('distribute', SHEET, '2015-10', '--resolve', 'resend', ...state);
    expect(again.out).toBe('2 changed');
    const { out, code } = await run('distribute', SHEET, ...state, '--config', config());
    expect(out).toContain('revision 1: 1 sent, 1 failed, 1 waiting');
    expect(out).not.toContain('.eml');
    expect(code).toBe(2);
    const [mail, ...others] = server.sessions.flatMap(({ message }) => message ?? []);
    expect(others).toEqual([]);
    const parsed = await simpleParser(mail ?? '');
    expect(parsed.from?.value).toEqual([{ name: 'Hojas, Línea', address: 'sheets@hotline.mx' }]);
    expect(parsed.attachments).toHaveLength(1);
    expect(parsed.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line).toContain(
      '<mailto:sheets@hotline.mx',
    );
    expect(server.sessions[0]?.commands.some((line) => line.startsWith('AUTH'))).toBe(true);
    expect((await run('distribute', SHEET, ...state, '--config', config())).out).toContain('1 already');
    expect((await run('distribute', SHEET, '2015-10', '--resolve', 'resend', ...state)).out).toBe('1 changed');
  });

  it('lists in a dry run who gets what, and writes the messages where it is asked to', async () => {
    await run('distribute', SHEET, '2015-10', '--resolve', 'resend', ...state);
    const mail = folder.path('planned');
    const { out } = await run('distribute', SHEET, ...state, '--dry-run', '--mail', mail);
    expect(out).toMatch(/^ {2}Nobody <unknown@coalition\.us> {2}en, attachment, new, \d+ KB$/mu);
    expect(out).toMatch(/^ {2}Alex <alex@coalition\.us> {2}en, link, new, CANNOT BE SENT/mu);
    expect(out).toMatch(/^next scheduled distribution: \d+ \w+ \d{4}, 09:00 America\/Mexico_City$/mu);
    expect(out).toContain(`messages as .eml files: ${mail}`);
  });
});

describe('the configuration of a mail server', () => {
  it.each([
    [{ sender: 'sheets@example.org' }, /sender: example\.org is only an example/u],
    [{ sender: 'sheets@mail.test' }, /sender: mail\.test is only an example/u],
    [{ linkUrl: 'https://links.example.com/' }, /linkUrl: it is only an example/u],
    [{ linkUrl: 'http://127.0.0.1:80' }, /linkUrl: it is only an example/u],
    [{ smtp: { host: 'smtp.hotline.mx', password: 'secret' } }, /smtp\.password: must not be here/u],
    [{ smtp: { host: '' } }, /smtp\.host: must be the name/u],
    [{ smtp: { host: 'smtp.hotline.mx', port: 0 } }, /smtp\.port/u],
    [{ smtp: { host: 'smtp.hotline.mx', starttls: false } }, /starttls/u],
  ])('is refused with %j', async (change, message) => {
    await configure(change);
    const { code, err } = await run('distribute', SHEET, ...state, '--config', config());
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toContain('secret');
  });

  it('needs TLS of every server but one on this machine', async () => {
    const hosts = ['smtp.hotline.mx', '10.0.0.1', '127.0.0.1', 'localhost', '::1'];
    const needed = hosts.map(async (host) => {
      const settings = { host, port: 587, secure: false, user: null, passwordFile: null, ratePerSecond: 1 };
      return (await smtpServer(settings, {})).requireTls;
    });
    expect(await Promise.all(needed)).toEqual([true, true, false, false, false]);
  });

  it('refuses a password that others can read, and one that is missing', async () => {
    await configure({});
    const { smtp } = await readMailConfiguration(config());
    if (!smtp) throw new Error('no mail server');
    await chmod(folder.path('password'), 0o644);
    await expect(smtpServer(smtp, {})).rejects.toThrow(/others can read .*chmod 600/u);
    await chmod(folder.path('password'), 0o600);
    expect((await smtpServer(smtp, {})).login).toEqual({ user: 'sheets', password: 'secret' });
    await expect(smtpServer({ ...smtp, passwordFile: null }, {})).rejects.toThrow(/has no password/u);
    const environment = { FACTSHEETS_SMTP_PASSWORD: 'other' };
    expect((await smtpServer({ ...smtp, passwordFile: null }, environment)).login?.password).toBe('other');
  });
});

import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import type { SmtpServer } from '../../src/adapters/local/smtp-mail.ts';
import { isLoopbackHost } from '../../src/domain/address.ts';
import { Failure } from '../../src/domain/failure.ts';

/** The environment variable that holds the password where no file does. */
const PASSWORD_VARIABLE = 'FACTSHEETS_SMTP_PASSWORD';

const SCHEMA = z.strictObject({
  host: z.string().regex(/^[^\s/@]+$/u, 'must be the name of the mail server'),
  port: z.int().min(1).max(65_535).default(587),
  /** TLS from the first byte; else STARTTLS, which is required unless the server is this machine. */
  secure: z.boolean().default(false),
  user: z.string().min(1).nullable().default(null),
  passwordFile: z.string().min(1).nullable().default(null),
  ratePerSecond: z.number().min(0.1).max(100).default(1),
  password: z
    .never(
      `must not be here; write it to a file of its own (chmod 600) and name it in passwordFile, or set ${PASSWORD_VARIABLE}`,
    )
    .optional(),
});

/** How this machine reaches its mail server; the password is not part of it. */
export type SmtpSettings = Omit<z.infer<typeof SCHEMA>, 'password'>;

/** Reads `smtp` of a configuration, or everything that is wrong with it, each beginning with its place. */
export function readSmtp(value: unknown, file: string): SmtpSettings | string[] {
  const parsed = SCHEMA.safeParse(value);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `${file}, ${['smtp', ...path].join('.')}: ${message}`);
  const { password: _none, ...settings } = parsed.data;
  if (settings.passwordFile === null) return settings;
  return { ...settings, passwordFile: resolve(dirname(file), settings.passwordFile) };
}

/**
 * The server that the settings name, with its password.
 * @throws Failure ScheduleInvalid when there is no password for its user, or others can read the file
 */
export async function smtpServer(settings: SmtpSettings, environment: NodeJS.ProcessEnv): Promise<SmtpServer> {
  const { host, port, secure, user, ratePerSecond } = settings;
  const password = user === null ? null : await passwordOf(settings, environment);
  const login = user === null || password === null ? null : { user, password };
  return { host, port, secure, requireTls: !isLoopbackHost(host), login, ratePerSecond };
}

async function passwordOf({ passwordFile }: SmtpSettings, environment: NodeJS.ProcessEnv): Promise<string> {
  if (passwordFile === null) {
    const password = environment[PASSWORD_VARIABLE];
    if (password) return password;
    throw invalid(`smtp.user has no password; name a passwordFile, or set ${PASSWORD_VARIABLE}`);
  }
  const found = await stat(passwordFile).catch(() => null);
  if (!found?.isFile()) throw invalid(`smtp.passwordFile: there is no file ${passwordFile}`);
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw invalid(`smtp.passwordFile: others can read ${passwordFile}; chmod 600 ${passwordFile}`);
  const password = (await readFile(passwordFile, 'utf8')).replace(/\r?\n$/u, '');
  if (password === '') throw invalid(`smtp.passwordFile: ${passwordFile} is empty`);
  return password;
}

const invalid = (message: string): Failure => new Failure('ScheduleInvalid', message);

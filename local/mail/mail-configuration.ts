import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSender, senderText } from '../../src/adapters/sender.ts';
import { domainOfAddress, isPlaceholderHost } from '../../src/domain/address.ts';
import { Failure } from '../../src/domain/failure.ts';
import { readSchedules } from '../../src/domain/schedule/schedule.ts';
import { decodeText } from '../../src/domain/text/text-in.ts';
import type { MailConfiguration } from '../../src/steps/distribute/distribute-due.ts';
import { DUE_DAYS, type DueDays } from '../../src/steps/watch-exports.ts';
import { PROGRAM_FOLDER } from '../program-folder.ts';
import { statIfExists } from '../state/read-stored.ts';
import { readSmtp, type SmtpSettings } from './smtp-settings.ts';

/** How this machine sends. */
export interface LocalMailConfiguration extends MailConfiguration {
  /** The mail server that takes messages; null when they are only written to a folder. */
  readonly smtp: SmtpSettings | null;
  /** The days by which exports are due; empty when none are configured. */
  readonly dueDays: DueDays;
}

/** By default `config/local.json` of the program. */
export const configurationFile = (file: string | undefined): string =>
  file ?? join(PROGRAM_FOLDER, 'config', 'local.json');

/**
 * Reads a configuration file, of which each part of the program checks its own members.
 * @throws Failure WrongUsage when the file is missing, ScheduleInvalid if it is not a JSON object in UTF-8
 */
export async function readConfiguration(file: string): Promise<Readonly<Record<string, unknown>>> {
  if (!(await statIfExists(file))?.isFile()) throw new Failure('WrongUsage', `--config: there is no file ${file}`);
  return parseConfiguration(await textOf(file), file);
}

/**
 * Reads the configuration of mail and schedules. An example address as `linkUrl` counts as none.
 * @param named by default `config/local.json` of the program
 * @throws Failure WrongUsage when the file is missing, ScheduleInvalid with everything that is wrong in it
 */
export async function readMailConfiguration(named?: string): Promise<LocalMailConfiguration> {
  const file = configurationFile(named);
  const { sender, linkUrl = null, smtp = null, schedules, dueDays = {} } = await readConfiguration(file);
  const read = readSchedules(schedules ?? [], `${file}, schedules`);
  const from = typeof sender === 'string' ? readSender(sender) : null;
  const server = smtp === null ? null : readSmtp(smtp, file);
  const due = DUE_DAYS.safeParse(dueDays);
  const errors = [
    ...(from ? [] : [`${file}, sender: must be an address, or "Name <address>"`]),
    ...(linkUrl === null || isUrl(linkUrl) ? [] : [`${file}, linkUrl: must be the address links lead to, https://...`]),
    ...(Array.isArray(server) ? server : []),
    ...(due.success ? [] : [`${file}, dueDays: must be {"<hotline>": <day from 1 to 28>}`]),
    ...(server === null || !from ? [] : placeholders(file, from.address, linkUrl)),
    ...(read.errors ?? []),
  ];
  if (errors.length > 0 || !read.schedules || !from || Array.isArray(server) || !due.success)
    throw new Failure('ScheduleInvalid', errors.join('\n'));
  return {
    sender: senderText(from),
    linkUrl: usableLink(linkUrl),
    schedules: read.schedules,
    smtp: server,
    dueDays: due.data,
  };
}

/** What is sent for real must not come from, or lead to, an address that is only an example. */
function placeholders(file: string, sender: string, linkUrl: unknown): string[] {
  const host = domainOfAddress(sender);
  return [
    ...(isPlaceholderHost(host)
      ? [`${file}, sender: ${host} is only an example; write the address that your mail server sends from`]
      : []),
    ...(typeof linkUrl === 'string' && leadsNowhere(linkUrl)
      ? [`${file}, linkUrl: it is only an example; write the address that answers links, or leave linkUrl out`]
      : []),
  ];
}

/** Returns the address that links lead to; null for an example. */
const usableLink = (url: unknown): string | null =>
  typeof url === 'string' && !leadsNowhere(url) ? url.replace(/\/$/u, '') : null;

const leadsNowhere = (url: string): boolean => URL.canParse(url) && isPlaceholderHost(new URL(url).hostname);

async function textOf(file: string): Promise<string> {
  const { text, error } = decodeText(await readFile(file));
  if (text === null) throw new Failure('ScheduleInvalid', `${file}: ${error}; save it as UTF-8`);
  return text;
}

function parseConfiguration(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new Failure('ScheduleInvalid', `${file} is not valid JSON: ${withoutText(cause.message)}`, { cause });
  }
  throw new Failure('ScheduleInvalid', `${file} must be an object with sender, linkUrl and schedules`);
}

/** What a parser says, but not the text it quotes: a file that was named by mistake may be a key or a list of people. */
const withoutText = (message: string): string =>
  message.replace(/, (?:\.{3})?"[\s\S]*"(?:\.{3})? is not valid JSON$/u, '');

/** A link is its own key: it goes over TLS, but for a server of this machine. */
function isUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname, username, search, hash } = new URL(value);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && isLocal)) && `${username}${search}${hash}` === '';
}

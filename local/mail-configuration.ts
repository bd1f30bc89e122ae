import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSchedules } from '../src/contract/schedule.ts';
import { textIn } from '../src/contract/text-in.ts';
import { Failure } from '../src/domain/failure.ts';
import type { MailConfiguration } from '../src/steps/distribute-due.ts';
import { foundPath } from './found-path.ts';
import { PROGRAM_FOLDER } from './program-folder.ts';

/**
 * Reads the configuration of mail and schedules.
 * @param file by default `config/local.json` of the program
 * @throws Failure WrongUsage when the file is missing, ScheduleInvalid with everything that is wrong in it
 */
export async function readMailConfiguration(
  file: string = join(PROGRAM_FOLDER, 'config', 'local.json'),
): Promise<MailConfiguration> {
  if (!(await foundPath(file))?.isFile()) throw new Failure('WrongUsage', `--config: there is no file ${file}`);
  const { sender, linkUrl, schedules } = parsed(await textOf(file), file);
  const read = readSchedules(schedules ?? [], `${file}, schedules`);
  const complaints = [
    ...(isSender(sender) ? [] : [`${file}, sender: must be an address, or "Name <address>"`]),
    ...(isUrl(linkUrl) ? [] : [`${file}, linkUrl: must be the address links lead to, https://...`]),
    ...(read.complaints ?? []),
  ];
  if (complaints.length > 0 || !read.schedules) throw new Failure('ScheduleInvalid', complaints.join('\n'));
  return { sender: String(sender), linkUrl: String(linkUrl).replace(/\/$/u, ''), schedules: read.schedules };
}

async function textOf(file: string): Promise<string> {
  const { text, fault } = textIn(await readFile(file));
  if (text === null) throw new Failure('ScheduleInvalid', `${file}: ${fault}; save it as UTF-8`);
  return text;
}

function parsed(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new Failure('ScheduleInvalid', `${file} is no JSON: ${withoutText(cause.message)}`, { cause });
  }
  throw new Failure('ScheduleInvalid', `${file} must be an object with sender, linkUrl and schedules`);
}

/** What a parser says, but not the text it quotes: a file that was named by mistake may be a key or a list of people. */
const withoutText = (message: string): string =>
  message.replace(/, (?:\.{3})?"[\s\S]*"(?:\.{3})? is not valid JSON$/u, '');

const isSender = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^(?:[^<>\r\n"]+<[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+)$/u.test(value);
const isUrl = (value: unknown): boolean => typeof value === 'string' && URL.canParse(value) && /^https?:/u.test(value);

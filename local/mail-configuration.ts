import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSchedules, type Schedule } from '../src/contract/schedule.ts';
import { Failure } from '../src/domain/failure.ts';
import type { MailSettings } from '../src/steps/make-message.ts';
import { foundPath } from './found-path.ts';
import { PROGRAM_FOLDER } from './workplace.ts';

/** How one machine sends: a file like `config/local.json`. */
export interface MailConfiguration {
  readonly sender: string;
  readonly linkUrl: string;
  readonly schedules: readonly Schedule[];
}

/**
 * Reads the configuration of mail and schedules.
 * @param file by default `config/local.json` of the program
 * @throws Failure WrongUsage when the file is missing, ScheduleInvalid with everything that is wrong in it
 */
export async function readMailConfiguration(
  file: string = join(PROGRAM_FOLDER, 'config', 'local.json'),
): Promise<MailConfiguration> {
  if (!(await foundPath(file))?.isFile()) throw new Failure('WrongUsage', `--config: there is no file ${file}`);
  const { sender, linkUrl, schedules } = parsed(await readFile(file, 'utf8'), file);
  const read = readSchedules(schedules ?? [], `${file}, schedules`);
  const complaints = [
    ...(isSender(sender) ? [] : [`${file}, sender: must be an address, or "Name <address>"`]),
    ...(isUrl(linkUrl) ? [] : [`${file}, linkUrl: must be the address links lead to, https://...`]),
    ...(read.complaints ?? []),
  ];
  if (complaints.length > 0 || !read.schedules) throw new Failure('ScheduleInvalid', complaints.join('\n'));
  return { sender: String(sender), linkUrl: String(linkUrl).replace(/\/$/u, ''), schedules: read.schedules };
}

function parsed(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new Failure('ScheduleInvalid', `${file} is no JSON: ${cause.message}`, { cause });
  }
  throw new Failure('ScheduleInvalid', `${file} must be an object with sender, linkUrl and schedules`);
}

const isSender = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^(?:[^<>\r\n"]+<[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+)$/u.test(value);
const isUrl = (value: unknown): boolean => typeof value === 'string' && URL.canParse(value) && /^https?:/u.test(value);

/** How a sheet's messages are sent; a sheet without a schedule has the usual limits. */
export function settingsOf({ sender, linkUrl, schedules }: MailConfiguration, sheet: string): MailSettings {
  const { replyTo, sizeLimitMb, linkDays } = scheduleOf({ schedules }, sheet) ?? {
    replyTo: null,
    sizeLimitMb: 5,
    linkDays: 30,
  };
  return { sender, linkUrl, replyTo, sizeLimitMb, linkDays };
}

/** A sheet's schedule; null when it has none. */
export const scheduleOf = ({ schedules }: Pick<MailConfiguration, 'schedules'>, sheet: string): Schedule | null =>
  schedules.find((one) => one.sheet === sheet) ?? null;

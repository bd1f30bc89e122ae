import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Schedule } from '../../src/domain/schedule/schedule.ts';
import { configurationFile, type LocalMailConfiguration, readMailConfiguration } from '../mail/mail-configuration.ts';
import { nextMomentLines } from '../mail/next-moments.ts';
import { smtpServer } from '../mail/smtp-settings.ts';
import type { Reporter } from './reporter.ts';
import type { ScheduledTask } from './scheduler.ts';

/**
 * The configuration of mail and schedules, re-read when its file changes. While it is invalid, the last valid
 * configuration is used.
 */
export class CachedMailConfiguration {
  readonly file: string;
  /** Contains the password of the mail server. */
  readonly environment: NodeJS.ProcessEnv;
  /** When the schedule of a sheet changed. Moments before the change are not sent later. */
  readonly #changedAt = new Map<string, Date>();
  #bytes: string;
  #configuration: LocalMailConfiguration;

  private constructor(file: string, environment: NodeJS.ProcessEnv, bytes: string, read: LocalMailConfiguration) {
    this.file = file;
    this.environment = environment;
    this.#bytes = bytes;
    this.#configuration = read;
  }

  /**
   * Reads the configuration.
   * @param named by default the program's `config/local.json`
   * @throws Failure WrongUsage or ScheduleInvalid, like readMailConfiguration; also if the mail server's password is
   * missing
   */
  static async open(named: string | undefined, environment: NodeJS.ProcessEnv): Promise<CachedMailConfiguration> {
    const file = configurationFile(named);
    const read = await readComplete(file, environment);
    return new CachedMailConfiguration(file, environment, await readFile(file, 'utf8'), read);
  }

  get configuration(): LocalMailConfiguration {
    return this.#configuration;
  }

  /** Returns when the schedule of a sheet changed after the configuration was opened; null if it did not. */
  changedAt(sheet: string): Date | null {
    return this.#changedAt.get(sheet) ?? null;
  }

  /**
   * Re-reads the file if it has changed.
   * @returns whether the configuration has changed
   * @throws Failure once for each change that makes it invalid
   */
  async refresh(now: Date): Promise<boolean> {
    const bytes = await readFile(this.file, 'utf8').catch(() => '');
    if (bytes === this.#bytes) return false;
    this.#bytes = bytes;
    const read = await readComplete(this.file, this.environment);
    for (const schedule of read.schedules) {
      const before = this.#configuration.schedules.find(({ sheet }) => sheet === schedule.sheet);
      if (!before || !isSameMoment(before, schedule)) this.#changedAt.set(schedule.sheet, now);
    }
    this.#configuration = read;
    return true;
  }
}

async function readComplete(file: string, environment: NodeJS.ProcessEnv): Promise<LocalMailConfiguration> {
  const read = await readMailConfiguration(file);
  if (read.smtp) await smtpServer(read.smtp, environment);
  return read;
}

const isSameMoment = (a: Schedule, b: Schedule): boolean => a.zone === b.zone && isDeepStrictEqual(a.rule, b.rule);

/**
 * Returns a task that checks once a second whether the configuration has changed, and reports the next moments or the
 * error.
 */
export const mailRefresh = (mail: CachedMailConfiguration, reporter: Reporter): ScheduledTask => ({
  everyMinutes: 1 / 60,
  run: async (now) => {
    try {
      if (!(await mail.refresh(now))) return;
      const lines = [`${mail.file} has changed and was read again`, ...nextMomentLines(mail.configuration, now)];
      reporter.status('watching', lines.join('\n'));
    } catch (error) {
      reporter.failure('distribution settings (the earlier ones stay in use)', error);
    }
  },
});

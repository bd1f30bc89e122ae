import { rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CachedMailConfiguration, mailRefresh } from '../../../local/pipeline/cached-mail-configuration.ts';
import { scratch } from '../command-line.ts';

const SHEET = 'us-mexico-border';
let folder: Awaited<ReturnType<typeof scratch>>;
beforeEach(async () => {
  folder = await scratch();
});
afterEach(() => folder.remove());

const file = (): string => folder.path('local.json');
const write = (day: number, more: object = {}) => {
  const schedules = [{ sheet: SHEET, day, at: '09:00', zone: 'America/Mexico_City' }];
  return writeFile(file(), JSON.stringify({ sender: 'sheets@example.org', schedules, ...more }));
};

async function watched() {
  const reported: string[] = [];
  const mail = await CachedMailConfiguration.open(file(), {});
  const reporter = {
    event: () => undefined,
    pages: () => undefined,
    gone: () => undefined,
    problems: () => undefined,
    note: () => undefined,
    failure: (about: string, error: unknown) => void reported.push(`${about}: ${error}`),
    status: (_status: string, words: string) => void reported.push(words),
  };
  return { mail, reported, look: (at: string) => mailRefresh(mail, reporter).run(new Date(at)) };
}

describe('the configuration of distribution while the machine runs', () => {
  it('is read again when it changes, and the next moment is printed', async () => {
    await write(15);
    const { mail, reported, look } = await watched();
    await look('2026-06-01T00:00:00Z');
    expect(reported).toEqual([]);
    await write(20);
    await look('2026-06-17T00:00:00Z');
    expect(reported).toEqual([
      `${file()} has changed and was read again\nnext distribution of ${SHEET}: 20 June 2026, 09:00 America/Mexico_City`,
    ]);
    expect(mail.configuration.schedules[0]?.rule.days).toEqual([20]);
    expect(mail.changedAt(SHEET)).toEqual(new Date('2026-06-17T00:00:00Z'));
    await look('2026-06-17T00:00:01Z');
    expect(reported).toHaveLength(1);
  });

  it('stays as it was while the file is broken or away, which is said once', async () => {
    await write(15);
    const { mail, reported, look } = await watched();
    await write(31);
    await look('2026-06-01T00:00:00Z');
    await look('2026-06-01T00:00:01Z');
    expect(reported).toHaveLength(1);
    expect(reported[0]).toMatch(
      /^distribution settings \(the earlier ones stay in use\): .*local\.json, schedules\[0\]/u,
    );
    expect(mail.configuration.schedules[0]?.rule.days).toEqual([15]);
    await rm(file());
    await look('2026-06-01T00:00:02Z');
    expect(reported[1]).toMatch(/there is no file/u);
    await write(15);
    await look('2026-06-01T00:00:03Z');
    expect(reported).toHaveLength(3);
    expect(mail.changedAt(SHEET)).toBeNull();
  });

  it('is broken without the password of its mail server, from the start', async () => {
    await write(15, { sender: 'sheets@hotline.mx', smtp: { host: 'mail.hotline.mx', user: 'sheets' } });
    await expect(CachedMailConfiguration.open(file(), {})).rejects.toThrow(/smtp\.user has no password/u);
    expect(
      (await CachedMailConfiguration.open(file(), { FACTSHEETS_SMTP_PASSWORD: 'x' })).configuration.smtp?.port,
    ).toBe(587);
  });
});

import { readSchedules, type Schedule } from '../src/contract/schedule.ts';

/** How a stage sends mail. */
export interface MailConfig {
  /** `Name <address>`; its domain must be verified in SES. */
  readonly sender: string;
  readonly domain: string;
  /** Whether the data stack makes the domain's identity in SES, or it is there. */
  readonly identity: 'create' | 'existing';
  /** What links in messages begin with, where a domain of one's own leads to the stage; null for the address AWS gives. */
  readonly linkUrl: string | null;
  readonly schedules: readonly Schedule[];
  /** The same as the file has them, for the function to read again. */
  readonly written: unknown;
}

const SENDER = /^(?:[^<>\r\n"]+<)?[^\s@<>]+@([^\s@<>]+\.[^\s@<>]+?)>?$/u;

type Written = Pick<MailConfig, 'sender' | 'identity'> & {
  readonly linkUrl?: string | undefined;
  readonly schedules?: unknown;
};

/** Reads `mail` of a stage's configuration, or reports everything that is wrong with it. */
export function readMailConfig(
  { sender, identity, linkUrl, schedules }: Written,
  sheets: readonly string[],
): MailConfig | readonly string[] {
  const domain = SENDER.exec(sender)?.[1];
  const read = readSchedules(schedules, 'schedules');
  const unknown = (read.schedules ?? []).filter(({ sheet }) => !sheets.includes(sheet));
  const faults = [
    ...(domain === undefined ? ['sender: must be an address, or "Name <address>"'] : []),
    ...(read.complaints ?? []),
    ...unknown.map(({ sheet }) => `schedules: no such sheet "${sheet}"; there are ${sheets.join(', ')}`),
  ];
  if (faults.length > 0 || domain === undefined || !read.schedules) return faults;
  return { sender, domain, identity, linkUrl: linkUrl ?? null, schedules: read.schedules, written: schedules };
}

import { canonicalAddress, domainOfAddress, hasAsciiLocalPart } from '../src/domain/address.ts';
import { readSchedules, type Schedule } from '../src/domain/schedule/schedule.ts';

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

/** `Name <address>`, the name in quotation marks where it holds some; or an address. */
const SENDER = /^(?:(?:"(?:\\.|[^"\\])*"|[^<>@"\p{Cc}]*)\s*<([^<>]+)>|([^<>]+))$/u;

type Written = Pick<MailConfig, 'sender' | 'identity'> & {
  readonly linkUrl?: string | undefined;
  readonly schedules?: unknown;
};

/** Reads `mail` of a stage's configuration, or reports everything that is wrong with it. */
export function readMailConfig(
  { sender, identity, linkUrl, schedules }: Written,
  sheets: readonly string[],
): MailConfig | readonly string[] {
  const address = addressIn(sender);
  const domain = address === null ? undefined : domainOfAddress(address);
  const read = readSchedules(schedules, 'schedules');
  const unknown = (read.schedules ?? []).filter(({ sheet }) => !sheets.includes(sheet));
  const faults = [
    ...(domain === undefined ? ['sender: must be an address, or "Name <address>"'] : []),
    ...(address !== null && !hasAsciiLocalPart(address)
      ? ['sender: SES takes only ASCII characters before the @; choose another address']
      : []),
    ...(read.errors ?? []),
    ...unknown.map(({ sheet }) => `schedules: no such sheet "${sheet}"; there are ${sheets.join(', ')}`),
  ];
  if (faults.length > 0 || domain === undefined || !read.schedules) return faults;
  return { sender, domain, identity, linkUrl: linkUrl ?? null, schedules: read.schedules, written: schedules };
}

function addressIn(sender: string): string | null {
  const [, bracketed, bare] = SENDER.exec(sender.trim()) ?? [];
  return canonicalAddress(bracketed ?? bare ?? '');
}

import { canonicalAddress, domainOfAddress, hasAsciiLocalPart } from '../src/domain/address.ts';
import { readSchedules, type Schedule } from '../src/domain/schedule/schedule.ts';

/** The configuration of a stage's mail. */
export interface MailConfig {
  /** `Name <address>`; the domain must be verified in SES. */
  readonly sender: string;
  readonly domain: string;
  /** Whether the data stack creates the domain's identity in SES, or the identity already exists. */
  readonly identity: 'create' | 'existing';
  /** The start of links in messages, if a custom domain points to the stage; null for the address that AWS assigns. */
  readonly linkUrl: string | null;
  readonly schedules: readonly Schedule[];
  /** The schedules as written in the file, for the function to parse. */
  readonly written: unknown;
}

/** `Name <address>`, with quotation marks around the name if it contains special characters; or only an address. */
const SENDER = /^(?:(?:"(?:\\.|[^"\\])*"|[^<>@"\p{Cc}]*)\s*<([^<>]+)>|([^<>]+))$/u;

type Written = Pick<MailConfig, 'sender' | 'identity'> & {
  readonly linkUrl?: string | undefined;
  readonly schedules?: unknown;
};

/** Reads `mail` of a stage's configuration. Returns the list of all errors if it is invalid. */
export function readMailConfig(
  { sender, identity, linkUrl, schedules }: Written,
  sheets: readonly string[],
): MailConfig | readonly string[] {
  const address = addressIn(sender);
  const domain = address === null ? undefined : domainOfAddress(address);
  const read = readSchedules(schedules, 'schedules');
  const unknown = (read.schedules ?? []).filter(({ sheet }) => !sheets.includes(sheet));
  const errors = [
    ...(domain === undefined ? ['sender: must be an address, or "Name <address>"'] : []),
    ...(address !== null && !hasAsciiLocalPart(address)
      ? ['sender: SES takes only ASCII characters before the @; choose another address']
      : []),
    ...(read.errors ?? []),
    ...unknown.map(({ sheet }) => `schedules: there is no sheet "${sheet}"; the sheets are ${sheets.join(', ')}`),
  ];
  if (errors.length > 0 || domain === undefined || !read.schedules) return errors;
  return { sender, domain, identity, linkUrl: linkUrl ?? null, schedules: read.schedules, written: schedules };
}

function addressIn(sender: string): string | null {
  const [, bracketed, bare] = SENDER.exec(sender.trim()) ?? [];
  return canonicalAddress(bracketed ?? bare ?? '');
}

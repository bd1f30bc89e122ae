import type { Language } from './languages.ts';

/** One message to one person, before it is encoded as MIME. */
export interface MailMessage {
  /** `"Name" <address>` or an address. */
  readonly from: string;
  readonly replyTo: string | null;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly MailAttachment[];
  /**
   * The address where a POST removes the person from the list (RFC 8058), or a `mailto:` address if there are no links.
   */
  readonly unsubscribe: string;
  /** Without angle brackets; always the same for one dispatch. */
  readonly messageId: string;
  readonly date: Date;
  /** BCP 47. */
  readonly language: string;
  /** The stakeholder's id: bounces include it. */
  readonly stakeholder: string;
}

export interface MailAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/**
 * The outcome of handing over a message. `sent` with the code `written`: it is a file that no one has received yet.
 * `refused`: it was definitely not sent; `passing` if a later attempt may succeed.
 */
export type MailOutcome =
  | { readonly status: 'sent'; readonly messageId: string; readonly code?: 'written' }
  | { readonly status: 'refused'; readonly code: string; readonly passing: boolean }
  | { readonly status: 'uncertain'; readonly code: string };

/** The mail service. */
export interface Mail {
  /** Hands a message over, once. Throws only on a defect of the program. */
  send(message: MailMessage): Promise<MailOutcome>;
  /** Returns how many messages per second it accepts. */
  ratePerSecond(): Promise<number>;
}

/** A test message that a person asked for: one message of a sheet to one address. */
export interface TestMessageAsked {
  readonly sheet: string;
  readonly name: string;
  readonly address: string;
  readonly language: Language;
}

/** Hands test messages to the function that sends mail, where another one answers people. */
export interface TestMessages {
  ask(asked: TestMessageAsked): Promise<void>;
}

/** The bytes of an object, and the version of it that has them. */
export interface VersionedBytes {
  readonly bytes: Uint8Array;
  readonly version: string;
}

/** Approved pages, and addresses where they can be downloaded without a login. */
export interface ReportLinks {
  /**
   * Reads the newest version of a page.
   * @throws Failure StoreConflict if the page is missing, ReportChanged if the store has no versions
   */
  read(key: string): Promise<VersionedBytes>;
  /** Returns an address of one version of a page that works for a number of seconds. A later page has another version. */
  open(key: string, version: string, seconds: number): Promise<string>;
}

/** One message to one person, before it is put into MIME. */
export interface MailMessage {
  /** `"Name" <address>` or an address. */
  readonly from: string;
  readonly replyTo: string | null;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly MailAttachment[];
  /** Where a POST takes the person off the list (RFC 8058), or a `mailto:` address where no link answers. */
  readonly unsubscribe: string;
  /** Without angle brackets; the same for the same dispatch. */
  readonly messageId: string;
  readonly date: Date;
  /** BCP 47. */
  readonly language: string;
  /** The stakeholder's id: bounces come back with it. */
  readonly stakeholder: string;
}

export interface MailAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/**
 * What became of a message. `sent` with the code `written`: it is a file that nobody got yet. `refused`: it surely did not go out;
 * `passing` when it may at another time.
 */
export type MailOutcome =
  | { readonly status: 'sent'; readonly messageId: string; readonly code?: 'written' }
  | { readonly status: 'refused'; readonly code: string; readonly passing: boolean }
  | { readonly status: 'uncertain'; readonly code: string };

/** The mail service. */
export interface Mail {
  /** Hands a message over, once. Throws only what is a defect of the program. */
  send(message: MailMessage): Promise<MailOutcome>;
  /** How many messages a second it takes. */
  ratePerSecond(): Promise<number>;
}

/** The bytes of an object, and the version of it that has them. */
export interface VersionedBytes {
  readonly bytes: Uint8Array;
  readonly version: string;
}

/** Approved pages, and addresses under which they can be fetched without a login. */
export interface ReportLinks {
  /**
   * Reads the newest version of a page.
   * @throws Failure StoreConflict when the page is missing, ReportChanged when the store does not keep versions
   */
  read(key: string): Promise<VersionedBytes>;
  /** Returns an address of one version of a page that works for so many seconds. Whatever replaces the page later has another version. */
  open(key: string, version: string, seconds: number): Promise<string>;
}

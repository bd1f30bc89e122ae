import type { Definitions } from '../definitions/load-definitions.ts';
import type { Decision } from '../domain/decision.ts';
import type { DefinitionFiles, Effects } from '../domain/effects.ts';
import type { Language } from '../domain/languages.ts';
import type { Month } from '../domain/month.ts';
import type { Person } from '../domain/person.ts';
import type { Schedule } from '../domain/schedule/schedule.ts';
import type { TableSummary } from '../steps/check-file/check-summary.ts';

/** What the portal's steps touch. */
export type PortalEffects = Pick<
  Effects,
  | 'ledger'
  | 'editions'
  | 'heads'
  | 'dispatches'
  | 'holds'
  | 'reports'
  | 'approved'
  | 'events'
  | 'definitions'
  | 'codes'
  | 'clock'
  | 'log'
>;

/** A file that an analyst sends: nothing of it is stored but by `storeUpload`. */
export interface SentFile {
  readonly hotline: string;
  readonly month: Month;
  readonly name: string;
  readonly body: ReadableStream<Uint8Array>;
}

/** What a check found: the hash names the bytes that were checked, so that those and no others are sent. */
export interface CheckedUpload {
  /** SHA-256, hex. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  readonly tables: readonly TableSummary[];
}

/** What a request works with while it is answered. */
export interface PortalContext {
  readonly effects: PortalEffects;
  readonly definitions: Definitions;
  readonly files: DefinitionFiles;
  /** When sheets are sent. */
  readonly schedules: readonly Schedule[];
  /** False of an upload whose file is known to be gone. */
  isThere(key: string): Promise<boolean>;
  /** Checks a file of about so many bytes with the reader of an ingest; problems are worded in the language. */
  checkUpload(file: SentFile & { readonly language: Language }, size: number): Promise<CheckedUpload>;
  /**
   * Stores a file among the exports if it is the one that was checked.
   * @throws Failure ExportUnreadable if its bytes have another hash; nothing is stored then
   */
  storeUpload(file: SentFile, sha256: string): Promise<void>;
  /**
   * Refuses to decide on data that something else than this program wrote to.
   * @throws Failure StateChanged naming the first items that differ
   */
  assertUnchanged(): Promise<void>;
  /** Starts what follows a decision: copies of approved pages, sending what is late. What fails of it is reported. */
  afterDecision(decision: Decision): Promise<void>;
}

/** Who is signed in. Secrets are opaque texts: of a cookie, of a sign-in link. */
export interface Sessions {
  /** The person of a session's secret; null when there is no such session, or it is over. */
  personOf(secret: string): Promise<Person | null>;
  /** The names that a sign-in link may be used for; null when it was used, or is too old. */
  choices(link: string): Promise<readonly string[] | null>;
  /** Uses a link up; resolves to a new session's secret, or null when the link does not work. */
  signIn(link: string, name: string): Promise<string | null>;
  signOut(secret: string): Promise<void>;
}

/** A file that pages load. Its name holds a hash of its contents, so it never changes. */
export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The addresses of the files that pages load, by what they are. */
export interface AssetPaths {
  readonly styles: string;
  readonly script: string;
  /** Draws PDFs on the page of a review. */
  /** Checks and sends files. */
  readonly uploading: string;
  readonly drawing: string;
  /** pdf.js and its worker; null where they are not installed: pages are then links. */
  readonly pdf: { readonly library: string; readonly worker: string } | null;
}

/** What the portal is made from; the same in both places where it runs. */
export interface PortalOptions {
  readonly sessions: Sessions;
  /** The values of `Host` that are the portal's own; any other is refused. */
  hosts(): readonly string[];
  /** Where its pages come from: `http` on one machine, `https` elsewhere. */
  readonly scheme: 'http' | 'https';
  readonly cookie: string;
  /** By file name. */
  readonly assets: ReadonlyMap<string, Asset>;
  readonly paths: AssetPaths;
  readonly version: string;
  /** Runs work on the open state. */
  use<Result>(work: (context: PortalContext) => Promise<Result>): Promise<Result>;
  /** Reports a request that failed for a reason of the program's, by its number. */
  report(request: string, error: unknown): void;
}

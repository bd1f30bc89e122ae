import type { Definitions } from '../definitions/load-definitions.ts';
import type { Decision } from '../domain/decision.ts';
import type { DefinitionFiles, Effects } from '../domain/effects.ts';
import type { Hold } from '../domain/hold.ts';
import type { UserLanguage } from '../domain/languages.ts';
import type { Month } from '../domain/month.ts';
import type { Person } from '../domain/person.ts';
import type { PortalPart } from '../domain/portal-route.ts';
import type { ProblemLine } from '../domain/problem.ts';
import type { Schedule } from '../domain/schedule/schedule.ts';
import type { Token } from '../domain/token.ts';
import type { RequestEffects } from '../steps/answer-once.ts';
import type { TableSummary } from '../steps/check-file/check-summary.ts';
import type { CheckedValuesEffects } from '../steps/checked-values.ts';
import type { OfferEffects } from '../steps/offer-upload.ts';
import type { DueDays } from '../steps/watch-exports.ts';
import type { Attempts } from './attempts.ts';
import type { PortalMail, PortalRuns } from './portal-runs.ts';

/** The effects that the portal's steps use. */
export type PortalEffects = Pick<
  Effects,
  | 'ledger'
  | 'emptyExports'
  | 'editions'
  | 'heads'
  | 'dispatches'
  | 'holds'
  | 'stakeholders'
  | 'hashKey'
  | 'activity'
  | 'tokens'
  | 'reports'
  | 'problems'
  | 'approved'
  | 'events'
  | 'definitions'
  | 'openSolver'
  | 'codes'
  | 'clock'
  | 'log'
>;

/** The place of an upload. */
export interface UploadPlace {
  readonly hotline: string;
  readonly month: Month;
  /** In NFC, whatever form the browser sent. */
  readonly name: string;
}

/** A file that an analyst sends. Only `storeUpload` stores any of it. */
export interface SentFile extends UploadPlace {
  readonly body: ReadableStream<Uint8Array>;
  /** Aborts when the person cancels, or the connection is lost. */
  readonly signal: AbortSignal;
}

/** A file to check. */
export interface FileToCheck extends SentFile {
  /** The language of its problems. */
  readonly language: UserLanguage;
  /** Its size in bytes, as declared. */
  readonly size: number;
}

/** A check that a person made. */
export interface CheckAsked {
  readonly check: string;
  readonly by: string;
  readonly hotline: string;
  readonly month: Month;
}

/** The result of a check. The hash identifies the bytes that were checked, so that only those can be sent. */
export interface CheckedUpload {
  /** Names the list of its problems, which exists for an hour. */
  readonly check: string;
  /** SHA-256, hex. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  readonly tables: readonly TableSummary[];
  /** Another hotline, whose files have these headings; null if there is none. */
  readonly otherHotline: string | null;
}

/** Everything that a request uses while it is answered. */
export interface PortalContext {
  readonly effects: PortalEffects;
  readonly definitions: Definitions;
  readonly files: DefinitionFiles;
  /** The schedules of distributions. */
  readonly schedules: readonly Schedule[];
  /** The day of the month on which each hotline's export of the month before is due. */
  readonly dueDays: DueDays;
  /** Makes offers to send files to the store of exports, and finds what was in them; null where the portal receives files itself. */
  readonly offers: (OfferEffects & CheckedValuesEffects) | null;
  /** Returns false for an upload whose file is known to be deleted. */
  isThere(key: string): Promise<boolean>;
  /** Checks a file with the reader that ingests exports; `by` may read the list of its problems for an hour. */
  checkUpload(file: FileToCheck & { readonly by: string }): Promise<CheckedUpload>;
  /**
   * Returns the problems of a check; null if the list does not exist any more, or is not for this person: on one machine
   * it is for the person who made the check, in AWS for analysts of the hotline who know its id.
   */
  checkedProblems(asked: CheckAsked): Promise<Iterable<ProblemLine> | AsyncIterable<ProblemLine> | null>;
  /** Checks a file and returns its problems with the cells' values as CSV; stores none of it. */
  problemsWithValues(file: FileToCheck): Promise<AsyncIterable<string>>;
  /**
   * Stores a file among the exports if it is the one that was checked.
   * @throws Failure ExportUnreadable if its bytes have another hash; nothing is stored then
   */
  storeUpload(file: SentFile, sha256: string): Promise<void>;
  /**
   * Removes a file from the exports, and keeps it where it is not counted.
   * @returns false if there is no such file with these bytes; nothing is changed then
   */
  withdrawUpload(place: UploadPlace, sha256: string): Promise<boolean>;
  /**
   * Refuses to decide on data that anything other than this program has written to.
   * @throws Failure StateChanged naming the first items that differ
   */
  assertUnchanged(): Promise<void>;
  /**
   * Counts the people on the list who get a sheet, without those who are paused or suspended; null where the list may
   * not be read.
   */
  readonly countRecipients: ((sheet: string) => Promise<number>) | null;
  /** Opens the mail service, or the folder that messages are written to. */
  openMail(): Promise<PortalMail>;
  /**
   * How many seconds after a request began a decision on a sheet of a family may begin; null for any number. API Gateway
   * waits for 30 seconds.
   */
  readonly decisionSeconds: number | null;
  /**
   * Starts the work after the decisions that a person made together: copies approved pages and sends overdue editions.
   * Its failures are reported.
   */
  afterDecision(decisions: readonly Decision[]): Promise<void>;
  /** Starts the work after a sheet was held or released: rewrites the public edition. Its failures are reported. */
  afterHold(hold: Hold): Promise<void>;
}

/** The sign-in sessions. Secrets are opaque texts: of a cookie or of a sign-in link. */
export interface Sessions {
  /** Returns the person of a session's secret; null if there is no such session or it has ended. */
  personOf(secret: string): Promise<Person | null>;
  /** Returns the names that a sign-in link may be used for; null if it was used or is too old. */
  choices(link: string): Promise<readonly string[] | null>;
  /** Uses a link up and returns the secret of a new session, or null if the link does not work. */
  signIn(link: string, name: string): Promise<string | null>;
  signOut(secret: string): Promise<void>;
}

/** Signing in with an identity provider. */
export interface ProviderSignIn {
  /** Returns the address to which the browser goes, and the text that it keeps until it returns. */
  begin(): Promise<{ readonly address: string; readonly pending: string }>;
  /** Returns the secret of a new session, or why there is none. */
  finish(returned: URL, pending: string): Promise<ProviderSignedIn>;
  /** The address that ends the provider's own session; it sends the browser back to the portal. */
  readonly signOutAddress: string;
}

/** The result of a sign-in with an identity provider. */
export type ProviderSignedIn =
  | { readonly secret: string; readonly person: Person }
  | { readonly refused: SignInRefusal };

/** `no-role`: the account exists, but no administrator has given it a role. */
export type SignInRefusal = 'failed' | 'no-role';

/** A file that pages load. Its name contains a hash of its content, so it never changes. */
export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Set where the bytes are compressed. */
  readonly encoding?: 'gzip';
}

/** The addresses of the files that pages load, by purpose. */
export interface AssetPaths {
  readonly styles: string;
  readonly script: string;
  /** Checks and sends files. */
  readonly uploading: string;
  /** Draws PDFs on the page of a review. */
  readonly drawing: string;
  /** pdf.js and its worker; null if they are not installed, and pages are then links. */
  readonly pdf: { readonly library: string; readonly worker: string } | null;
  /** Interactive charts: the element, Vega, its interpreter of expressions, and two specs. */
  readonly charts: {
    readonly element: string;
    readonly vega: string;
    readonly interpreter: string;
    readonly bars: string;
    readonly lines: string;
  };
}

/** Everything that the portal is created from; the same in both places where it runs. */
export interface PortalOptions {
  readonly sessions: Sessions;
  /**
   * Returns the person that a token acts for, as configured now; null for someone who is not listed, or has no account,
   * any more.
   */
  personOf(token: Token): Promise<Person | null>;
  /** Null on one machine, where a link signs in. */
  readonly signIn: ProviderSignIn | null;
  /** The function of AWS that this is; null on one machine, which serves every route. */
  readonly part: PortalPart | null;
  /** Origins of other services, besides the portal's own: where pages send files, and where forms end after a redirect. */
  readonly origins: { readonly connect: readonly string[]; readonly form: readonly string[] };
  /** Returns the values of `Host` that belong to the portal; any other is refused. */
  hosts(): readonly string[];
  /** The scheme of the portal's pages: `http` on one machine, `https` elsewhere. */
  readonly scheme: 'http' | 'https';
  readonly cookie: string;
  /** Failed attempts to sign in, of everyone together. */
  readonly attempts: Attempts;
  /** The files that pages load, by file name. */
  readonly assets: ReadonlyMap<string, Asset>;
  readonly paths: AssetPaths;
  readonly version: string;
  /** The requests that were sent with an `Idempotency-Key`. */
  readonly requests: RequestEffects;
  /** Whether messages can be previewed and runs started: by this function, or by another of the same portal. */
  readonly canMail: boolean;
  /** The runs that people asked for; null in a function that serves other parts. */
  readonly runs: PortalRuns | null;
  /**
   * Opens a stream of server-sent events, one whenever something has changed; it ends when the person is not signed in
   * any more. It returns null if there are too many; null in AWS, where answers do not stream.
   */
  readonly changes: ((isSignedIn: () => Promise<boolean>) => ReadableStream<Uint8Array> | null) | null;
  /** Runs work on the open state. */
  use<Result>(work: (context: PortalContext) => Promise<Result>): Promise<Result>;
  /** Reports, by its number, a request that failed because of the program. */
  report(request: string, error: unknown): void;
}

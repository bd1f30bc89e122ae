import type { Activity } from './activity.ts';
import type { CodeLists } from './codes.ts';
import type { Dispatches } from './dispatch.ts';
import type { EmptyExports } from './empty-export.ts';
import type { Engine } from './engine.ts';
import type { Events } from './event.ts';
import type { Holds } from './hold.ts';
import type { ProgramSolver } from './integer-program.ts';
import type { KeyedRequests } from './keyed-request.ts';
import type { Ledger } from './ledger.ts';
import type { Mail, ReportLinks, TestMessages } from './mail.ts';
import type { Accounts } from './person.ts';
import type { PublicSite } from './public-site.ts';
import type { Publications } from './publication.ts';
import type { RetirableObjects } from './retirement.ts';
import type { Editions } from './revision.ts';
import type { AskedRuns } from './run-status.ts';
import type { SessionStore } from './session.ts';
import type { Stakeholders } from './stakeholder.ts';
import type { StateHeads } from './state-head.ts';
import type { Table } from './tables.ts';
import type { Tokens } from './token.ts';
import type { UploadOffers, UploadWithdrawals } from './upload-offer.ts';

/** The uploads, read-only. Keys are in domain/object-keys.ts. */
export interface ExportStore {
  /** Lists every key below a prefix, in key order. */
  list(prefix: string): Promise<string[]>;
  /** Copies the object's current state to a file and returns its SHA-256 (hex); null if the object does not exist. */
  fetch(key: string, toPath: string): Promise<{ sha256: string } | null>;
  /** Returns what is known of the object without fetching it; null if the object does not exist. */
  find(key: string): Promise<FoundExport | null>;
  /** Returns the object's size in bytes; null if the object does not exist. */
  size(key: string): Promise<number | null>;
}

/** What is known of an upload without fetching it. */
export interface FoundExport {
  /** Bytes. */
  readonly size: number;
  /**
   * Returns the object's SHA-256 (hex) where it can be known with less work than fetching the object; null where it has to
   * be fetched, or was deleted since.
   */
  sha256(): Promise<string | null>;
}

/**
 * Files that the program creates: facts, problems, reports. An object is complete or does not exist; writing it again
 * changes nothing.
 */
export interface ObjectStore {
  putFile(key: string, fromPath: string): Promise<void>;
  /** Returns the version written; null in a store without versions. */
  putBytes(key: string, bytes: Uint8Array): Promise<string | null>;
  /** Copies an object to a file; throws StoreConflict with the key if it is missing. */
  fetch(key: string, toPath: string): Promise<void>;
  /** Returns an object's bytes; throws StoreConflict with the key if it is missing. */
  bytes(key: string): Promise<Uint8Array>;
  exists(key: string): Promise<boolean>;
}

/** The lists of active facts, for other engines. */
export interface ActiveFacts {
  /** Replaces the list of one table of one hotline's month by the facts with these keys. */
  put(
    place: { readonly table: Table; readonly hotline: string; readonly month: string },
    keys: readonly string[],
  ): Promise<void>;
}

/** The program's data: hotlines/, codes/, templates/, boundaries/. Paths are relative to their common folder. */
export interface DefinitionFiles {
  /** Lists the paths of every file below a folder, sorted. */
  list(folder: string): Promise<string[]>;
  bytes(path: string): Promise<Uint8Array>;
}

/** The fonts of pages, by file name in `fonts/`. */
export interface FontFiles {
  bytes(specifier: string): Promise<Uint8Array>;
}

/** Draws pictures. */
export interface Pictures {
  /** Draws an SVG without texts as PNG, in its own size. */
  png(svg: string): Promise<Uint8Array>;
}

/** An engine to be closed; closing it removes its folder with everything in it. */
export interface OpenEngine extends Engine {
  close(): Promise<void>;
}

/** Logs events of a step. Fields are names, counts and codes, never a value of an export. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
}

/**
 * The keys of keyed hashes, one per purpose, and the public id by which facts and states identify their root key. The
 * root key itself is not included.
 */
export interface HashKey {
  readonly id: string;
  /** The id of the same root key before there was a key per purpose. */
  readonly formerId: string;
  /** Hashes the ids of exports; 32 bytes, like the other keys. */
  readonly ids: Uint8Array;
  /** Hashes the addresses of stakeholders. */
  readonly stakeholders: Uint8Array;
  /** Decides which of two equal cells is hidden. */
  readonly ties: Uint8Array;
  /**
   * Returns the id that an address (in canonical form) had before there was a key per purpose. Older lists use it, and
   * for people who left it is the only id.
   */
  formerStakeholderId(address: string): string;
}

/**
 * The secrets that sign links in messages. They are independent of the hash key, so that they can be replaced
 * separately.
 */
export interface LinkSecrets {
  /** Returns the secret that signs new links; 32 bytes. */
  newest(): Promise<Uint8Array>;
  /** Returns the secrets whose links are accepted now, the newest first. */
  accepted(): Promise<readonly Uint8Array[]>;
}

/** Everything a step may touch. A step's parameter type picks what it needs; that list is its role. */
export interface Effects {
  readonly exports: ExportStore;
  /** Files that wait for their check, and what checks found. Both are removed after a day. */
  readonly stagedUploads: ExportStore;
  readonly checkResults: ObjectStore;
  /** Requests for the list of a check's problems with values, and these lists. Both are removed after a day. */
  readonly valueRequests: ObjectStore;
  readonly checkedValues: ObjectStore;
  readonly uploadOffers: UploadOffers;
  readonly withdrawals: UploadWithdrawals;
  readonly facts: ObjectStore;
  /** Counts of editions so far, which make the next count faster, and the index of the records that they include. */
  readonly runningCounts: ObjectStore;
  readonly countIndex: ObjectStore;
  readonly problems: ObjectStore;
  readonly activeFacts: ActiveFacts;
  readonly reports: ObjectStore;
  /** The same stores, for retiring objects that are no longer needed. */
  readonly oldFacts: RetirableObjects;
  readonly oldProblems: RetirableObjects;
  readonly oldReports: RetirableObjects;
  /** The stores of uploads and editions, as far as the canary's are there. */
  readonly canaryUploads: ObjectStore;
  readonly canaryEditions: Editions;
  /** Copies of pages, made when they were approved. */
  readonly approved: ObjectStore;
  readonly publicSite: PublicSite;
  readonly ledger: Ledger;
  /** Which files without records may replace records. */
  readonly emptyExports: EmptyExports;
  readonly editions: Editions;
  readonly heads: StateHeads;
  readonly sessions: SessionStore;
  readonly requests: KeyedRequests;
  readonly events: Events;
  readonly publications: Publications;
  readonly stakeholders: Stakeholders;
  readonly dispatches: Dispatches;
  readonly runs: AskedRuns;
  readonly holds: Holds;
  readonly activity: Activity;
  readonly tokens: Tokens;
  readonly accounts: Accounts;
  readonly mail: Mail;
  readonly testMessages: TestMessages;
  readonly reportLinks: ReportLinks;
  /**
   * Opens an engine for a number of bytes of input: for little input it starts faster, for much it uses several
   * threads.
   */
  readonly openEngine: (inputBytes: number) => Promise<OpenEngine>;
  /** Opens the solver of integer programs: the same one each time. */
  readonly openSolver: () => Promise<ProgramSolver>;
  readonly definitions: DefinitionFiles;
  readonly fonts: FontFiles;
  readonly codes: CodeLists;
  readonly hashKey: HashKey;
  readonly linkSecrets: LinkSecrets;
  readonly clock: { now(): Date };
  /** Waits for a number of milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: Log;
}

import type { CodeLists } from './codes.ts';
import type { Dispatches } from './dispatch.ts';
import type { Engine } from './engine.ts';
import type { Events } from './event.ts';
import type { Holds } from './hold.ts';
import type { Ledger } from './ledger.ts';
import type { Mail, ReportLinks } from './mail.ts';
import type { Publications } from './publication.ts';
import type { RetirableObjects } from './retirement.ts';
import type { Editions } from './revision.ts';
import type { Stakeholders } from './stakeholder.ts';

/** The uploads: read only. Keys as in domain/object-keys.ts. */
export interface ExportStore {
  /** Every key below a prefix, in key order. */
  list(prefix: string): Promise<string[]>;
  /** Copies the object's current state to a file and tells its SHA-256 (hex); null when there is no such object. */
  fetch(key: string, toPath: string): Promise<{ sha256: string } | null>;
  /** The object's size in bytes; null when there is no such object. */
  size(key: string): Promise<number | null>;
}

/** Files the program makes: facts, problems, reports. An object is whole or not there; writing it again changes nothing. */
export interface ObjectStore {
  putFile(key: string, fromPath: string): Promise<void>;
  /** Tells the version that was written; null in a store that has no versions. */
  putBytes(key: string, bytes: Uint8Array): Promise<string | null>;
  /** Copies an object to a file; throws StoreConflict naming the key when it is missing. */
  fetch(key: string, toPath: string): Promise<void>;
  /** An object's bytes; throws StoreConflict naming the key when it is missing. */
  bytes(key: string): Promise<Uint8Array>;
  exists(key: string): Promise<boolean>;
}

/** The program's data: hotlines/, codes/, templates/, boundaries/. Paths are relative to where they all lie. */
export interface DefinitionFiles {
  /** The paths of every file below a folder, sorted. */
  list(folder: string): Promise<string[]>;
  bytes(path: string): Promise<Uint8Array>;
}

/** The fonts pages are set in, by file name in `fonts/`. */
export interface FontFiles {
  bytes(specifier: string): Promise<Uint8Array>;
}

/** An engine that must be closed: its folder and all in it are gone afterwards. */
export interface OpenEngine extends Engine {
  close(): Promise<void>;
}

/** Events a step tells of; fields are names, counts and codes, never a value of an export. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
}

/**
 * The keys of keyed hashes, one for each purpose, and the public name under which facts and states remember their root. The
 * root itself is nowhere in it.
 */
export interface HashKey {
  readonly id: string;
  /** The name of the same root before it had a key for each purpose. */
  readonly formerId: string;
  /** Hashes the ids of exports; 32 bytes, like the others. */
  readonly ids: Uint8Array;
  /** Hashes the addresses of stakeholders. */
  readonly stakeholders: Uint8Array;
  /** Settles which of two equal cells is hidden. */
  readonly ties: Uint8Array;
  /**
   * The id of an address (as normalAddress gives it) before there was a key for each purpose: those who were on a list then are
   * still known by it, those who left by nothing else.
   */
  formerStakeholderId(address: string): string;
}

/** The secrets that links of messages are signed with. They share nothing with the key, so that they can be replaced alone. */
export interface LinkSecrets {
  /** The one that signs new links; 32 bytes. */
  newest(): Promise<Uint8Array>;
  /** Those whose links are accepted now, the newest first. */
  accepted(): Promise<readonly Uint8Array[]>;
}

/** Everything a step may touch. A step's parameter type picks what it needs; that list is its role. */
export interface Effects {
  readonly exports: ExportStore;
  readonly facts: ObjectStore;
  readonly problems: ObjectStore;
  readonly reports: ObjectStore;
  /** The same stores, as far as what is no longer needed is retired there. */
  readonly oldFacts: RetirableObjects;
  readonly oldProblems: RetirableObjects;
  readonly oldReports: RetirableObjects;
  /** The stores of uploads and editions, as far as the canary's are there. */
  readonly canaryUploads: ObjectStore;
  readonly canaryEditions: Editions;
  /** Copies of pages made when they were approved. */
  readonly approved: ObjectStore;
  readonly ledger: Ledger;
  readonly editions: Editions;
  readonly events: Events;
  readonly publications: Publications;
  readonly stakeholders: Stakeholders;
  readonly dispatches: Dispatches;
  readonly holds: Holds;
  readonly mail: Mail;
  readonly reportLinks: ReportLinks;
  /** Opens an engine for so many bytes of input: a small one starts faster, a large one works on several threads. */
  readonly openEngine: (inputBytes: number) => Promise<OpenEngine>;
  readonly definitions: DefinitionFiles;
  readonly fonts: FontFiles;
  readonly codes: CodeLists;
  readonly hashKey: HashKey;
  readonly linkSecrets: LinkSecrets;
  readonly clock: { now(): Date };
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: Log;
}

import { createHash } from 'node:crypto';
import { canonical } from './text/json.ts';

// types, not interfaces: only these count as records of fields

type Edition = { readonly sheet: string; readonly month: string };

type Upload = {
  readonly hotline: string;
  readonly month: string;
  /** The uploader's own words: shown to analysts of the hotline and to operators only (portal/visible-activity.ts). */
  readonly file: string;
};

type Decided = Edition & {
  readonly revision: number;
  /** The number of the decision; two entries with one number are one decision, requested twice. */
  readonly decision: number;
};

type NoFields = Readonly<Record<never, never>>;

/**
 * The fields of each kind of activity: names, counts, ids and hashes. Never a cell's value, an address, a reason or the
 * secret of a token. A stakeholder is named by id. To add a kind, add it here and its words in
 * portal/words/activity-words.ts.
 */
export interface ActivityFields {
  readonly 'signed-in': NoFields;
  readonly 'signed-out': NoFields;
  /** `problems` is null where the check was asked for and has not finished. */
  readonly 'file-checked': Upload & { readonly bytes: number; readonly problems: number | null };
  readonly 'file-uploaded': Upload & { readonly sha256: string };
  readonly 'file-withdrawn': Upload;
  /** Problems with cells' values: the only route that shows them. */
  readonly 'problems-downloaded': Upload;
  readonly 'month-read-again': { readonly hotline: string; readonly month: string };
  readonly 'edition-requested': Edition;
  /** The pages of a revision, in a language: of sheets that ask for it before an approval. */
  readonly 'pages-opened': Edition & { readonly revision: number; readonly language: string };
  /** The first of two approvals that a sheet asks for. */
  readonly 'revision-approved-first': Decided;
  readonly 'revision-approved': Decided;
  readonly 'revision-rejected': Decided;
  readonly 'stakeholder-added': { readonly stakeholder: string };
  readonly 'stakeholder-changed': { readonly stakeholder: string };
  readonly 'stakeholder-removed': { readonly stakeholder: string };
  readonly 'stakeholders-imported': { readonly added: number; readonly changed: number };
  readonly 'run-started': Edition & { readonly sent: number; readonly failed: number };
  readonly 'test-message-sent': Edition;
  readonly 'dispatches-resolved': Edition & { readonly messages: number };
  readonly 'links-revoked': Edition & { readonly links: number };
  readonly 'sheet-held': { readonly sheet: string };
  readonly 'sheet-released': { readonly sheet: string };
  /** The sheets of the public edition after the change (null: none), and the number of files that were written or removed. */
  readonly 'public-edition-changed': { readonly sheets: string | null; readonly files: number };
  readonly 'token-made': { readonly token: string; readonly scopes: string; readonly until: string };
  readonly 'token-revoked': { readonly token: string };
  /** Exact facts were written for other programs: the ids of the hotlines, separated by spaces. */
  readonly 'facts-exported': { readonly hotlines: string };
  /** An older state or table was accepted as the newest. */
  readonly 'state-accepted': NoFields;
}

export type ActivityKind = keyof ActivityFields;

/** Every kind, in the order of the page's filter. */
export const ACTIVITY_KINDS = [
  'signed-in',
  'signed-out',
  'file-checked',
  'file-uploaded',
  'file-withdrawn',
  'problems-downloaded',
  'month-read-again',
  'edition-requested',
  'pages-opened',
  'revision-approved-first',
  'revision-approved',
  'revision-rejected',
  'stakeholder-added',
  'stakeholder-changed',
  'stakeholder-removed',
  'stakeholders-imported',
  'run-started',
  'test-message-sent',
  'dispatches-resolved',
  'links-revoked',
  'sheet-held',
  'sheet-released',
  'public-edition-changed',
  'token-made',
  'token-revoked',
  'facts-exported',
  'state-accepted',
] as const satisfies readonly ActivityKind[];

/** How someone acted: in the portal, with a token (`token:<id>`), by the command line, or by AWS with an identity. */
export type ActivityVia = 'portal' | 'command' | 'aws' | `token:${string}`;

/** Someone who acts. */
export interface Actor {
  readonly who: string;
  readonly via: ActivityVia;
}

/** Returns the actor of a command or a signed request: `caller` is the AWS identity, null on one machine. */
export const actorOf = ({ by, caller }: { readonly by: string; readonly caller: string | null }): Actor => ({
  who: by,
  via: caller === null ? 'command' : 'aws',
});

/** The fields of an entry as they are stored. */
export type StoredFields = Readonly<Record<string, string | number | boolean | null>>;

/** One thing that someone did. Never changed or removed. */
export interface ActivityEntry extends Actor {
  /** Entries are numbered from 1, without gaps. */
  readonly sequence: number;
  /** ISO 8601; never before the entry before. */
  readonly at: string;
  readonly kind: ActivityKind;
  readonly about: StoredFields;
  /** The hash of the entry before; empty for the first. */
  readonly previous: string;
  /** SHA-256 of everything above, hex. */
  readonly hash: string;
}

/** Where a page of entries begins and how long it is: after a number, oldest first, or before it, newest first. */
export type ActivityPage = { readonly limit: number } & ({ readonly after: number } | { readonly before: number });

/** The activity, append-only. Reads are consistent. */
export interface Activity {
  /** Returns the newest entry; null if there is none. */
  newest(): Promise<ActivityEntry | null>;
  /** Appends an entry; returns false if its number is taken. */
  append(entry: ActivityEntry): Promise<boolean>;
  page(page: ActivityPage): Promise<ActivityEntry[]>;
  /** Reads every entry, oldest first. */
  all(): AsyncIterable<ActivityEntry>;
  /** Returns what is stored apart from the table about the newest entry; null where that is the journal. */
  head(): Promise<ActivityHead | null>;
}

/** The number and the hash of the newest entry, stored apart from the table. */
export type ActivityHead = Pick<ActivityEntry, 'sequence' | 'hash'>;

/** Stores the head apart from the table, so that an older or shortened copy of the table is recognized. */
export interface ActivityHeads {
  /** @throws Failure StateChanged if what is stored is not a head */
  read(): Promise<ActivityHead | null>;
  write(head: ActivityHead): Promise<void>;
}

/** Returns the entry that follows another one (null: the first). */
export function nextEntry<Kind extends ActivityKind>(
  before: ActivityEntry | null,
  now: Date,
  { who, via }: Actor,
  done: { readonly kind: Kind; readonly about: ActivityFields[Kind] },
): ActivityEntry {
  const time = now.toISOString();
  const entry = {
    sequence: (before?.sequence ?? 0) + 1,
    // clocks of two functions differ: a list whose times go back could not be searched by month
    at: before && before.at > time ? before.at : time,
    ...{ who, via, kind: done.kind, about: { ...done.about } },
    previous: before?.hash ?? '',
  };
  return { ...entry, hash: hashOf(entry) };
}

/** Returns the hash that an entry must have. */
export const hashOf = ({ sequence, at, who, via, kind, about, previous }: Omit<ActivityEntry, 'hash'>): string =>
  createHash('sha256').update(canonical({ sequence, at, who, via, kind, about, previous })).digest('hex');

/**
 * Every key of the DynamoDB table; keys are written nowhere else. One table, string keys `PK` and `SK`, no index; every
 * write is a single-item conditional write, every read of the pipeline is consistent.
 *
 *     entity            PK                                SK                                   holds
 *     ----------------  --------------------------------  -----------------------------------  ------------------------------
 *     ledger's month    HOTLINE#<hotline>                 EXPORT#<YYYY-MM>                     each table's claimant, active export and generation
 *     upload record     HOTLINE#<hotline>                 UPLOAD#<YYYY-MM>#<file>              outcome of the last reading, problems as counts
 *     revision          EDITION#<sheet>#<YYYY-MM>         REVISION#<000001>                    fingerprint, completeness, versions, where its lists are
 *     figure            CONTENT#<sheet>#<fingerprint>     FIGURE#<figure>                      exact counts and what is printed of them
 *     monthly series    CONTENT#<sheet>#<fingerprint>     SERIES#<figure>                      the same for a figure by month
 *     revision's lists  EXPORTS#<sheet>#<hash>            PART#<000001>                        what a revision counts and what it lacks, 5,000 entries each
 *     decision          DECISIONS#<sheet>                 DECISION#<000001>                    edition, revision, approved or rejected, who, when, why
 *     newest decision   DECISIONS#<first of group>        NEWEST                               the newest decision on any of a group of related sheets, generation
 *     report            EDITION#<sheet>#<YYYY-MM>         REPORT#<000001>                      the files of a revision, with hashes
 *     edition           SHEET#<sheet>                     EDITION#<YYYY-MM>                    that the edition exists, or is asked for
 *     computation       EDITION#<sheet>#<YYYY-MM>         COMPUTATION                          which computation of its figures began last
 *     stakeholder       STAKEHOLDERS                      STAKEHOLDER#<hash of address>        who, address, language, sheets, status; for a person who left, only that
 *     dispatch          DISPATCH#<sheet>#<YYYY-MM>#<n>    STAKEHOLDER#<hash of address>        the status of one message: claimed, sent, failed
 *     last message      MESSAGES                          STAKEHOLDER#<hash of address>        when the last message to a person was sent, or may have been
 *     run               RUNS#<sheet>                      RUN#<key>                            a run that a person asked for, and how it ended; removed after 90 days
 *     hold              HOLDS#<sheet>                     HOLD#<000001>                        that nothing of the sheet is distributed, or is again: who, when, why
 *     register          REGISTER#<sheet>                  NOTE#<000001>                        what was published elsewhere, by hand; never changed
 *     activity          ACTIVITY                          ENTRY#<000000001>                    what someone did: who, when, hash of the entry before
 *     newest activity   NEWEST-ACTIVITY                   NEWEST                               the newest entry, generation
 *     token             TOKENS                            TOKEN#<id>                           the hash of a program's token, whose it is, what it may do, until when
 *     use of a token    TOKEN-USES                        TOKEN#<id>                           when a token was last used, to the hour
 *     key               KEY                               KEY                                  the public id of the key that facts are hashed with
 *     session           SESSION#<hash of secret>          SESSION                              who is signed in, with which roles; removed after its end
 *     request           REQUEST#<hash of who, what, key>  REQUEST                              the answer to a request with a key; removed after a day
 *     empty export      EMPTY#<hotline>                   FILE#<YYYY-MM>#<file>                that a file without records may replace records: its hash, when
 *     format            FORMAT                            FORMAT                               the number of the format that all these items have
 *
 *     access pattern                                                        request
 *     --------------------------------------------------------------------  --------------------------------------------------
 *      1  the tables of one month of a hotline (who claims what)               Query     HOTLINE, begins_with EXPORT#month
 *      2  every active export of a hotline                                     Query     HOTLINE, begins_with EXPORT#
 *      3  those of several months in a row                                     Query     HOTLINE, between two months
 *      4  activate an export, replace it, withdraw it                          Query, as 1; PutItem if the month's generation is the one read
 *      5  the outcome of one upload; of every upload of a hotline              GetItem   HOTLINE, UPLOAD#month#file; Query UPLOAD#
 *      6  record the outcome of an upload                                      PutItem
 *      7  the newest revision of an edition                                    Query     EDITION, begins_with REVISION#, backward, 1
 *      8  make a revision current                                              PutItem   if the number is not taken
 *      9  every revision of an edition                                         Query     EDITION, begins_with REVISION#
 *     10  write a revision's figures and series, before 8                      PutItem   (content-addressed: equal writes are equal)
 *     11  the figures and series of a revision                                 Query     CONTENT
 *     12  approve or reject a revision                                         PutItem   if the number is not taken
 *     13  every decision on a sheet's editions, the newest last                Query     DECISIONS
 *     14  the editions of a sheet                                              Query     SHEET, begins_with EDITION#
 *     15  keep an edition up to date                                           PutItem   SHEET, EDITION#month
 *     16  record that a revision's report is complete; that reviewers know     PutItem   if it is not recorded; PutItem
 *     17  the report of a revision                                             GetItem   EDITION, REPORT#revision
 *     18  every stakeholder; one of them                                       Query     STAKEHOLDERS; GetItem STAKEHOLDER#hash
 *     19  add, change, suspend a stakeholder, or store only that one left      PutItem   if generation is the one read
 *     20  every dispatch of a revision; that to one stakeholder                Query     DISPATCH; GetItem STAKEHOLDER#hash
 *     21  claim a dispatch, record its outcome                                 PutItem   if generation is the one read
 *     22  write a revision's lists, before 8; read them                        PutItem; Query EXPORTS
 *     23  the key that the table is bound to; bind it to one                   GetItem   KEY; PutItem if it is missing
 *     24  the format of the table; set it after a migration                    GetItem   FORMAT; PutItem
 *     25  every item, to migrate or to verify a table                          Scan
 *     26  whether a sheet is held                                              Query     HOLDS
 *     27  hold or release a sheet                                              PutItem   if the number is not taken
 *     28  the notes on a sheet, the oldest first                               Query     REGISTER
 *     29  add a note                                                           PutItem   if the number is not taken
 *     30  delete the figures of a superseded draft                             Query CONTENT; DeleteItem if written before
 *     31  the time of the last message to a stakeholder; record it             GetItem   MESSAGES; PutItem if it is later
 *     32  the newest decision on related sheets; put the next one              GetItem   DECISIONS, NEWEST; PutItem if generation is the one read
 *     33  the newest entry of the activity log                                 GetItem   NEWEST-ACTIVITY
 *     34  append an entry                                                      PutItem   NEWEST, if generation is the one read; ENTRY, if it is missing
 *     35  some entries after or before a number                                Query     ACTIVITY, between two entries
 *     36  every entry, to verify the log                                       Query     ACTIVITY, between two entries
 *     37  every token; one of them                                             Query     TOKENS; GetItem TOKEN#id
 *     38  make a token, revoke it                                              PutItem   if generation is the one read
 *     39  the session of a browser; begin, renew or end it                     GetItem   SESSION; PutItem if generation is the one read
 *     40  a request that was sent with a key; begin and end it                GetItem   REQUEST; PutItem if generation is the one read
 *     41  when tokens were last used; record a use                            Query     TOKEN-USES; GetItem TOKEN#id; PutItem
 *     42  a run that a person asked for; those of a sheet                     GetItem   RUNS, RUN#key; Query RUNS
 *     43  begin a run; record its end                                         PutItem   if it is missing; PutItem
 *     44  whether a file is empty on purpose; confirm it                      GetItem   EMPTY; PutItem
 *     45  begin a computation of an edition; which began last                 PutItem; GetItem EDITION, COMPUTATION
 */

/** The primary key of an item. */
export interface ItemKey {
  readonly PK: string;
  readonly SK: string;
}

/** How the table is described to DynamoDB: the names and types of its keys. */
export const tableSchema = () => ({
  AttributeDefinitions: ['PK', 'SK'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
  KeySchema: [
    { AttributeName: 'PK', KeyType: 'HASH' as const },
    { AttributeName: 'SK', KeyType: 'RANGE' as const },
  ],
});

/** A partition and the beginning of its sort keys. */
export interface KeyRange {
  readonly PK: string;
  readonly beginsWith: string;
}

/** A partition and the first and last of its sort keys. */
export interface KeySpan {
  readonly PK: string;
  readonly from: string;
  readonly to: string;
}

const number = (value: number): string => String(value).padStart(6, '0');

export const ledgerMonthKey = (hotline: string, month: string): ItemKey => ({
  PK: `HOTLINE#${hotline}`,
  SK: `EXPORT#${month}`,
});

/**
 * Returns the range of all months of a hotline's ledger, or of one; with the items of earlier versions, whose keys end in
 * `#<table>`.
 */
export const ledgerRange = (hotline: string, month?: string): KeyRange => ({
  PK: `HOTLINE#${hotline}`,
  beginsWith: `EXPORT#${month ?? ''}`,
});

/**
 * Returns the range of a hotline's ledger from the first month to the last, with the items of earlier versions: `$` sorts
 * after `#` and before any longer key.
 */
export const ledgerSpan = (hotline: string, first: string, last: string): KeySpan => ({
  PK: `HOTLINE#${hotline}`,
  from: `EXPORT#${first}`,
  to: `EXPORT#${last}$`,
});

export const uploadKey = (hotline: string, month: string, file: string): ItemKey => ({
  PK: `HOTLINE#${hotline}`,
  SK: `UPLOAD#${month}#${file}`,
});

export const emptyExportKey = (hotline: string, month: string, file: string): ItemKey => ({
  PK: `EMPTY#${hotline}`,
  SK: `FILE#${month}#${file}`,
});

export const uploadRange = (hotline: string): KeyRange => ({ PK: `HOTLINE#${hotline}`, beginsWith: 'UPLOAD#' });

export const revisionKey = (sheet: string, month: string, revision: number): ItemKey => ({
  PK: `EDITION#${sheet}#${month}`,
  SK: `REVISION#${number(revision)}`,
});

export const revisionRange = (sheet: string, month: string): KeyRange => ({
  PK: `EDITION#${sheet}#${month}`,
  beginsWith: 'REVISION#',
});

/**
 * Lists are separate from the revision, because an item has at most 400 KB. They are named by their content, so that
 * equal lists are stored once.
 */
export const revisionListKey = (sheet: string, hash: string, part: number): ItemKey => ({
  PK: `EXPORTS#${sheet}#${hash}`,
  SK: `PART#${number(part)}`,
});

export const revisionListRange = (sheet: string, hash: string): KeyRange => ({
  PK: `EXPORTS#${sheet}#${hash}`,
  beginsWith: 'PART#',
});

export const reportRecordKey = (sheet: string, month: string, revision: number): ItemKey => ({
  PK: `EDITION#${sheet}#${month}`,
  SK: `REPORT#${number(revision)}`,
});

/**
 * Decisions are separate from editions, so that a function with permission to write revisions cannot write decisions.
 * All editions of a sheet share one sequence of numbers: the rules compare an edition with the others, so no decision
 * on any of them may go unnoticed.
 */
export const decisionKey = (sheet: string, decision: number): ItemKey => ({
  PK: `DECISIONS#${sheet}`,
  SK: `DECISION#${number(decision)}`,
});

export const decisionRange = (sheet: string): KeyRange => ({ PK: `DECISIONS#${sheet}`, beginsWith: 'DECISION#' });

/** One item for a sheet and all that are related to it, named by the first of them: their decisions come one after the other. */
export const newestDecisionKey = (group: string): ItemKey => ({ PK: `DECISIONS#${group}`, SK: 'NEWEST' });

export const figureKey = (sheet: string, fingerprint: string, figure: string, series: boolean): ItemKey => ({
  PK: `CONTENT#${sheet}#${fingerprint}`,
  SK: `${series ? 'SERIES' : 'FIGURE'}#${figure}`,
});

export const contentRange = (sheet: string, fingerprint: string): KeyRange => ({
  PK: `CONTENT#${sheet}#${fingerprint}`,
  beginsWith: '',
});

export const editionKey = (sheet: string, month: string): ItemKey => ({
  PK: `SHEET#${sheet}`,
  SK: `EDITION#${month}`,
});

export const computationKey = (sheet: string, month: string): ItemKey => ({
  PK: `EDITION#${sheet}#${month}`,
  SK: 'COMPUTATION',
});

export const editionRange = (sheet: string): KeyRange => ({ PK: `SHEET#${sheet}`, beginsWith: 'EDITION#' });

export const stakeholderKey = (id: string): ItemKey => ({ PK: 'STAKEHOLDERS', SK: `STAKEHOLDER#${id}` });

export const stakeholderRange = (): KeyRange => ({ PK: 'STAKEHOLDERS', beginsWith: 'STAKEHOLDER#' });

export const dispatchKey = (sheet: string, month: string, revision: number, stakeholder: string): ItemKey => ({
  PK: `DISPATCH#${sheet}#${month}#${number(revision)}`,
  SK: `STAKEHOLDER#${stakeholder}`,
});

export const dispatchRange = (sheet: string, month: string, revision: number): KeyRange => ({
  PK: `DISPATCH#${sheet}#${month}#${number(revision)}`,
  beginsWith: 'STAKEHOLDER#',
});

/** Apart from the list, which whoever sends may not write. */
export const messageKey = (stakeholder: string): ItemKey => ({ PK: 'MESSAGES', SK: `STAKEHOLDER#${stakeholder}` });

export const runKey = (sheet: string, key: string): ItemKey => ({ PK: `RUNS#${sheet}`, SK: `RUN#${key}` });

export const runRange = (sheet: string): KeyRange => ({ PK: `RUNS#${sheet}`, beginsWith: 'RUN#' });

export const holdKey = (sheet: string, hold: number): ItemKey => ({ PK: `HOLDS#${sheet}`, SK: `HOLD#${number(hold)}` });

export const holdRange = (sheet: string): KeyRange => ({ PK: `HOLDS#${sheet}`, beginsWith: 'HOLD#' });

export const registerKey = (sheet: string, note: number): ItemKey => ({
  PK: `REGISTER#${sheet}`,
  SK: `NOTE#${number(note)}`,
});

export const registerRange = (sheet: string): KeyRange => ({ PK: `REGISTER#${sheet}`, beginsWith: 'NOTE#' });

/** The highest number of an entry that its key has room for. */
export const LAST_ACTIVITY = 999_999_999;

const entryText = (sequence: number): string => `ENTRY#${String(sequence).padStart(9, '0')}`;

export const activityKey = (sequence: number): ItemKey => ({ PK: 'ACTIVITY', SK: entryText(sequence) });

export const NEWEST_ACTIVITY: ItemKey = { PK: 'NEWEST-ACTIVITY', SK: 'NEWEST' };

/** Returns the span of the entries from one number to another, both included. */
export const activitySpan = (first: number, last: number): KeySpan => ({
  PK: 'ACTIVITY',
  from: entryText(first),
  to: entryText(last),
});

export const tokenKey = (id: string): ItemKey => ({ PK: 'TOKENS', SK: `TOKEN#${id}` });

export const tokenRange = (): KeyRange => ({ PK: 'TOKENS', beginsWith: 'TOKEN#' });

export const tokenUseKey = (id: string): ItemKey => ({ PK: 'TOKEN-USES', SK: `TOKEN#${id}` });

export const tokenUseRange = (): KeyRange => ({ PK: 'TOKEN-USES', beginsWith: 'TOKEN#' });

export const KEY_OF_TABLE: ItemKey = { PK: 'KEY', SK: 'KEY' };
export const FORMAT_KEY: ItemKey = { PK: 'FORMAT', SK: 'FORMAT' };

/** @param id SHA-256 of who sent the request, what it asks for and its key, hex */
export const requestKey = (id: string): ItemKey => ({ PK: `REQUEST#${id}`, SK: 'REQUEST' });

/** @param id SHA-256 of the browser's secret, hex */
export const sessionKey = (id: string): ItemKey => ({ PK: `SESSION#${id}`, SK: 'SESSION' });

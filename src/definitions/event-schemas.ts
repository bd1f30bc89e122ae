import * as z from 'zod';
import type { EventDetails } from '../domain/event.ts';
import type { EventName } from '../domain/event-names.ts';

const hotline = z.string().describe('The id of a hotline, as in hotlines/<id>.json.');
const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/u)
  .describe('A calendar month, YYYY-MM.');
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/u)
  .describe('SHA-256 of the object, hex.');
const count = z.int().min(0);

const tableSummary = z.object({
  table: z
    .string()
    .nullable()
    .describe(
      'The file name of the table, without its ending, in the hotline’s own language; null for the entire object.',
    ),
  records: count.describe('Records read, the heading line not counted.'),
  warnings: count.describe('Problems that did not stop it.'),
  reason: z.string().nullable().describe('Why it was rejected, in words, without any value of it; null when accepted.'),
});

const unusual = z.object({
  kind: z
    .enum(['records', 'orphans', 'ids'])
    .describe(
      'What differs: the records of a table, people whose case is in no export, or the form of the ids of a column.',
    ),
  hotline,
  month,
  table: z.string().describe('The file name of the table, without its ending; of orphans victims or traffickers.'),
  column: z.string().optional().describe('The heading of the column, of ids.'),
  before: count.describe('The median of up to twelve months before; 0 of ids.'),
  now: count,
});

const orphans = z.object({
  hotline,
  victims: count,
  traffickers: count,
  people: count.describe('All victims and traffickers in the hotline’s exports.'),
});

const ofUpload = {
  key: z.string().describe('The key of the object in the bucket of exports.'),
  hotline: hotline.nullable().describe('The hotline in the key, known or not; null if there is none.'),
  month: z.string().nullable().describe('The month in the key, as written there; null if there is none.'),
};

const ofRevision = {
  sheet: z.string().describe('The id of the sheet, as in templates/<id>/.'),
  month,
  revision: z.int().min(1).describe('Revisions of an edition count from 1 and never change.'),
};

const decision = z.object({
  ...ofRevision,
  by: z.string().describe('Who decided.'),
  following: count
    .optional()
    .describe('Of a decision on a family: how many events about its other sheets follow. The last one has 0.'),
});

const hold = z.object({ sheet: ofRevision.sheet, by: z.string().describe('Who held or released it.') });

/** The fields of each event (domain/event.ts). The JSON Schemas in docs/events/ are generated from it. */
export const EVENT_SCHEMAS = {
  ExportAccepted: z.object({
    ...ofUpload,
    sha256,
    tables: z.array(tableSummary).min(1).describe('The tables that are active now.'),
    unusual: z.array(unusual).describe('What differs from the months before by more than chance, in either direction.'),
  }),
  ExportRejected: z.object({
    ...ofUpload,
    sha256: sha256.nullable().describe('SHA-256 of the object, hex; null if it was rejected without being read.'),
    tables: z.array(tableSummary).min(1).describe('The tables that were rejected.'),
  }),
  ExportWithdrawn: z.object(ofUpload),
  RevisionReady: z.object({
    ...ofRevision,
    complete: z.boolean().describe('Whether every table of every month and hotline of the sheet was counted.'),
    missing: z
      .array(z.object({ hotline, month, table: z.string() }))
      .max(100)
      .describe('The missing tables of an incomplete edition: the first hundred.'),
    missingCount: count.describe('How many tables are missing.'),
    orphans: z
      .array(orphans)
      .describe('People whose case is in no export and who are not counted, for every hotline of the sheet.'),
    corrects: z.int().min(1).nullable().describe('The approved revision whose figures it corrects; null when none.'),
    totals: z
      .record(z.string(), count.nullable())
      .describe('Totals as the pages print them, by figure; null where the total itself is hidden.'),
    files: z.array(z.string()).describe('The keys of its files in the bucket of reports.'),
  }),
  RevisionApproved: decision,
  RevisionRejected: decision,
  SheetHeld: hold,
  SheetReleased: hold,
  DistributionAsked: z.object({
    sheet: ofRevision.sheet,
    month: month.nullable().describe('The requested edition; null for the newest approved one, and corrections.'),
    by: z.string().describe('The person who requests it.'),
    at: z.iso.datetime().describe('The time. It identifies the run, so that a duplicate event starts only one run.'),
    run: z
      .string()
      .optional()
      .describe('The key of the run, where it was requested in the portal; it then identifies the run.'),
  }),
  DistributionFinished: z.object({
    ...ofRevision,
    sent: count.describe('Messages that this run sent.'),
    already: count.describe('Messages that an earlier run sent.'),
    paused: count.describe('Recipients skipped because they are paused.'),
    suspended: count.describe('Recipients skipped because of bounces or spam complaints.'),
    failed: count.describe('Messages that were refused permanently.'),
    waiting: count.describe('Messages that were definitely not sent; the next run tries again.'),
    uncertain: count.describe('Messages that may or may not have been sent; they are not sent again.'),
  }),
  NothingToDistribute: z.object({
    sheet: ofRevision.sheet,
    month: month.nullable().describe('The edition that would have been sent; null if there is none.'),
    reason: z.string().describe('Why, in words.'),
  }),
  ExportOverdue: z.object({
    hotline,
    month,
    tables: z
      .array(z.string())
      .min(1)
      .describe('The tables without an accepted export, by file name without its ending.'),
  }),
  DraftWaiting: z.object({
    ...ofRevision,
    complete: z.boolean().describe('Whether every table of every month and hotline of the sheet was counted.'),
    since: z.iso.datetime().describe('The time of the first revision without a decision.'),
    days: count.describe('Full days since then.'),
    otherSheets: count.describe('How many other sheets of its family have waited as long; 0 for other sheets.'),
  }),
} satisfies { [Name in EventName]: z.ZodType<EventDetails[Name]> };

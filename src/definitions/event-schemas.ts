import { z } from 'zod';
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
    .describe('The file stem of the table, in the hotline’s own language; null for the object as a whole.'),
  records: count.describe('Records read, the heading line not counted.'),
  warnings: count.describe('Problems that did not stop it.'),
  reason: z.string().nullable().describe('Why it was rejected, in words, without any value of it; null when accepted.'),
});

const unusual = z.object({
  kind: z
    .enum(['records', 'orphans', 'ids'])
    .describe(
      'What differs: the records of a table, people whose case no export holds, or what the ids of a column look like.',
    ),
  hotline,
  month,
  table: z.string().describe('The file stem of the table; of orphans victims or traffickers.'),
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
  hotline: hotline.nullable().describe('The hotline named by the key, known or not; null when the key names none.'),
  month: z.string().nullable().describe('The month named by the key, as it stands there; null when it names none.'),
};

const ofRevision = {
  sheet: z.string().describe('The id of the sheet, as in templates/<id>/.'),
  month,
  revision: z.int().min(1).describe('Revisions of an edition count from 1 and never change.'),
};

const decision = z.object({ ...ofRevision, by: z.string().describe('Who decided.') });

/** What each event carries (domain/event.ts), field by field. The JSON Schemas in docs/events/ are generated from it. */
export const EVENT_SCHEMAS = {
  ExportAccepted: z.object({
    ...ofUpload,
    sha256,
    tables: z.array(tableSummary).min(1).describe('What is in force now.'),
    unusual: z.array(unusual).describe('What differs from the months before by more than chance, in either direction.'),
  }),
  ExportRejected: z.object({
    ...ofUpload,
    sha256: sha256.nullable().describe('SHA-256 of the object, hex; null when it was refused unread.'),
    tables: z.array(tableSummary).min(1).describe('What was refused.'),
  }),
  ExportWithdrawn: z.object(ofUpload),
  RevisionReady: z.object({
    ...ofRevision,
    complete: z.boolean().describe('Whether every table of every month and hotline of the sheet was counted.'),
    missing: z
      .array(z.object({ hotline, month, table: z.string() }))
      .max(100)
      .describe('What was not, when it is incomplete: the first hundred tables.'),
    missingCount: count.describe('How many tables were not.'),
    orphans: z
      .array(orphans)
      .describe('People whose case no export holds, counted nowhere: every hotline of the sheet.'),
    corrects: z.int().min(1).nullable().describe('The approved revision whose figures it corrects; null when none.'),
    totals: z
      .record(z.string(), count.nullable())
      .describe('Totals as the pages print them, by figure; null where the total itself is hidden.'),
    files: z.array(z.string()).describe('The keys of its files in the bucket of reports.'),
  }),
  RevisionApproved: decision,
  RevisionRejected: decision,
  DistributionAsked: z.object({
    sheet: ofRevision.sheet,
    month: month
      .nullable()
      .describe('The edition that is asked for; null for the newest approved one, and corrections.'),
    by: z.string().describe('Who asks.'),
    at: z.iso.datetime().describe('When: it names the run, so that the event told twice is one run.'),
  }),
  DistributionFinished: z.object({
    ...ofRevision,
    sent: count.describe('Messages this run handed over for delivery.'),
    already: count.describe('Messages that an earlier run handed over.'),
    paused: count.describe('Recipients left out because the list says so.'),
    suspended: count.describe('Recipients left out because earlier messages bounced or were complained of.'),
    failed: count.describe('Messages that were refused for good.'),
    waiting: count.describe('Messages that surely did not go out; the next run tries again.'),
    uncertain: count.describe('Messages of which nobody can say whether they went out; none is sent again.'),
  }),
  NothingToDistribute: z.object({
    sheet: ofRevision.sheet,
    month: month.nullable().describe('The edition there would have been; null when there is none at all.'),
    reason: z.string().describe('Why, in words.'),
  }),
  ExportOverdue: z.object({
    hotline,
    month,
    tables: z.array(z.string()).min(1).describe('The file stems of which no accepted export is there.'),
  }),
  DraftWaiting: z.object({
    ...ofRevision,
    complete: z.boolean().describe('Whether every table of every month and hotline of the sheet was counted.'),
    since: z.iso.datetime().describe('When the first revision was made that nobody has decided on.'),
    days: count.describe('Full days since then.'),
  }),
} satisfies { [Name in EventName]: z.ZodType<EventDetails[Name]> };

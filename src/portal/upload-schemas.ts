import { z } from '@hono/zod-openapi';
import { ID, MOMENT, MONTH, PARAMETERS } from './api-schemas.ts';

const PROBLEM_KIND = z.object({
  code: z.string(),
  severity: z.enum(['rejection', 'error', 'warning']),
  column: z.string().nullable(),
  letter: z.string().nullable(),
  count: z.int(),
  sentence: z.string(),
  remedy: z.string(),
  rows: z.array(z.object({ row: z.int().nullable(), record: z.int().nullable(), detail: z.string() })),
});

export const CHECKED = z
  .object({
    check: z.string().openapi({ description: 'Names the list of its problems, which exists for an hour' }),
    sha256: z.string(),
    size: z.int(),
    tables: z.array(
      z.object({
        table: z.string().nullable(),
        status: z.enum(['accepted', 'rejected']),
        records: z.int(),
        rowsInError: z.int(),
        warnings: z.int(),
        kinds: z.array(PROBLEM_KIND),
      }),
    ),
    otherHotline: z
      .string()
      .nullable()
      .openapi({ description: 'The name of another hotline whose files have these headings' }),
  })
  .openapi('Checked', { description: 'Problems by kind and column, never a cell’s value' });

export const SHA256 = z.string().regex(/^[0-9a-f]{64}$/u);

const UPLOAD_TABLE = z.object({
  table: z.string().nullable(),
  status: z.enum(['accepted', 'rejected']),
  isCounted: z.boolean().openapi({ description: 'Whether the table of the month comes from this file now' }),
  records: z.int(),
  errors: z.int(),
  warnings: z.int(),
  reason: z.string().nullable(),
});

const UPLOAD_OFFER = z
  .object({ method: z.literal('PUT'), url: z.url(), headers: z.record(z.string(), z.string()) })
  .openapi('UploadOffer', { description: 'A request that stores exactly the offered bytes, for 5 minutes' });

/** The size of the largest file that the portal accepts, in bytes: 512 MiB; larger files go into the folder. */
export const LARGEST_FILE_BYTES = 512 * 1024 * 1024;

/** The body of a request to check a file. */
export const OFFERED_BYTES = z
  .strictObject({ size: z.int().min(0).max(LARGEST_FILE_BYTES), sha256: SHA256 })
  .openapi('OfferedBytes');

export const CHECK_OFFER = z.object({ check: PARAMETERS.check, offer: UPLOAD_OFFER }).openapi('CheckOffer');

export const DELIVERY_OFFER = z.object({ name: z.string(), offer: UPLOAD_OFFER }).openapi('DeliveryOffer');

export const UPLOAD_STATUS = z
  .object({
    name: z.string(),
    sha256: SHA256,
    at: MOMENT,
    state: z.enum(['accepted', 'rejected', 'mixed', 'replaced', 'reading']),
    tables: z.array(UPLOAD_TABLE),
    countedIn: z
      .array(z.object({ sheet: ID, month: MONTH, monthText: z.string(), title: z.string(), isApproved: z.boolean() }))
      .openapi({ description: 'The first edition of each sheet that counts the file' }),
  })
  .openapi('UploadStatus');

export const UPLOADS = z.object({ files: z.array(UPLOAD_STATUS) });

export const PROBLEM_PAGE = z
  .object({
    total: z.int(),
    rows: z.array(
      z.object({
        row: z.int().nullable().openapi({ description: 'The row as a spreadsheet shows it' }),
        record: z.int().nullable(),
        column: z.string().nullable(),
        severity: z.enum(['rejection', 'error', 'warning']),
        code: z.string(),
        sentence: z.string(),
        detail: z.string(),
      }),
    ),
    next: z.int().nullable().openapi({ description: 'The parameter `after` of the next page' }),
  })
  .openapi('ProblemPage');

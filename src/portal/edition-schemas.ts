import { z } from '@hono/zod-openapi';
import { ID, MOMENT, MONTH } from './api-schemas.ts';

const REVISION_LISTED = z.object({
  revision: z.int(),
  status: z.enum(['current', 'replaced', 'draft']).openapi({ description: 'replaced: approved, then corrected' }),
  approvedAt: MOMENT.nullable(),
});

export const SHEET_EDITIONS = z
  .object({ sheet: ID, editions: z.array(z.object({ month: MONTH, revisions: z.array(REVISION_LISTED) })) })
  .openapi('SheetEditions');

const PRINTED_FIGURE = z
  .looseObject({
    id: z.string(),
    counts: z.string(),
    by: z.string().optional(),
    total: z.int().nullable().openapi({ description: 'null if the page prints the mark, or "fewer than"' }),
    cells: z.array(
      z.looseObject({
        key: z.string(),
        count: z.int().nullable().optional(),
        share: z.int().nullable().optional(),
        suppressed: z.literal(true).optional(),
      }),
    ),
  })
  .openapi('PrintedFigure', { description: 'As in figures.json: only what the page prints' });

export const REVISION = z
  .object({
    ...REVISION_LISTED.shape,
    sheet: ID,
    month: MONTH,
    from: z.iso.date(),
    through: z.iso.date(),
    complete: z.boolean(),
    threshold: z.int(),
    missing: z.array(z.object({ hotline: ID, month: MONTH, table: z.string() })),
    generatedFrom: z.array(z.object({ hotline: ID, month: MONTH, table: z.string() })),
    corrects: z.object({ revision: z.int(), approvedOn: z.iso.date() }).optional(),
    figures: z.array(PRINTED_FIGURE),
    files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string(), href: z.string() })),
    revisions: z.array(REVISION_LISTED),
  })
  .openapi('Revision');

export const SERIES = z
  .object({
    sheet: ID,
    figure: ID,
    keys: z.array(z.string()).openapi({ description: 'Cells of the newest edition; empty for a total' }),
    points: z.array(
      z.object({
        month: MONTH,
        numbers: z.array(
          z
            .looseObject({ count: z.int().nullable(), fewerThan: z.int().optional() })
            .nullable()
            .openapi({ description: 'null: the edition does not list it; a count of null is not shown' }),
        ),
      }),
    ),
  })
  .openapi('Series', { description: 'A figure through the approved editions, as printed' });

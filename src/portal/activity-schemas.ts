import { z } from '@hono/zod-openapi';
import { ACTIVITY_KINDS } from '../domain/activity.ts';

const ENTRY = z.object({
  sequence: z.int().min(1),
  at: z.iso.datetime(),
  who: z.string(),
  via: z.string().openapi({ description: 'portal, command, aws, or token:<id>' }),
  kind: z.enum(ACTIVITY_KINDS),
  about: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .openapi({ description: 'Names, counts and ids; null for the name of a file that you may not see' }),
  previous: z.string(),
  hash: z.string(),
});

export const ACTIVITY = z.object({ entries: z.array(ENTRY) }).openapi('Activity');

/** The parameters of pages of entries, with the filters of the activity log. */
export const ACTIVITY_QUERY = z.object({
  after: z.string().optional().openapi({ description: 'The number of the entry before the page; 0 by default' }),
  limit: z.string().optional().openapi({ description: 'From 1 to 500; 100 by default' }),
  kind: z.enum(ACTIVITY_KINDS).optional(),
  who: z.string().optional().openapi({ description: 'Part of a name' }),
  month: z.string().optional().openapi({ example: '2017-08' }),
});

import { z } from '@hono/zod-openapi';
import { LANGUAGES } from '../domain/languages.ts';
import { LIST_STATES } from '../steps/stakeholders/list-stakeholders.ts';

const MOMENT = z.iso.datetime();
const SHEET = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}(?:--\*)?$/u)
  .openapi({ description: 'The id of a sheet; of a family `--*` behind the main sheet: all members' });

/** The id of a person on the list: a keyed hash of the address. */
export const STAKEHOLDER_ID = z
  .string()
  .regex(/^[0-9a-f]{32}$/u)
  .openapi({ example: '8f14e45fceea167a5a36dedd4bea2543' });

export const STAKEHOLDER = z
  .object({
    id: STAKEHOLDER_ID,
    name: z.string(),
    address: z.string(),
    organisation: z.string(),
    language: z.enum(LANGUAGES),
    sheets: z.array(SHEET),
    delivery: z.enum(['attachment', 'link']),
    status: z.enum(['active', 'paused', 'suspended']),
    suspendedFor: z.enum(['bounce', 'complaint', 'person']).nullable(),
    reason: z.string().nullable().openapi({ description: 'Why a person suspended or reactivated them' }),
    addedAt: MOMENT,
    changedAt: MOMENT,
  })
  .openapi('Stakeholder', { description: 'Its ETag is the If-Match of a change' });

const FORMER = z
  .object({ id: STAKEHOLDER_ID, status: z.literal('left'), changedAt: MOMENT })
  .openapi('FormerStakeholder', { description: 'Someone who left the list; nothing else is stored' });

export const STAKEHOLDER_LIST = z
  .object({
    stakeholders: z
      .array(z.union([STAKEHOLDER, FORMER]))
      .nullable()
      .openapi({ description: 'By name; null for those who may see only counts' }),
    counts: z.object({
      active: z.int(),
      paused: z.int(),
      bounced: z.int(),
      suspended: z.int(),
      left: z.int(),
    }),
    total: z.int().nullable().openapi({ description: 'How many match the query, on all pages' }),
  })
  .openapi('StakeholderList');

/** The largest page that may be asked for. */
const MOST = 500;

export const LIMIT = z
  .string()
  .regex(/^[1-9]\d{0,2}$/u)
  .refine((text) => Number(text) <= MOST, `1 to ${MOST}`);

export const STAKEHOLDER_QUERY = z.strictObject({
  sheet: SHEET.optional(),
  state: z.enum(LIST_STATES).optional(),
  q: z.string().max(200).optional().openapi({ description: 'Part of a name, an organisation or an address' }),
  after: STAKEHOLDER_ID.optional().openapi({ description: 'The last id of the page before; see Link rel=next' }),
  limit: LIMIT.optional().openapi({ description: 'At most 500 people a page; 50 by default' }),
});

const ENTRY = {
  name: z.string(),
  organisation: z.string(),
  language: z.string().openapi({ example: 'es' }),
  sheets: z.array(SHEET),
  delivery: z.enum(['attachment', 'link']),
};

export const STAKEHOLDER_ASKED = z
  .strictObject({
    name: ENTRY.name,
    address: z.string(),
    organisation: ENTRY.organisation.optional(),
    language: ENTRY.language,
    sheets: ENTRY.sheets,
    delivery: ENTRY.delivery.optional(),
    again: z
      .boolean()
      .optional()
      .openapi({ description: 'Adds an address that left, because the person asked for it' }),
  })
  .openapi('StakeholderAsked');

export const STAKEHOLDER_CHANGE = z
  .strictObject({
    ...z.strictObject(ENTRY).partial().shape,
    status: z.enum(['active', 'paused', 'suspended']).optional(),
    reason: z.string().optional().openapi({ description: 'Required to suspend; stored with the person' }),
  })
  .openapi('StakeholderChange', { description: 'Either a status, or other fields' });

export const IMPORT_QUERY = z.strictObject({ dryRun: z.enum(['true', 'false']).optional() });

export const IMPORT_PLAN = z
  .object({
    counts: z.object({ added: z.int(), changed: z.int(), unchanged: z.int(), left: z.int() }),
    people: z.array(
      z.object({
        line: z.int(),
        outcome: z.enum(['added', 'changed', 'unchanged', 'left']),
        changed: z.array(z.string()),
      }),
    ),
    errors: z.array(z.object({ line: z.int().nullable(), detail: z.string() })),
    absent: z.array(STAKEHOLDER_ID).openapi({ description: 'People on the list who are not in the file; they stay' }),
    conflicts: z.array(z.int()).openapi({ description: 'Lines not written, because the person changed meanwhile' }),
  })
  .openapi('ImportPlan', { description: 'The ETag of a dry run is the If-Match of the import' });

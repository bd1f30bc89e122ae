import { z } from '@hono/zod-openapi';
import { FAILURE_NAMES } from '../domain/failure-names.ts';
import { LANGUAGES } from '../domain/languages.ts';
import { DELIVERY_STATES } from '../steps/distribute/show-deliveries.ts';
import { LIMIT, STAKEHOLDER_ID } from './stakeholder-schemas.ts';

const MONTH = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/u);
const MOMENT = z.iso.datetime();

/** The keys of runs: long enough that no two people choose the same one. */
export const RUN_KEY = /^[A-Za-z0-9_-]{8,80}$/u;

export const RUN_ID = z
  .string()
  .regex(RUN_KEY)
  .openapi({ example: 'b3f1c7a0-2f0e-4a55-9a3e-0f4b8c7d6e5f', description: 'The Idempotency-Key of the run' });

export const LANGUAGE = z.enum(LANGUAGES);

export const SCHEDULE = z
  .object({
    sheet: z.string(),
    next: MOMENT.nullable().openapi({ description: 'Null without a schedule, or while the sheet is held' }),
    zone: z.string().nullable(),
    lateApproval: z.enum(['send', 'wait']).nullable(),
    linkDays: z.int().nullable(),
    held: z.boolean(),
    heldBy: z.string().nullable(),
    heldSince: MOMENT.nullable(),
  })
  .openapi('Schedule', { description: 'Its ETag is the If-Match of a hold' });

export const HOLD_ASKED = z
  .strictObject({ held: z.boolean(), reason: z.string().trim().max(1000).optional() })
  .openapi('HoldAsked', { description: 'A reason is required to hold' });

export const HOLD = z
  .object({ sheet: z.string(), number: z.int(), held: z.boolean(), by: z.string(), at: MOMENT })
  .openapi('Hold');

const COUNTS = z.object(
  Object.fromEntries(DELIVERY_STATES.map((state) => [state, z.int()])) as Record<
    (typeof DELIVERY_STATES)[number],
    z.ZodInt
  >,
);

const DELIVERY = z.object({
  stakeholder: STAKEHOLDER_ID,
  state: z.enum(DELIVERY_STATES),
  at: MOMENT.nullable(),
  code: z.string().nullable(),
  delivery: z.enum(['attachment', 'link']).nullable(),
  revoked: z.boolean(),
  corrects: z.int().nullable(),
  generation: z.int().nullable().openapi({ description: 'Sent back when the message is resolved' }),
});

export const DELIVERIES = z
  .object({
    sheet: z.string(),
    month: MONTH,
    revision: z.int(),
    counts: COUNTS,
    deliveries: z.array(DELIVERY).nullable().openapi({ description: 'Null for those who may see only counts' }),
  })
  .openapi('Deliveries', { description: 'Everyone is in exactly one state' });

export const DELIVERIES_QUERY = z.strictObject({ after: STAKEHOLDER_ID.optional(), limit: LIMIT.optional() });

export const RESOLUTION_ASKED = z
  .strictObject({
    resolution: z.enum(['sent', 'resend', 'revoke']),
    stakeholder: STAKEHOLDER_ID.optional().openapi({ description: 'May be left out to revoke all links' }),
    revision: z.int().min(1).optional(),
    generation: z.int().min(1).optional().openapi({ description: 'Of the delivery as it was seen; not to revoke' }),
  })
  .openapi('ResolutionAsked');

export const RESOLVED = z.object({ changed: z.int() });

export const RUN_ASKED = z
  .strictObject({ month: MONTH.nullable().optional().openapi({ description: 'Null: what the schedule would send' }) })
  .openapi('RunAsked');

export const RUN = z
  .object({
    sheet: z.string(),
    month: MONTH.nullable(),
    key: RUN_ID,
    by: z.string(),
    startedAt: MOMENT,
    state: z.enum(['running', 'finished', 'failed', 'interrupted']),
    report: z.looseObject({ nothing: z.string().nullable() }).nullable(),
    failure: z.string().nullable(),
    code: z.enum(FAILURE_NAMES).nullable().openapi({ description: 'The name of the failure, as in the runbook' }),
    counts: COUNTS.nullable().openapi({ description: 'Of the edition as it is now' }),
  })
  .openapi('Run');

export const PLANNED_QUERY = z.strictObject({ month: MONTH.optional() });

export const PLANNED_RUN = z
  .object({
    isSent: z.boolean().openapi({ description: 'False: messages are written to files' }),
    nothing: z.string().nullable(),
    messages: z.array(
      z.object({
        stakeholder: STAKEHOLDER_ID,
        month: MONTH,
        sheets: z
          .array(z.object({ sheet: z.string(), revision: z.int(), corrects: z.int().nullable() }))
          .openapi({ description: 'What the message brings: the main sheet, then members of its family' }),
        later: z.array(z.string()).openapi({ description: 'Chosen members that are not sent now' }),
        delivery: z.enum(['attachment', 'link']).nullable(),
      }),
    ),
    leftOut: z.array(
      z.object({
        stakeholder: STAKEHOLDER_ID,
        month: MONTH,
        sheets: z.array(z.object({ sheet: z.string(), revision: z.int() })),
        why: z.string(),
      }),
    ),
  })
  .openapi('PlannedRun');

export const MESSAGE = z
  .object({
    language: z.string(),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    attachments: z.array(z.string()),
  })
  .openapi('Message');

export const TEST_ASKED = z.strictObject({ address: z.string(), language: LANGUAGE }).openapi('TestMessageAsked');

export const TEST_RESULT = z.object({ outcome: z.enum(['sent', 'written', 'refused', 'uncertain', 'asked']) });

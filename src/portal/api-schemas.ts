import { z } from '@hono/zod-openapi';
import { isLitter } from '../domain/litter.ts';
import { PERIODS } from '../domain/period.ts';
import { PORTAL_ROLES } from '../domain/person.ts';
import { LANGUAGE, RUN_ID } from './distribution-schemas.ts';
import { STAKEHOLDER_ID } from './stakeholder-schemas.ts';

export const MONTH = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/u)
  .openapi('Month', { example: '2017-07' });
export const MOMENT = z.iso.datetime().openapi({ example: '2017-08-09T17:06:00.000Z' });
export const ID = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/u);

/** The parameters of paths, by name. Each has one strict pattern, because a path arrives decoded. */
export const PARAMETERS = {
  sheet: ID.openapi({ example: 'us-mexico-border' }),
  hotline: ID.openapi({ example: 'nhth' }),
  figure: ID.openapi({ example: 'victims-by-gender' }),
  month: MONTH,
  token: z.string().regex(/^[0-9a-f]{16}$/u),
  stakeholder: STAKEHOLDER_ID,
  run: RUN_ID,
  language: LANGUAGE,
  revision: z
    .string()
    .regex(/^[1-9]\d{0,5}$/u)
    .openapi({ example: '1' }),
  file: z
    .string()
    .regex(/^(?:charts\/)?[\w][\w.-]{0,120}$/u)
    .openapi({ example: 'us-mexico-border-2017-07.en.pdf' }),
  name: z
    .string()
    .regex(/^[^/\\\p{Cc}.][^/\\\p{Cc}]{0,120}\.(?:csv|csv\.gz|xlsx|zip)$/iu)
    // the program never reads such a file
    .refine((name) => !isLitter(name))
    .overwrite((name) => name.normalize('NFC'))
    .openapi({ example: 'cases.csv' }),
  check: z
    .string()
    .regex(/^[0-9a-f]{32}$/u)
    .openapi({ example: '3f0c9a4e8b7d46f1a2c5d8e9b0f17a63' }),
} as const;

export type ParameterName = keyof typeof PARAMETERS;

export const isParameter = (name: string): name is ParameterName => Object.hasOwn(PARAMETERS, name);

export const PROBLEM = z
  .object({
    type: z.string().openapi({ description: 'The heading in the runbook about this failure, or about:blank' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z.string().optional().openapi({ description: 'The name of the failure', example: 'DecisionRefused' }),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    instance: z.string().openapi({ description: 'Names this request in the program’s reports' }),
  })
  .openapi('Problem');

export const ME = z
  .object({
    name: z.string(),
    roles: z.array(z.enum(PORTAL_ROLES)),
    grants: z.array(z.string()).openapi({ description: 'Roles as they were given: analyst:<hotline>' }),
  })
  .openapi('Me');

const HOTLINE_ROW = z.object({
  hotline: ID,
  tables: z.array(z.string()).openapi({ description: 'The files that the hotline sends' }),
  expected: z
    .array(z.object({ table: z.string(), every: z.enum(PERIODS), cumulative: z.boolean() }))
    .openapi({ description: 'How often the hotline sends each file, and whether an upload repeats earlier records' }),
  months: z.array(
    z.object({
      month: MONTH,
      files: z.array(
        z.object({
          table: z.string(),
          state: z.enum(['accepted', 'rejected', 'missing']),
          rejected: z.int().openapi({ description: 'Uploads of it that are rejected' }),
        }),
      ),
    }),
  ),
  received: z.array(
    z.object({
      hotline: ID,
      month: MONTH,
      file: z.string().nullable(),
      state: z.enum(['accepted', 'rejected']),
      at: MOMENT,
    }),
  ),
});

const EDITION = z.object({
  sheet: ID,
  month: MONTH,
  revision: z.int(),
  state: z.enum(['draft', 'review', 'rejected', 'approved', 'sent']),
  approved: z.int().nullable().openapi({ description: 'The approved revision' }),
  decidedBy: z.string().nullable(),
  decidedAt: MOMENT.nullable(),
  madeAt: MOMENT.nullable(),
  sentAt: MOMENT.nullable(),
  stakeholders: z.int().nullable(),
  unconfirmed: z.int().nullable(),
});

export const TIMETABLE = z
  .object({ hotlines: z.array(HOTLINE_ROW), editions: z.array(EDITION) })
  .openapi('Timetable', { description: 'What the person may not see is null, or left out' });

/** The body of a request for a decision. */
export const DECISION_ASKED = z
  .strictObject({
    revision: z.int().min(1),
    verdict: z.enum(['approved', 'rejected']),
    reason: z.string().trim().max(4000).nullable().optional(),
  })
  .openapi('DecisionAsked');

export const DECISION = z
  .object({
    sheet: ID,
    month: MONTH,
    decision: z.int(),
    revision: z.int(),
    verdict: z
      .enum(['approved', 'first-approval', 'rejected'])
      .openapi({ description: 'first-approval: 1 of 2; a second person must approve it too' }),
    by: z.string(),
    at: MOMENT,
    reason: z.string().nullable(),
  })
  .openapi('Decision');

export const REVIEW = z
  .object({
    revision: z.looseObject({ sheet: ID, month: MONTH, revision: z.int(), complete: z.boolean() }),
    since: z.object({ month: MONTH, revision: z.int(), at: MOMENT }).nullable(),
    numbers: z.array(z.looseObject({ figure: z.string(), cell: z.string().nullable(), small: z.boolean() })),
    warnings: z.array(z.looseObject({ kind: z.string() })),
    exposed: z.array(z.looseObject({ figure: z.string(), cell: z.string().nullable() })),
    tooNear: z.array(z.looseObject({ month: MONTH, months: z.int(), least: z.int() })),
    decisions: z.array(z.looseObject({ verdict: z.string(), by: z.string() })),
    approval: z.looseObject({ people: z.int(), uploaders: z.array(z.string()) }),
  })
  .openapi('Review', { description: 'Exact counts: as confidential as the exports' });

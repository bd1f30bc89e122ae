import { z } from '@hono/zod-openapi';

const ID = z.string().openapi({ example: 'us-mexico-border--us-tx' });
const STATE = z.string().openapi({ example: '8182d5f4db7b', description: 'Identifies these revisions of the sheets' });

export const FAMILY = z
  .object({
    month: z.string().openapi({ example: '2017-07' }),
    state: STATE,
    rows: z.array(
      z.object({
        sheet: ID,
        name: z.string().nullable().openapi({ description: 'Null for the main sheet' }),
        revision: z.int(),
        state: z.enum(['draft', 'approved', 'first-approval', 'rejected']),
        decidedBy: z.string().nullable(),
        shows: z
          .enum(['figures', 'few', 'none'])
          .openapi({ description: 'few and none: a page that says that there is too little to print' }),
        objections: z
          .array(z.object({ kind: z.string().openapi({ example: 'small-changes' }), text: z.string() }))
          .openapi({ description: 'What the rules object to; unless it is empty, an approval needs a reason' }),
      }),
    ),
  })
  .openapi('Family');

/** The body of a request for one decision on a family. */
export const FAMILY_DECISION_ASKED = z
  .strictObject({
    state: STATE,
    verdict: z.enum(['approved', 'rejected']),
    reason: z.string().trim().max(4000).nullable().optional(),
    except: z.array(ID).max(1000).optional(),
  })
  .openapi('FamilyDecisionAsked');

export const FAMILY_DECISIONS = z
  .object({
    decisions: z.array(
      z.object({ sheet: ID, revision: z.int(), verdict: z.enum(['approved', 'first-approval', 'rejected']) }),
    ),
    left: z.int().openapi({
      description:
        'How many sheets are not decided on yet, because the time of a request was over. Send it again, with another Idempotency-Key: it continues',
    }),
  })
  .openapi('FamilyDecisions');

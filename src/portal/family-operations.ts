import type { Operation } from './api-operation.ts';
import { NOT_THERE } from './api-operation.ts';
import { FAMILY, FAMILY_DECISION_ASKED, FAMILY_DECISIONS } from './family-schemas.ts';

export const FAMILY_OPERATIONS = {
  family: {
    summary: 'The newest revisions of a sheet and of the members of its family, and what is decided about them',
    answer: FAMILY,
    refusals: { ...NOT_THERE, 503: 'The state is in use; Retry-After says when to try' },
  },
  decideFamily: {
    summary: 'Approves or rejects all sheets of a family but the exceptions; takes up to a minute',
    body: FAMILY_DECISION_ASKED,
    answer: FAMILY_DECISIONS,
    status: 201,
    refusals: {
      ...NOT_THERE,
      409: 'The rules do not allow the decision, or the revisions are not those of the state',
      415: 'The body is not application/json',
      503: 'The state is in use; Retry-After says when to try',
    },
  },
} as const satisfies Readonly<Record<string, Operation>>;

import { z } from '@hono/zod-openapi';
import type { RouteName } from '../domain/portal-routes.ts';
import { NOT_THERE, type Operation } from './api-operation.ts';
import {
  IMPORT_PLAN,
  IMPORT_QUERY,
  STAKEHOLDER,
  STAKEHOLDER_ASKED,
  STAKEHOLDER_CHANGE,
  STAKEHOLDER_LIST,
  STAKEHOLDER_QUERY,
} from './stakeholder-schemas.ts';

const IF_MATCH = z.object({ 'If-Match': z.string().openapi({ description: 'The ETag of the stakeholder' }) });
const IF_MATCH_PLAN = z.object({
  'If-Match': z.string().optional().openapi({ description: 'The ETag of the dry run; not needed for a dry run' }),
});

const STALE = {
  412: 'Someone else has changed it since the ETag given as If-Match',
  428: 'If-Match is missing',
};

/** The operations of the list of stakeholders. */
export const STAKEHOLDER_OPERATIONS = {
  stakeholders: {
    summary: 'Those who get sheets, by name, and how many are in each state; Link rel=next leads to the next page',
    query: STAKEHOLDER_QUERY,
    answer: STAKEHOLDER_LIST,
    refusals: { 304: 'Not modified', 404: 'No such sheet, or the page would begin after someone who is not listed' },
  },
  addStakeholder: {
    summary: 'Adds a person; an existing entry is never replaced',
    body: STAKEHOLDER_ASKED,
    answer: STAKEHOLDER,
    status: 201,
    refusals: { 409: 'The address is on the list, or it left the list', 415: 'The body is not application/json' },
  },
  stakeholdersCsv: {
    summary: 'Everyone on the list as CSV that can be imported',
    answer: 'file',
    refusals: {},
  },
  importStakeholders: {
    summary:
      'Imports a list (text/csv) completely or not at all; ?dryRun=true stores nothing and says what would change',
    query: IMPORT_QUERY,
    headers: IF_MATCH_PLAN,
    body: 'file',
    answer: IMPORT_PLAN,
    refusals: { ...STALE, 413: 'The list is larger than 1 MB', 415: 'The body is not text/csv' },
  },
  stakeholder: {
    summary: 'A person on the list; the ETag is the If-Match of a change',
    answer: STAKEHOLDER,
    refusals: { 304: 'Not modified', ...NOT_THERE },
  },
  changeStakeholder: {
    summary: 'Changes the status of a person, or other fields; the address cannot be changed',
    headers: IF_MATCH,
    body: STAKEHOLDER_CHANGE,
    answer: STAKEHOLDER,
    refusals: { ...NOT_THERE, ...STALE, 415: 'The body is not application/json' },
  },
  removeStakeholder: {
    summary: 'Erases a person; only a keyed hash of the address stays, so that no one writes to it',
    headers: IF_MATCH,
    answer: 'none',
    status: 204,
    refusals: { ...NOT_THERE, ...STALE },
  },
} as const satisfies Readonly<Partial<Record<RouteName, Operation>>>;

import { z } from '@hono/zod-openapi';
import type { RouteName } from '../domain/portal-routes.ts';
import { NOT_THERE, type Operation } from './api-operation.ts';
import {
  DELIVERIES,
  DELIVERIES_QUERY,
  HOLD,
  HOLD_ASKED,
  MESSAGE,
  PLANNED_QUERY,
  PLANNED_RUN,
  RESOLUTION_ASKED,
  RESOLVED,
  RUN,
  RUN_ASKED,
  RUN_ID,
  SCHEDULE,
  TEST_ASKED,
  TEST_RESULT,
} from './distribution-schemas.ts';

const IF_MATCH = z.object({ 'If-Match': z.string().openapi({ description: 'The ETag of the schedule' }) });
const KEY = z.object({ 'Idempotency-Key': RUN_ID });
const JSON_BODY = { 415: 'The body is not application/json' };

/** The operations of the distribution of a sheet. */
export const DISTRIBUTION_OPERATIONS = {
  schedule: {
    summary: 'When a sheet is sent next, and whether it is held',
    answer: SCHEDULE,
    refusals: { 304: 'Not modified', ...NOT_THERE },
  },
  hold: {
    summary: 'Holds a sheet, so that nothing of it is sent, or releases it',
    headers: IF_MATCH,
    body: HOLD_ASKED,
    answer: HOLD,
    status: 201,
    refusals: {
      ...NOT_THERE,
      ...JSON_BODY,
      409: 'It is in that state already',
      412: 'Someone else has held or released it since the ETag given as If-Match',
      428: 'If-Match is missing',
    },
  },
  deliveries: {
    summary: 'Who got the approved revision of an edition; Link rel=next leads to the next page',
    query: DELIVERIES_QUERY,
    answer: DELIVERIES,
    refusals: { 304: 'Not modified', ...NOT_THERE },
  },
  resolve: {
    summary: 'Records that an uncertain message was sent or is to be sent again, or revokes links',
    body: RESOLUTION_ASKED,
    answer: RESOLVED,
    refusals: { ...NOT_THERE, ...JSON_BODY, 409: 'Nothing was changed: a run or another person was first' },
  },
  plannedRun: {
    summary: 'What a run would send now, and who would get nothing and why; nothing is sent',
    query: PLANNED_QUERY,
    answer: PLANNED_RUN,
    refusals: NOT_THERE,
  },
  startRun: {
    summary: 'Sends a sheet now; a request with the same Idempotency-Key is the same run',
    headers: KEY,
    body: RUN_ASKED,
    answer: RUN,
    status: 202,
    refusals: { ...NOT_THERE, ...JSON_BODY, 409: 'Another run of the sheet is in progress' },
  },
  run: {
    summary: 'How far a run is',
    answer: RUN,
    refusals: { 304: 'Not modified', ...NOT_THERE },
  },
  message: {
    summary: 'The message of the newest approved edition, to a sample name; its links do not work',
    answer: MESSAGE,
    refusals: NOT_THERE,
  },
  testMessage: {
    summary:
      'Sends the message once to an address, marked as a test; no delivery is recorded. `asked`: in AWS, another function sends it within a minute',
    body: TEST_ASKED,
    answer: TEST_RESULT,
    refusals: { ...NOT_THERE, ...JSON_BODY, 409: 'No approved edition has a page in the language' },
  },
} as const satisfies Readonly<Partial<Record<RouteName, Operation>>>;

import { z } from '@hono/zod-openapi';
import type { RouteName } from '../domain/portal-routes.ts';
import { NOT_THERE, type Operation } from './api-operation.ts';
import {
  CHECK_OFFER,
  CHECKED,
  DELIVERY_OFFER,
  OFFERED_BYTES,
  PROBLEM_PAGE,
  UPLOAD_STATUS,
  UPLOADS,
} from './upload-schemas.ts';

const FILE = 'file' as const;

/** The operations of checks, uploads and lists of problems. */
export const UPLOAD_OPERATIONS = {
  check: {
    summary: 'What an upload of these bytes would be rejected or warned for; nothing of it is stored',
    body: FILE,
    answer: CHECKED,
    refusals: { ...NOT_THERE, 411: 'Content-Length is missing', 413: 'The file is too large', 503: 'Two checks run' },
  },
  upload: {
    summary:
      'Stores a file among the exports; ?sha256= is that of the check, and of the bytes; ?empty=yes lets a file without records replace records',
    body: FILE,
    answer: z.object({ sha256: z.string() }),
    status: 202,
    refusals: { ...NOT_THERE, 411: 'Content-Length is missing', 413: 'The file is too large' },
  },
  checkProblems: {
    summary:
      'Problems of a check of the last hour, 50 at a time: ?code&column&severity&after&limit; Link names the next page',
    answer: PROBLEM_PAGE,
    refusals: NOT_THERE,
  },
  checkList: { summary: 'All problems of a check as CSV, without values', answer: FILE, refusals: NOT_THERE },
  checkValues: {
    summary: 'All problems of the file in the body as CSV, with the values of cells; recorded in the activity log',
    body: FILE,
    answer: FILE,
    refusals: { ...NOT_THERE, 411: 'Content-Length is missing', 413: 'The file is too large', 503: 'Two checks run' },
  },
  uploads: { summary: 'The files of a month, and which editions count them', answer: UPLOADS, refusals: NOT_THERE },
  uploadProblems: {
    summary: 'Problems of an uploaded file, 50 at a time: ?code&column&severity&after&limit; Link names the next page',
    answer: PROBLEM_PAGE,
    refusals: NOT_THERE,
  },
  uploadList: { summary: 'All problems of an uploaded file as CSV, without values', answer: FILE, refusals: NOT_THERE },
  uploadValues: {
    summary: 'All problems of an uploaded file as CSV, with the values of cells; recorded in the activity log',
    answer: FILE,
    refusals: NOT_THERE,
  },
  withdraw: {
    summary: 'Withdraws a file: its tables are no longer counted. If-Match is its SHA-256 in quotes',
    answer: z.object({ name: z.string() }),
    status: 202,
    refusals: { ...NOT_THERE, 412: 'The file has changed', 428: 'If-Match is missing' },
  },
  template: {
    summary: 'An empty file with the headings of one of a hotline’s tables: CSV, or xlsx with the allowed values',
    answer: FILE,
    refusals: NOT_THERE,
  },
  offerCheck: {
    summary: 'In AWS: where to send a file to be checked; only bytes of this size and SHA-256 are accepted there',
    body: OFFERED_BYTES,
    answer: CHECK_OFFER,
    status: 201,
    refusals: { ...NOT_THERE, 415: 'The body is not application/json' },
  },
  checkResult: {
    summary: 'In AWS: what a check found; 202 while it runs, and for a check older than a day',
    answer: CHECKED,
    refusals: NOT_THERE,
  },
  offeredValues: {
    summary:
      'In AWS: all problems of a check as CSV, with the values of cells; recorded in the activity log. 202 while they are listed: send the same request again',
    answer: FILE,
    refusals: NOT_THERE,
  },
  offerUpload: {
    summary:
      'In AWS: where to send the checked file so that it is stored among the exports; ?empty=yes lets a file without records replace records',
    answer: DELIVERY_OFFER,
    status: 201,
    refusals: NOT_THERE,
  },
  uploadStatus: {
    summary: 'What became of a file when it was last read, and which editions count it',
    answer: UPLOAD_STATUS,
    refusals: NOT_THERE,
  },
} as const satisfies Readonly<Partial<Record<RouteName, Operation>>>;

import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { PortalPart } from '../domain/portal-route.ts';
import { PORTAL_ROUTES, type RouteName } from '../domain/portal-routes.ts';
import { ACTIVITY, ACTIVITY_QUERY } from './activity-schemas.ts';
import { NOT_THERE, type Operation } from './api-operation.ts';
import { DECISION, DECISION_ASKED, isParameter, ME, PARAMETERS, PROBLEM, REVIEW, TIMETABLE } from './api-schemas.ts';
import { DISTRIBUTION_OPERATIONS } from './distribution-operations.ts';
import { REVISION, SERIES, SHEET_EDITIONS } from './edition-schemas.ts';
import { FAMILY_OPERATIONS } from './family-operations.ts';
import { STAKEHOLDER_OPERATIONS } from './stakeholder-operations.ts';
import { TOKEN_OPERATIONS } from './token-operations.ts';
import { UPLOAD_OPERATIONS } from './upload-operations.ts';

const IF_MATCH = z.object({ 'If-Match': z.string() });

const OPERATIONS = {
  me: { summary: 'Who is signed in', answer: ME, refusals: {} },
  events: {
    summary: 'For pages: server-sent events, `changed` whenever something has changed; 204 where there are none',
    answer: 'file',
    refusals: {},
  },
  timetable: {
    summary: 'Exports by hotline and month, and editions by sheet',
    answer: TIMETABLE,
    refusals: { 304: 'Not modified since the ETag given as If-None-Match' },
  },
  file: {
    summary: 'A file of a revision: of an approved one for everyone, of any for reviewers and approvers',
    answer: 'file',
    refusals: NOT_THERE,
  },
  sheetEditions: {
    summary: 'The editions of a sheet with their revisions; drafts for reviewers and approvers',
    answer: SHEET_EDITIONS,
    refusals: { 304: 'Not modified', ...NOT_THERE },
  },
  newest: {
    summary: 'Redirects to the approved revision of the newest edition that has one',
    answer: z.null(),
    status: 307,
    refusals: NOT_THERE,
  },
  revision: {
    summary: 'A revision with its printed figures and its files; drafts for reviewers and approvers',
    answer: REVISION,
    refusals: { 304: 'Not modified', ...NOT_THERE },
  },
  series: {
    summary: 'A figure through the approved editions; corrections replace what they correct',
    answer: SERIES,
    refusals: { 304: 'Not modified', ...NOT_THERE },
  },
  dataPackage: {
    summary: 'A zip file with the figures of an approved revision as a Frictionless data package',
    answer: 'file',
    refusals: { 304: 'Not modified', ...NOT_THERE },
  },
  review: {
    summary: 'All that is needed to decide on the newest revision; its ETag is the If-Match of a decision',
    answer: REVIEW,
    refusals: { 304: 'Not modified', ...NOT_THERE, 503: 'The state is in use; Retry-After says when to try' },
  },
  decide: {
    summary: 'Approves or rejects the revision that was reviewed',
    body: DECISION_ASKED,
    headers: IF_MATCH,
    answer: DECISION,
    status: 201,
    refusals: {
      ...NOT_THERE,
      409: 'The rules do not allow the decision',
      412: 'The review has changed since the ETag given as If-Match',
      415: 'The body is not application/json',
      428: 'If-Match is missing',
      503: 'The state is in use; Retry-After says when to try',
    },
  },
  ...FAMILY_OPERATIONS,
  ...UPLOAD_OPERATIONS,
  draftFile: {
    summary: 'A file of any revision',
    answer: 'file',
    refusals: NOT_THERE,
  },
  activity: {
    summary: 'Who did what and when, oldest first; Link rel=next leads to the following entries',
    answer: ACTIVITY,
    query: ACTIVITY_QUERY,
    refusals: { 304: 'Not modified since the ETag given as If-None-Match' },
  },
  ...STAKEHOLDER_OPERATIONS,
  ...TOKEN_OPERATIONS,
  ...DISTRIBUTION_OPERATIONS,
} as const satisfies Readonly<Partial<Record<RouteName, Operation>>>;

type ApiName = keyof typeof OPERATIONS;

const isApiName = (name: string): name is ApiName => Object.hasOwn(OPERATIONS, name);

/** The names of the routes in the document. */
const API_NAMES: readonly ApiName[] = Object.keys(OPERATIONS).filter(isApiName);

/** Returns the OpenAPI 3.1 document of the API, from the same schemas that parse its requests. */
export function apiDocument(version: string): object {
  const { openAPIRegistry, getOpenAPI31Document } = new OpenAPIHono();
  for (const name of API_NAMES) openAPIRegistry.registerPath(pathOf(name));
  return getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Hotline fact sheets',
      version,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
  });
}

/** One operation of the API, for people. */
export interface ApiSummary {
  readonly method: string;
  readonly path: string;
  /** In English, as in the document. */
  readonly summary: string;
}

/**
 * Returns the operations that there are, in the order of the document.
 * @param part the function of AWS that asks; null on one machine, which serves every operation
 */
export const apiSummaries = (part: PortalPart | null): ApiSummary[] =>
  API_NAMES.filter((name) => part === null || PORTAL_ROUTES[name].part !== 'machine').map((name) => {
    const { method, path } = PORTAL_ROUTES[name];
    return { method, path, summary: OPERATIONS[name].summary };
  });

function pathOf(name: ApiName): RouteConfig {
  const { method, path, roles } = PORTAL_ROUTES[name];
  const { summary, answer, refusals, body, query, headers, status = 200 }: Operation = OPERATIONS[name];
  const names = [...path.matchAll(/\{(\w+)\}/gu)].map(([, parameter]) => parameter ?? '');
  const parameters = names.filter(isParameter).map((parameter) => [parameter, PARAMETERS[parameter]] as const);
  const all = { 401: 'Not signed in', 403: 'The role does not allow it', 422: 'Something is wrong', ...refusals };
  return {
    method: METHODS[method],
    path,
    operationId: name,
    summary,
    description: roles === 'all' ? 'For everyone who is signed in.' : `For ${[...roles].join(', ')}.`,
    request: {
      params: z.object(Object.fromEntries(parameters)),
      ...(query && { query }),
      ...(headers && { headers }),
      ...(body && { body: { required: true, content: contentOf(body) } }),
    },
    responses: {
      [status]: { description: 'The answer', ...(answer !== 'none' && { content: contentOf(answer) }) },
      ...Object.fromEntries(Object.entries(all).map(([code, description]) => [code, refusalIn(code, description)])),
    },
  };
}

const METHODS = { GET: 'get', POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const;

const contentOf = (answer: z.ZodType | 'file') =>
  answer === 'file'
    ? { '*/*': { schema: z.string().openapi({ type: 'string', format: 'binary' }) } }
    : { 'application/json': { schema: answer } };

const refusalIn = (code: string, description: string) =>
  code === '304' ? { description } : { description, content: { 'application/problem+json': { schema: PROBLEM } } };

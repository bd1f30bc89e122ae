import { hasRole, isAnalystOf, type Person, type PortalRole } from './person.ts';

/**
 * One route of the portal. `path` names its parameters as `{sheet}`. `part` is the function that serves it in AWS, so that each
 * has the rights of its own steps alone.
 */
export interface PortalRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly part: 'view' | 'exports' | 'review' | 'readers';
  /** `open`: without a session; `all`: everyone who is signed in. */
  readonly roles: 'open' | 'all' | readonly PortalRole[];
  /** The step it runs; null where it runs none. */
  readonly step: string | null;
}

const REVIEWERS = ['reviewer', 'approver'] as const;
/** Those who may see who did what. */
const AUDITORS = ['approver', 'operator'] as const;
const API = '/api/v1';

/** Every route. The router, the OpenAPI document and the test of every route and role are made from this list. */
export const PORTAL_ROUTES = {
  health: { method: 'GET', path: '/health', part: 'view', roles: 'open', step: null },
  openapi: { method: 'GET', path: '/api/openapi.json', part: 'view', roles: 'open', step: null },
  asset: { method: 'GET', path: '/assets/{file}', part: 'view', roles: 'open', step: null },
  signInPage: { method: 'GET', path: '/in/{link}', part: 'view', roles: 'open', step: null },
  signIn: { method: 'POST', path: '/in/{link}', part: 'view', roles: 'open', step: null },
  signOut: { method: 'POST', path: '/sign-out', part: 'view', roles: 'all', step: null },
  overview: { method: 'GET', path: '/', part: 'view', roles: 'all', step: 'show-timetable' },
  editions: { method: 'GET', path: '/editions', part: 'view', roles: 'all', step: 'show-timetable' },
  reviewPage: {
    method: 'GET',
    path: '/editions/{sheet}/{month}',
    part: 'review',
    roles: REVIEWERS,
    step: 'review-edition',
  },
  decidePage: {
    method: 'POST',
    path: '/editions/{sheet}/{month}',
    part: 'review',
    roles: ['approver'],
    step: 'decide-revision',
  },
  exportsPage: {
    method: 'GET',
    path: '/exports/{hotline}/{month}',
    part: 'exports',
    roles: ['analyst'],
    step: 'month-uploads',
  },
  check: {
    method: 'POST',
    path: `${API}/hotlines/{hotline}/months/{month}/checks/{name}`,
    part: 'exports',
    roles: ['analyst'],
    step: 'check-file',
  },
  upload: {
    method: 'POST',
    path: `${API}/hotlines/{hotline}/months/{month}/uploads/{name}`,
    part: 'exports',
    roles: ['analyst'],
    step: null,
  },
  uploadStatus: {
    method: 'GET',
    path: `${API}/hotlines/{hotline}/months/{month}/uploads/{name}`,
    part: 'exports',
    roles: ['analyst'],
    step: null,
  },
  checkProblems: {
    method: 'GET',
    path: `${API}/hotlines/{hotline}/months/{month}/checks/{check}/problems`,
    part: 'exports',
    roles: ['analyst'],
    step: null,
  },
  checkList: {
    method: 'GET',
    path: `${API}/hotlines/{hotline}/months/{month}/checks/{check}/problems.csv`,
    part: 'exports',
    roles: ['analyst'],
    step: null,
  },
  checkValues: {
    method: 'POST',
    path: `${API}/hotlines/{hotline}/months/{month}/checks/{name}/problems-with-values`,
    part: 'exports',
    roles: ['analyst'],
    step: 'check-file',
  },
  uploads: {
    method: 'GET',
    path: `${API}/hotlines/{hotline}/months/{month}/uploads`,
    part: 'exports',
    roles: ['analyst'],
    step: 'month-uploads',
  },
  uploadProblems: {
    method: 'GET',
    path: `${API}/hotlines/{hotline}/months/{month}/uploads/{name}/problems`,
    part: 'exports',
    roles: ['analyst'],
    step: 'month-uploads',
  },
  uploadList: {
    method: 'GET',
    path: `${API}/hotlines/{hotline}/months/{month}/uploads/{name}/problems.csv`,
    part: 'exports',
    roles: ['analyst'],
    step: 'month-uploads',
  },
  uploadValues: {
    method: 'POST',
    path: `${API}/hotlines/{hotline}/months/{month}/uploads/{name}/problems-with-values`,
    part: 'exports',
    roles: ['analyst'],
    step: 'month-uploads',
  },
  withdraw: {
    method: 'POST',
    path: `${API}/hotlines/{hotline}/months/{month}/uploads/{name}/withdrawals`,
    part: 'exports',
    roles: ['analyst'],
    step: 'month-uploads',
  },
  template: {
    method: 'GET',
    path: `${API}/hotlines/{hotline}/templates/{name}`,
    part: 'exports',
    roles: ['analyst'],
    step: 'hotline-columns',
  },
  uploadPage: {
    method: 'GET',
    path: '/exports/{hotline}/{month}/{name}',
    part: 'exports',
    roles: ['analyst'],
    step: 'month-uploads',
  },
  withdrawPage: {
    method: 'GET',
    path: '/exports/{hotline}/{month}/{name}/withdraw',
    part: 'exports',
    roles: ['analyst'],
    step: 'month-uploads',
  },
  withdrawByForm: {
    method: 'POST',
    path: '/exports/{hotline}/{month}/{name}/withdraw',
    part: 'exports',
    roles: ['analyst'],
    step: 'month-uploads',
  },
  activityPage: { method: 'GET', path: '/activity', part: 'view', roles: AUDITORS, step: null },
  activityCsv: { method: 'GET', path: '/activity.csv', part: 'view', roles: AUDITORS, step: null },
  activityLines: { method: 'GET', path: '/activity.jsonl', part: 'view', roles: AUDITORS, step: null },
  activity: { method: 'GET', path: `${API}/activity`, part: 'view', roles: AUDITORS, step: null },
  me: { method: 'GET', path: `${API}/me`, part: 'view', roles: 'all', step: null },
  timetable: { method: 'GET', path: `${API}/timetable`, part: 'view', roles: 'all', step: 'show-timetable' },
  file: {
    method: 'GET',
    path: `${API}/sheets/{sheet}/editions/{month}/revisions/{revision}/files/{file}`,
    part: 'view',
    roles: 'all',
    step: 'open-report-file',
  },
  review: {
    method: 'GET',
    path: `${API}/sheets/{sheet}/editions/{month}/review`,
    part: 'review',
    roles: REVIEWERS,
    step: 'review-edition',
  },
  decide: {
    method: 'POST',
    path: `${API}/sheets/{sheet}/editions/{month}/decisions`,
    part: 'review',
    roles: ['approver'],
    step: 'decide-revision',
  },
} as const satisfies Readonly<Record<string, PortalRoute>>;

export type RouteName = keyof typeof PORTAL_ROUTES;

/** Methods that change nothing: a request of any other comes from the portal's own pages, or is refused. */
export const isSafeMethod = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

/**
 * Whether a person may use a route. `hidden`: the route must answer as if there were no such hotline, for even that it is there
 * is not theirs to know.
 * @param hotline the hotline named in the path; null where none is
 */
export function access(
  { roles }: Pick<PortalRoute, 'roles'>,
  person: Person,
  hotline: string | null,
): 'allowed' | 'forbidden' | 'hidden' {
  if (roles === 'open' || roles === 'all') return 'allowed';
  const others = roles.filter((role) => role !== 'analyst');
  if (hasRole(person, ...others)) return 'allowed';
  if (!roles.includes('analyst') || !hasRole(person, 'analyst')) return 'forbidden';
  return hotline === null || isAnalystOf(person, hotline) ? 'allowed' : 'hidden';
}

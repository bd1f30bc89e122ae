import { DISTRIBUTION_ROUTES } from './distribution-routes.ts';
import { hasRole, isAnalystOf, type Person } from './person.ts';
import type { PortalPart, PortalRoute } from './portal-route.ts';
import { STAKEHOLDER_ROUTES } from './stakeholder-routes.ts';
import { UPLOAD_ROUTES } from './upload-routes.ts';

const REVIEWERS = ['reviewer', 'approver'] as const;
/** Those who may see who did what. */
const AUDITORS = ['approver', 'operator'] as const;
const API = '/api/v1';

/** Every route. The router, the OpenAPI document and the test of every route and role are made from this list. */
export const PORTAL_ROUTES = {
  health: { method: 'GET', path: '/health', part: 'view', roles: 'open', step: null },
  openapi: { method: 'GET', path: '/api/openapi.json', part: 'view', roles: 'open', step: null },
  asset: { method: 'GET', path: '/assets/{file}', part: 'view', roles: 'open', step: null },
  signInPage: { method: 'GET', path: '/in/{link}', part: 'machine', roles: 'open', step: null },
  signIn: { method: 'POST', path: '/in/{link}', part: 'machine', roles: 'open', step: null },
  beginSignIn: { method: 'GET', path: '/sign-in', part: 'view', roles: 'open', step: 'use-session' },
  finishSignIn: { method: 'GET', path: '/signed-in', part: 'view', roles: 'open', step: 'use-session' },
  signOut: { method: 'POST', path: '/sign-out', part: 'view', roles: 'all', step: null },
  overview: { method: 'GET', path: '/', part: 'view', roles: 'all', step: 'show-timetable' },
  exports: { method: 'GET', path: '/exports', part: 'view', roles: 'all', step: 'show-timetable' },
  help: { method: 'GET', path: '/help/{topic}', part: 'view', roles: 'all', step: null },
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
  familyPage: {
    method: 'GET',
    path: '/editions/{sheet}/{month}/family',
    part: 'review',
    roles: REVIEWERS,
    step: 'review-edition',
  },
  decideFamilyPage: {
    method: 'POST',
    path: '/editions/{sheet}/{month}/family',
    part: 'review',
    roles: ['approver'],
    step: 'decide-revision',
  },
  ...UPLOAD_ROUTES,
  activityPage: { method: 'GET', path: '/activity', part: 'view', roles: AUDITORS, step: 'show-activity' },
  activityCsv: { method: 'GET', path: '/activity.csv', part: 'view', roles: AUDITORS, step: 'show-activity' },
  activityLines: { method: 'GET', path: '/activity.jsonl', part: 'view', roles: AUDITORS, step: 'show-activity' },
  activity: { method: 'GET', path: `${API}/activity`, part: 'view', roles: AUDITORS, step: 'show-activity' },
  tokensPage: { method: 'GET', path: '/tokens', part: 'tokens', roles: 'all', step: 'issue-token' },
  makeTokenPage: { method: 'POST', path: '/tokens', part: 'tokens', roles: 'all', step: 'issue-token' },
  revokeTokenPage: {
    method: 'GET',
    path: '/tokens/{token}/revoke',
    part: 'tokens',
    roles: 'all',
    step: 'issue-token',
  },
  revokeToken: { method: 'POST', path: '/tokens/{token}/revoke', part: 'tokens', roles: 'all', step: 'issue-token' },
  tokens: { method: 'GET', path: `${API}/tokens`, part: 'tokens', roles: 'all', step: 'issue-token' },
  makeToken: { method: 'POST', path: `${API}/tokens`, part: 'tokens', roles: 'all', step: 'issue-token' },
  revocation: {
    method: 'POST',
    path: `${API}/tokens/{token}/revocation`,
    part: 'tokens',
    roles: 'all',
    step: 'issue-token',
  },
  events: { method: 'GET', path: `${API}/events`, part: 'view', roles: 'all', step: null },
  me: { method: 'GET', path: `${API}/me`, part: 'view', roles: 'all', step: null },
  timetable: { method: 'GET', path: `${API}/timetable`, part: 'view', roles: 'all', step: 'show-timetable' },
  editionPage: {
    method: 'GET',
    path: '/editions/{sheet}/{month}/revisions/{revision}',
    part: 'view',
    roles: 'all',
    step: 'open-edition',
  },
  sheetEditions: {
    method: 'GET',
    path: `${API}/sheets/{sheet}/editions`,
    part: 'view',
    roles: 'all',
    step: 'open-edition',
  },
  newest: {
    method: 'GET',
    path: `${API}/sheets/{sheet}/newest`,
    part: 'view',
    roles: 'all',
    step: 'open-edition',
  },
  revision: {
    method: 'GET',
    path: `${API}/sheets/{sheet}/editions/{month}/revisions/{revision}`,
    part: 'view',
    roles: 'all',
    step: 'open-edition',
  },
  explore: {
    method: 'GET',
    path: '/explore/{sheet}',
    part: 'view',
    roles: 'all',
    step: 'open-edition',
  },
  series: {
    method: 'GET',
    path: `${API}/sheets/{sheet}/figures/{figure}/series`,
    part: 'view',
    roles: 'all',
    step: 'open-edition',
  },
  dataPackage: {
    method: 'GET',
    path: `${API}/sheets/{sheet}/editions/{month}/revisions/{revision}/data-package.zip`,
    part: 'view',
    roles: 'all',
    step: 'open-edition',
  },
  file: {
    method: 'GET',
    path: `${API}/sheets/{sheet}/editions/{month}/revisions/{revision}/files/{file}`,
    part: 'view',
    roles: 'all',
    step: 'open-report-file',
  },
  draftFile: {
    method: 'GET',
    path: `${API}/sheets/{sheet}/editions/{month}/revisions/{revision}/drafts/{file}`,
    part: 'review',
    roles: REVIEWERS,
    step: 'open-draft-file',
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
  family: {
    method: 'GET',
    path: `${API}/sheets/{sheet}/editions/{month}/family`,
    part: 'review',
    roles: REVIEWERS,
    step: 'review-edition',
  },
  decideFamily: {
    method: 'POST',
    path: `${API}/sheets/{sheet}/editions/{month}/family/decisions`,
    part: 'review',
    roles: ['approver'],
    step: 'decide-revision',
  },
  ...STAKEHOLDER_ROUTES,
  ...DISTRIBUTION_ROUTES,
} as const satisfies Readonly<Record<string, PortalRoute>>;

export type RouteName = keyof typeof PORTAL_ROUTES;

/** Whether a function serves a route. One machine (`part` is null) serves every route. */
export const isServedBy = (route: Pick<PortalRoute, 'part'>, part: PortalPart | null): boolean =>
  part === null || route.part === part;

/** Methods that change nothing: a request of any other comes from the portal's own pages, or is refused. */
export const isSafeMethod = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

/**
 * Whether a person may use a route. `hidden`: the route must answer as if there were no such hotline, for even that it
 * is there is not theirs to know.
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

import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { PORTAL_ROUTES, type RouteName } from '../domain/portal-routes.ts';
import { answerError } from './answer-error.tsx';
import { hostGuard, originGuard, routeGuard, sessionGuard } from './guards.ts';
import type { PortalEnv } from './portal-env.ts';
import type { PortalOptions } from './portal-options.ts';
import { notFound, Refused } from './problem-document.ts';
import { requestLanguage } from './request-language.ts';
import { activityRoutes } from './routes/activity-routes.tsx';
import { editionRoutes } from './routes/edition-routes.ts';
import type { Handlers } from './routes/handlers.ts';
import { monthRoutes } from './routes/month-routes.tsx';
import { overviewRoutes } from './routes/overview-routes.tsx';
import { problemRoutes } from './routes/problem-routes.ts';
import { reviewRoutes } from './routes/review-routes.tsx';
import { sessionRoutes } from './routes/session-routes.tsx';
import { systemRoutes } from './routes/system-routes.ts';
import { uploadRoutes } from './routes/upload-routes.ts';
import { securityHeaders } from './security-headers.ts';

/** More than any form or document needs; files are sent another way. */
const LARGEST_BODY_BYTES = 64 * 1024;

export type Portal = Hono<PortalEnv>;

/** Creates the portal: its pages and its API as one function of requests, the same on one machine and in AWS. */
export function portal(options: PortalOptions): Portal {
  const app: Portal = new Hono<PortalEnv>();
  app.use(async (c, next) => {
    c.set('request', randomUUID());
    c.set('language', requestLanguage(c));
    await next();
    for (const [name, value] of Object.entries(securityHeaders(c.get('drawsPdf') === true))) c.header(name, value);
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
  });
  app.onError((error, c) => answerError(c, options, error));
  const tooLarge = () => {
    throw new Refused({ status: 413, kind: 'too-large', title: 'The request is too large' });
  };
  const small = bodyLimit({ maxSize: LARGEST_BODY_BYTES, onError: tooLarge });
  // files have their own limit, which is checked before they are read
  const limited: typeof small = (c, next) => (takesFile(c.req.path) ? next() : small(c, next));
  app.use(hostGuard(options), originGuard(options), limited);
  const handlers: Handlers = {
    ...systemRoutes(options),
    ...sessionRoutes(options),
    ...overviewRoutes(options),
    ...editionRoutes(options),
    ...reviewRoutes(options),
    ...uploadRoutes(options),
    ...problemRoutes(options),
    ...monthRoutes(options),
    ...activityRoutes(options),
  };
  for (const name of routeNames()) {
    const { method, path } = PORTAL_ROUTES[name];
    app.on(method, honoPath(path), routeGuard(name, options), handlers[name]);
  }
  // without a session, an address that exists cannot be distinguished from one that does not
  app.all('*', sessionGuard(options), () => {
    throw notFound();
  });
  return app;
}

const takesFile = (path: string): boolean =>
  /^\/api\/v1\/hotlines\/[^/]+\/months\/[^/]+\/(?:checks\/[^/]+\/problems-with-values|(?:checks|uploads)\/[^/]+)$/u.test(
    path,
  );

const isRouteName = (name: string): name is RouteName => Object.hasOwn(PORTAL_ROUTES, name);

const routeNames = (): RouteName[] => Object.keys(PORTAL_ROUTES).filter(isRouteName);

/** Converts a path to the router's syntax: `/editions/{sheet}` becomes `/editions/:sheet`. */
const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/gu, ':$1');

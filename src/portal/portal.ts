import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { KEYED_ROUTES } from '../domain/keyed-request.ts';
import { isServedBy, PORTAL_ROUTES, type RouteName } from '../domain/portal-routes.ts';
import { answerError } from './answer-error.tsx';
import { hostGuard, originGuard, routeGuard, sessionGuard } from './guards.ts';
import { idempotent } from './idempotency.ts';
import type { PortalEnv } from './portal-env.ts';
import type { PortalOptions } from './portal-options.ts';
import { notFound, Refused } from './problem-document.ts';
import { requestLanguage } from './request-language.ts';
import { activityRoutes } from './routes/activity-routes.tsx';
import { deliveryRoutes } from './routes/delivery-routes.tsx';
import { distributionApiRoutes } from './routes/distribution-api-routes.ts';
import { distributionRoutes } from './routes/distribution-routes.tsx';
import { editionPageRoutes } from './routes/edition-page-routes.tsx';
import { editionRoutes } from './routes/edition-routes.ts';
import { eventRoutes } from './routes/event-routes.ts';
import { exploreRoutes } from './routes/explore-routes.tsx';
import { familyRoutes } from './routes/family-routes.tsx';
import type { Handlers } from './routes/handlers.ts';
import { helpRoutes } from './routes/help-routes.tsx';
import { importApiRoutes } from './routes/import-api-routes.ts';
import { importRoutes } from './routes/import-routes.tsx';
import { monthRoutes } from './routes/month-routes.tsx';
import { offerRoutes } from './routes/offer-routes.ts';
import { overviewRoutes } from './routes/overview-routes.tsx';
import { packageRoutes } from './routes/package-routes.ts';
import { problemRoutes } from './routes/problem-routes.ts';
import { providerRoutes } from './routes/provider-routes.tsx';
import { reviewRoutes } from './routes/review-routes.tsx';
import { sessionRoutes } from './routes/session-routes.tsx';
import { stakeholderApiRoutes } from './routes/stakeholder-api-routes.ts';
import { stakeholderRoutes } from './routes/stakeholder-routes.tsx';
import { systemRoutes } from './routes/system-routes.ts';
import { tokenRoutes } from './routes/token-routes.tsx';
import { uploadRoutes } from './routes/upload-routes.ts';
import { securityHeaders } from './security-headers.ts';

/** More than any form or document needs; files are sent another way. */
const LARGEST_BODY_BYTES = 64 * 1024;

/** A list of stakeholders in base64, and some more. */
const LARGEST_LIST_BODY_BYTES = 2 * 1024 * 1024;

export type Portal = Hono<PortalEnv>;

/** Creates the portal: its pages and its API as one function of requests, the same on one machine and in AWS. */
export function portal(options: PortalOptions): Portal {
  const app: Portal = new Hono<PortalEnv>();
  const headersOf = securityHeaders(options.origins);
  app.use(async (c, next) => {
    c.set('request', randomUUID());
    c.set('language', requestLanguage(c));
    await next();
    // the page in a frame has its own policy
    for (const [name, value] of Object.entries(headersOf(c.get('drawsPdf') === true)))
      if (!c.res.headers.has(name)) c.header(name, value);
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
  });
  app.onError((error, c) => answerError(c, options, error));
  const tooLarge = () => {
    throw new Refused({ status: 413, kind: 'too-large', title: 'The request is too large' });
  };
  const small = bodyLimit({ maxSize: LARGEST_BODY_BYTES, onError: tooLarge });
  const list = bodyLimit({ maxSize: LARGEST_LIST_BODY_BYTES, onError: tooLarge });
  // files have their own limit, which is checked before they are read
  const limited: typeof small = (c, next) => {
    if (takesFile(c.req.path)) return next();
    return takesList(c.req.path) ? list(c, next) : small(c, next);
  };
  app.use(hostGuard(options), originGuard(options), limited);
  const handlers = handlersOf(options);
  const served = routeNames().filter((name) => isServedBy(PORTAL_ROUTES[name], options.part));
  for (const name of served) {
    const { method, path } = PORTAL_ROUTES[name];
    const guard = routeGuard(name, options);
    const once = idempotent(name, options.requests, options.report);
    if (KEYED_ROUTES[name]) app.on(method, honoPath(path), guard, once, handlers[name]);
    else app.on(method, honoPath(path), guard, handlers[name]);
  }
  // without a session, an address that exists cannot be distinguished from one that does not
  app.all('*', sessionGuard(options), () => {
    throw notFound();
  });
  return app;
}

/** Returns the handler of every route. */
const handlersOf = (options: PortalOptions): Handlers => ({
  ...systemRoutes(options),
  ...sessionRoutes(options),
  ...providerRoutes(options),
  ...overviewRoutes(options),
  ...helpRoutes(options),
  ...editionRoutes(options),
  ...editionPageRoutes(options),
  ...packageRoutes(options),
  ...exploreRoutes(options),
  ...eventRoutes(options),
  ...reviewRoutes(options),
  ...familyRoutes(options),
  ...uploadRoutes(options),
  ...problemRoutes(options),
  ...monthRoutes(options),
  ...activityRoutes(options),
  ...tokenRoutes(options),
  ...offerRoutes(options),
  ...distributionRoutes(options),
  ...deliveryRoutes(options),
  ...distributionApiRoutes(options),
  ...stakeholderRoutes(options),
  ...stakeholderApiRoutes(options),
  ...importRoutes(options),
  ...importApiRoutes(options),
});

const takesFile = (path: string): boolean =>
  /^\/api\/v1\/hotlines\/[^/]+\/months\/[^/]+\/(?:checks\/[^/]+\/problems-with-values|(?:checks|uploads)\/[^/]+)$/u.test(
    path,
  );

const takesList = (path: string): boolean =>
  /^\/(?:stakeholders\/import(?:\/confirm)?|api\/v1\/stakeholders\/imports)$/u.test(path);

const isRouteName = (name: string): name is RouteName => Object.hasOwn(PORTAL_ROUTES, name);

const routeNames = (): RouteName[] => Object.keys(PORTAL_ROUTES).filter(isRouteName);

/**
 * Converts a path to the router's syntax: `/editions/{sheet}` becomes `/editions/:sheet`. The name of a file may
 * contain a slash, which API Gateway decodes.
 */
const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/gu, ':$1').replace(/:file$/u, ':file{.+}');

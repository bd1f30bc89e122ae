import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { access, isSafeMethod, PORTAL_ROUTES, type RouteName } from '../domain/portal-routes.ts';
import type { PortalEnv } from './portal-env.ts';
import type { PortalOptions } from './portal-options.ts';
import { notFound, Refused } from './problem-document.ts';

type Guard = MiddlewareHandler<PortalEnv>;

/**
 * Accepts only requests for the portal's own host names: another site's name may resolve to this machine (DNS
 * rebinding).
 */
export const hostGuard =
  ({ hosts }: Pick<PortalOptions, 'hosts'>): Guard =>
  async (c, next) => {
    if (!hosts().includes(c.req.header('host') ?? ''))
      throw new Refused({ status: 421, kind: 'other-host', title: 'Another host was asked for' });
    await next();
  };

/**
 * Accepts a request that may change something only from the portal's own pages, whatever its content type. Browsers
 * send Sec-Fetch-Site, older ones send Origin. A request with neither header is refused.
 */
export const originGuard =
  ({ hosts, scheme }: Pick<PortalOptions, 'hosts' | 'scheme'>): Guard =>
  async (c, next) => {
    const site = c.req.header('sec-fetch-site');
    const origin = c.req.header('origin');
    const isOwnOrigin = origin !== undefined && hosts().some((host) => origin === `${scheme}://${host}`);
    const isOwn = site === undefined ? isOwnOrigin : site === 'same-origin' && (origin === undefined || isOwnOrigin);
    if (!isSafeMethod(c.req.method) && !isOwn)
      throw new Refused({ status: 403, kind: 'other-site', title: 'Another site sent this request' });
    await next();
  };

/** Accepts people who are signed in. */
export const sessionGuard =
  ({ sessions, cookie }: Pick<PortalOptions, 'sessions' | 'cookie'>): Guard =>
  async (c, next) => {
    const secret = getCookie(c, cookie);
    const person = secret === undefined ? null : await sessions.personOf(secret);
    if (!person) throw new Refused({ status: 401, kind: 'sign-in', title: 'Sign in' });
    c.set('person', person);
    await next();
  };

/** Accepts people who are signed in and have the route's role. */
export function routeGuard(name: RouteName, options: Pick<PortalOptions, 'sessions' | 'cookie'>): Guard {
  const route = PORTAL_ROUTES[name];
  const signedIn = sessionGuard(options);
  return async (c, next) => {
    if (route.roles === 'open') return next();
    return signedIn(c, async () => {
      const allowed = access(route, c.get('person'), c.req.param('hotline') ?? null);
      if (allowed === 'hidden') throw notFound();
      if (allowed === 'forbidden')
        throw new Refused({ status: 403, kind: 'forbidden', title: 'Your role does not allow this' });
      await next();
    });
  };
}

import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Person } from '../domain/person.ts';
import { access, isSafeMethod, PORTAL_ROUTES, type RouteName } from '../domain/portal-routes.ts';
import { grantsWithin } from '../domain/token.ts';
import { tokenOf } from '../steps/issue-token.ts';
import type { PortalEnv, PortalRequest } from './portal-env.ts';
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
    // a program sends no cookie, and no other site can send its token
    if (!isSafeMethod(c.req.method) && !isOwn && c.req.header('authorization') === undefined)
      throw new Refused({ status: 403, kind: 'other-site', title: 'Another site sent this request' });
    await next();
  };

type SignedIn = Pick<PortalOptions, 'sessions' | 'cookie' | 'use' | 'personOf' | 'attempts'>;

/**
 * Accepts people who are signed in, and in the API programs with a token. A request with an Authorization header is
 * never judged by its cookie: another site could make a browser send that.
 */
export const sessionGuard =
  (options: SignedIn): Guard =>
  async (c, next) => {
    const authorization = c.req.header('authorization');
    const person =
      authorization === undefined ? await personOfCookie(c, options) : await personOfToken(c, options, authorization);
    if (!person) throw new Refused({ status: 401, kind: 'sign-in', title: 'Sign in' });
    c.set('person', person);
    await next();
  };

async function personOfCookie(c: PortalRequest, { sessions, cookie }: SignedIn): Promise<Person | null> {
  const secret = getCookie(c, cookie);
  return secret === undefined ? null : sessions.personOf(secret);
}

/** Returns the person that a token acts for, with those of its roles that the person still has. */
async function personOfToken(c: PortalRequest, options: SignedIn, authorization: string): Promise<Person | null> {
  const text = /^Bearer +(fsk_\S{1,200})$/iu.exec(authorization)?.[1];
  if (text === undefined || !c.req.path.startsWith('/api/')) return null;
  options.attempts.assertFree();
  const token = await options.use(({ effects }) => tokenOf(effects, text));
  if (!token) {
    options.attempts.count();
    return null;
  }
  const person = await options.personOf(token);
  c.set('token', token.id);
  return person && { ...person, grants: grantsWithin(person, token.scopes) };
}

/** Accepts people who are signed in and have the route's role. */
export function routeGuard(name: RouteName, options: SignedIn): Guard {
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

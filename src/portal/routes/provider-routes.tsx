import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { recordActivity } from '../../steps/record-activity.ts';
import { frameOf, sendPage } from '../answer-page.tsx';
import { SignInRefused } from '../pages/sign-in-page.tsx';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalOptions } from '../portal-options.ts';
import { notFound } from '../problem-document.ts';
import type { Handlers } from './handlers.ts';
import { cookieAttributes } from './session-routes.tsx';

/** How long a person may take at the identity provider, in seconds. */
const PENDING_SECONDS = 600;

/** Separates the page to which a sign-in returns from the rest of the cookie; no address and no token contains it. */
const SEPARATOR = ' ';

/** The routes for signing in with an identity provider. On one machine there is none. */
export function providerRoutes(options: PortalOptions): Pick<Handlers, 'beginSignIn' | 'finishSignIn'> {
  const { signIn, cookie, scheme } = options;
  const pendingCookie = `${cookie}-pending`;
  const attributes = cookieAttributes(scheme);
  return {
    async beginSignIn(c) {
      if (!signIn) throw notFound();
      const { address, pending } = await signIn.begin();
      const kept = [ownPath(c.req.query('then')), pending].join(SEPARATOR);
      setCookie(c, pendingCookie, kept, { ...attributes, maxAge: PENDING_SECONDS });
      return c.redirect(address, 303);
    },
    async finishSignIn(c) {
      if (!signIn) throw notFound();
      const [then = '', pending = ''] = (getCookie(c, pendingCookie) ?? '').split(SEPARATOR);
      deleteCookie(c, pendingCookie, attributes);
      if (pending === '') return sendRefusal(c, options, 'failed');
      const found = await signIn.finish(new URL(c.req.url), pending);
      if ('refused' in found) return sendRefusal(c, options, found.refused);
      const actor = { who: found.person.name, via: 'portal' } as const;
      await options.use(({ effects }) => recordActivity(effects, actor, 'signed-in', {}));
      setCookie(c, cookie, found.secret, attributes);
      return c.redirect(ownPath(then), 303);
    },
  };
}

const sendRefusal = (c: PortalRequest, options: PortalOptions, why: 'failed' | 'no-role'): Response =>
  sendPage(
    c,
    <SignInRefused frame={frameOf(c, options)} why={why} signOut={options.signIn?.signOutAddress ?? '/'} />,
    403,
  );

/** Returns a path of the portal itself. An address of another site, which browsers would follow, becomes the overview. */
const ownPath = (then: string | undefined): string =>
  /^\/(?![/\\])[\x21-\x7e]*$/u.test(then ?? '') ? (then ?? '/') : '/';

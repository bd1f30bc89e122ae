import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { rolesOf } from '../../domain/person.ts';
import { recordActivity } from '../../steps/record-activity.ts';
import { frameOf, sendPage } from '../answer-page.tsx';
import { LinkOver, PersonChooser } from '../pages/sign-in-page.tsx';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalOptions } from '../portal-options.ts';
import { record } from '../record.ts';
import type { Handlers } from './handlers.ts';

/** Lax, because reviewers follow links in mails and the identity provider sends browsers back. */
export const cookieAttributes = (scheme: PortalOptions['scheme']) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: scheme === 'https' }) as const;

type SessionHandlers = Pick<Handlers, 'signInPage' | 'signIn' | 'signOut' | 'me'>;

/** The routes for signing in with a link that works once, signing out, and showing who is signed in. */
export function sessionRoutes(options: PortalOptions): SessionHandlers {
  const { sessions, cookie, scheme } = options;
  const attributes = cookieAttributes(scheme);
  return {
    // opening the link does not use it up, because programs that preview links would use it first
    signInPage: (c) => chooser(c, options, false),
    async signIn(c) {
      const { name } = await c.req.parseBody();
      if (typeof name !== 'string') return chooser(c, options, true);
      options.attempts.assertFree();
      // the state is opened first: a link that is used up must not be lost because the state is in use
      const secret = await options.use(async ({ effects }) => {
        const made = await sessions.signIn(c.req.param('link') ?? '', name);
        if (made !== null) await recordActivity(effects, { who: name, via: 'portal' }, 'signed-in', {});
        return made;
      });
      if (secret === null) options.attempts.count();
      if (secret === null) return sendPage(c, <LinkOver frame={frameOf(c, options)} />, 403);
      setCookie(c, cookie, secret, attributes);
      return c.redirect('/', 303);
    },
    async signOut(c) {
      await sessions.signOut(getCookie(c, cookie) ?? '');
      deleteCookie(c, cookie, attributes);
      await options.use(({ effects }) => record(c, effects, 'signed-out', {}));
      // without the provider's own sign-out, its session would sign in again without a question
      return c.redirect(options.signIn?.signOutAddress ?? '/', 303);
    },
    me(c) {
      const person = c.get('person');
      return c.json({ name: person.name, roles: rolesOf(person), grants: person.grants });
    },
  };
}

async function chooser(c: PortalRequest, options: PortalOptions, isMissing: boolean): Promise<Response> {
  const frame = frameOf(c, options);
  const names = await options.sessions.choices(c.req.param('link') ?? '');
  if (!names || names.length === 0) return sendPage(c, <LinkOver frame={frame} />, 403);
  const page = <PersonChooser frame={frame} names={names} action={c.req.path} isMissing={isMissing} />;
  return sendPage(c, page, isMissing ? 422 : 200);
}

import { getCookie } from 'hono/cookie';
import type { PortalOptions } from '../portal-options.ts';
import type { Handlers } from './handlers.ts';

/**
 * The stream that reports changes to pages. Without one (in AWS, for a program, or when there are too many) the answer is
 * 204, after which a browser does not connect again.
 */
export const eventRoutes = ({ changes, sessions, cookie }: PortalOptions): Pick<Handlers, 'events'> => ({
  async events(c) {
    const secret = getCookie(c, cookie);
    const isSession = secret !== undefined && c.get('token') === undefined;
    const stream = isSession ? changes?.(async () => (await sessions.personOf(secret)) !== null) : null;
    if (!stream) return c.body(null, 204);
    return c.body(stream, 200, { 'content-type': 'text/event-stream; charset=utf-8' });
  },
});

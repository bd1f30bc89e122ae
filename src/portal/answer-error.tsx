import { HTTPException } from 'hono/http-exception';
import { frameOf, sendPage } from './answer-page.tsx';
import { ErrorPage } from './pages/error-page.tsx';
import { SignInNeeded } from './pages/sign-in-page.tsx';
import type { PortalRequest } from './portal-env.ts';
import type { PortalOptions } from './portal-options.ts';
import { problemDocument, type Refusal, refusalOf } from './problem-document.ts';

/** Answers a failed request with a problem document for a program, or a page for a person. */
export function answerError(c: PortalRequest, options: PortalOptions, error: unknown): Response {
  // the person cancelled, or the connection was lost: no one reads the answer, and the program did not fail
  if (c.req.raw.signal.aborted) return problemDocument(GONE, c.get('request'));
  const refusal = error instanceof HTTPException ? ofRouter(error) : refusalOf(error, /\/.+\/.+/u.test(c.req.path));
  if (refusal.status >= 500) options.report(c.get('request'), error);
  if (c.req.path.startsWith('/api/')) return problemDocument(refusal, c.get('request'));
  const frame = frameOf(c, options);
  if (refusal.retryAfter !== undefined) c.header('retry-after', String(refusal.retryAfter));
  if (refusal.kind === 'sign-in') {
    const address = options.signIn ? `/sign-in?then=${encodeURIComponent(frame.path)}` : null;
    return sendPage(c, <SignInNeeded frame={frame} address={address} />, refusal.status);
  }
  const page = <ErrorPage frame={frame} kind={refusal.kind} refusal={refusal} request={c.get('request')} />;
  return sendPage(c, page, refusal.status);
}

const GONE: Refusal = { status: 400, kind: 'invalid', title: 'The connection was closed' };

/** Converts an error of the router itself: the body does not match its content type. */
const ofRouter = ({ status }: HTTPException): Refusal =>
  status < 500
    ? { status: 400, kind: 'invalid', title: 'The request cannot be read' }
    : { status: 500, kind: 'failed', title: 'The portal could not answer' };

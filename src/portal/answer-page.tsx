import type { Child } from 'hono/jsx';
import type { Frame } from './pages/layout.tsx';
import type { PortalRequest } from './portal-env.ts';
import type { PortalOptions } from './portal-options.ts';
import type { Refusal } from './problem-document.ts';
import { wordsIn } from './words/portal-words.ts';

/** Returns the frame of a request's page: its words, person and assets. */
export function frameOf(c: PortalRequest, { paths, version }: Pick<PortalOptions, 'paths' | 'version'>): Frame {
  const url = new URL(c.req.url);
  url.searchParams.delete('lang');
  return {
    words: wordsIn(c.get('language')),
    person: c.get('person') ?? null,
    assets: paths,
    version,
    // a page that answers a form is reloaded by its address, which accepts GET
    path: `${url.pathname}${url.search}`,
  };
}

/** Answers with a page. Without the doctype, browsers would use quirks mode. */
export const sendPage = (c: PortalRequest, page: Child, status: 200 | 201 | Refusal['status'] = 200): Response =>
  c.body(`<!doctype html>${String(page)}`, status, {
    'content-type': 'text/html; charset=utf-8',
    'content-language': c.get('language'),
    vary: 'cookie, accept-language',
  });

import { linkPage } from '../../distribution/links/link-page.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Language } from '../../domain/languages.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import type { LinkPage } from '../../words/reader-words.ts';
import { leaveList, leaveReader, readLeaveLink } from './leave-list.ts';
import { openReportLink } from './open-report-link.ts';

export type LinkEffects = EffectsOf<'answer-link'> & Pick<Effects, 'clock' | 'log'>;

/** The HTTP answer to a link. */
export interface LinkAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const STATUS: Readonly<Record<LinkPage, number>> = {
  forged: 404,
  expired: 410,
  revoked: 410,
  missing: 404,
  leave: 200,
  left: 200,
  ended: 410,
  failed: 503,
};

/**
 * Answers the links of messages.
 *
 *     GET  /report/<token>   redirects to the report, for a minute   GET  /leave/<token>   asks first
 *                                                                    POST /leave/<token>   removes the reader from the list
 *
 * A mail program posts by itself when its user clicks "unsubscribe" (RFC 8058).
 */
export async function answerLink(effects: LinkEffects, method: string, path: string): Promise<LinkAnswer> {
  const [, what, token = ''] = /^\/(report|leave)\/([A-Za-z0-9_.-]+)$/u.exec(path) ?? [];
  if (what === 'report' && (method === 'GET' || method === 'HEAD')) {
    const opened = await openReportLink(effects, token);
    return opened.status === 'open' ? redirect(opened.url) : showPage(opened.status, opened.reader);
  }
  const reader = what === 'leave' ? await leaveReader(effects, token) : null;
  if (what === 'leave' && method === 'POST') return showPage(await leaveList(effects, token), reader);
  if (what === 'leave' && (method === 'GET' || method === 'HEAD'))
    return showPage(await readLeaveLink(effects, token), reader);
  return showPage('missing', null);
}

/** Returns the answer to use if the program itself fails: a reader of the page must not see why. */
export const failedAnswer = (): LinkAnswer => showPage('failed', null);

/** Browsers must not store anything of a link or pass it on. */
const PRIVATE = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' };

const redirect = (location: string): LinkAnswer => ({ statusCode: 302, headers: { ...PRIVATE, location }, body: '' });

const showPage = (page: LinkPage, reader: Language | null): LinkAnswer => ({
  statusCode: STATUS[page],
  headers: {
    ...PRIVATE,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  },
  body: linkPage(page, reader),
});

import { getCookie, setCookie } from 'hono/cookie';
import type { Language } from '../domain/languages.ts';
import type { PortalRequest } from './portal-env.ts';

/** A revision's pages in one language. */
interface OpenedPages {
  readonly sheet: string;
  readonly month: string;
  readonly revision: number;
  readonly language: Language;
}

const A_MONTH_SECONDS = 30 * 86_400;

/**
 * Notes in the browser that the pages of a revision were opened in a language, and returns the languages of the sheet in
 * which this browser has not opened them yet. It is a reminder, not a record of what a person has read.
 */
export function unopenedInBrowser(
  c: PortalRequest,
  { sheet, month, revision, language }: OpenedPages,
  languages: readonly Language[],
): Language[] {
  // the cookie of one edition reaches the pages of that edition only
  const path = `/editions/${sheet}/${month}`;
  const [number, ...before] = (getCookie(c, COOKIE) ?? '').split('.');
  const known = number === String(revision) ? before : [];
  const opened = languages.filter((one) => one === language || known.includes(one));
  const value = [revision, ...opened].join('.');
  setCookie(c, COOKIE, value, { path, httpOnly: true, sameSite: 'Lax', maxAge: A_MONTH_SECONDS });
  return languages.filter((one) => !opened.includes(one));
}

const COOKIE = 'factsheets-opened';

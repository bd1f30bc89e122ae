import { getCookie, setCookie } from 'hono/cookie';
import { USER_LANGUAGES, type UserLanguage } from '../domain/languages.ts';
import type { PortalRequest } from './portal-env.ts';

const COOKIE = 'factsheets-language';
const A_YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Returns the language of a request: `?lang=`, which is remembered; else the remembered one; else the first
 * of the browser's languages that is available.
 */
export function requestLanguage(c: PortalRequest): UserLanguage {
  const asked = languageNamed(c.req.query('lang'));
  if (asked) setCookie(c, COOKIE, asked, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: A_YEAR_SECONDS });
  return asked ?? languageNamed(getCookie(c, COOKIE)) ?? browserLanguage(c.req.header('accept-language') ?? '');
}

const languageNamed = (name: string | undefined): UserLanguage | null =>
  USER_LANGUAGES.find((one) => one === name) ?? null;

function browserLanguage(header: string): UserLanguage {
  const names = header.split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return names.map(languageNamed).find((language) => language !== null) ?? USER_LANGUAGES[0];
}

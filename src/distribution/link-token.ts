import { createHmac, timingSafeEqual } from 'node:crypto';
import { LANGUAGES, type Language } from '../contract/languages.ts';
import { type Month, parseMonth } from '../domain/month.ts';

/** What a link opens: one stakeholder's copy of one revision, until an instant. */
export interface ReportLink {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  readonly stakeholder: string;
  readonly language: Language;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/**
 * The token of a link: its content and a keyed hash, so that nobody can make or change one. It names a stakeholder by the
 * hash of their address alone.
 */
export function reportToken(secret: Uint8Array, link: ReportLink): string {
  const { sheet, month, revision, stakeholder, language, expires } = link;
  return signed(secret, 'report', [sheet, month, String(revision), stakeholder, language, String(expires)]);
}

/** What a token opens; null when it is forged, cut or none. Whether it is expired is the caller's to ask. */
export function readReportToken(secret: Uint8Array, token: string): ReportLink | null {
  const parts = verified(secret, 'report', token);
  const [sheet = '', month = '', revision, stakeholder = '', code, expires] = parts ?? [];
  const parsed = parseMonth(month);
  const language = LANGUAGES.find((one) => one === code);
  if (!parts || !parsed || !language) return null;
  return { sheet, month: parsed, revision: Number(revision), stakeholder, language, expires: Number(expires) };
}

/** The token with which a stakeholder leaves. It works for ever: so does the message it stands in. */
export const leaveToken = (secret: Uint8Array, stakeholder: string): string => signed(secret, 'leave', [stakeholder]);

/** Who leaves; null when the token is forged, cut or none. */
export const readLeaveToken = (secret: Uint8Array, token: string): string | null =>
  verified(secret, 'leave', token)?.[0] ?? null;

type Purpose = 'report' | 'leave';

function signed(secret: Uint8Array, purpose: Purpose, parts: readonly string[]): string {
  const content = Buffer.from(parts.join('|')).toString('base64url');
  return `${content}.${hashOf(secret, purpose, content).toString('base64url')}`;
}

function verified(secret: Uint8Array, purpose: Purpose, token: string): string[] | null {
  const [content = '', hash = '', ...rest] = token.split('.');
  // texts are compared and not what they decode to: base64 has several spellings of one hash, and only one is ours
  const [given, right] = [Buffer.from(hash), Buffer.from(hashOf(secret, purpose, content).toString('base64url'))];
  if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return null;
  return Buffer.from(content, 'base64url').toString('utf8').split('|');
}

/** A key of its own for each purpose, so that a token of one never passes for another, nor a hash of an id for either. */
const hashOf = (secret: Uint8Array, purpose: Purpose, content: string): Buffer =>
  createHmac('sha256', createHmac('sha256', secret).update(`link key: ${purpose}`).digest())
    .update(content)
    .digest();

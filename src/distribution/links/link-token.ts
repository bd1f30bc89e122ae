import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { LANGUAGES, type Language } from '../../domain/languages.ts';
import { type Month, parseMonth } from '../../domain/month.ts';
import type { FormerStakeholder, Stakeholder } from '../../domain/stakeholder.ts';

/** Whose link it is, and until when it answers. */
interface OfPerson {
  /** The stakeholder's id. */
  readonly stakeholder: string;
  /** When they were put on the list, in milliseconds since 1970: who left and comes back gets new links. */
  readonly listed: number;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** What a link opens: one stakeholder's copy of one revision, until an instant. */
export interface ReportLink extends OfPerson {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  readonly language: Language;
}

/** For how long after the last message to its reader a link to leave works: a year, whatever its day. */
export const LEAVE_DAYS = 366;

/** What a link does: one stakeholder leaves the list. `expires` is a year after its own message. */
export type LeaveLink = OfPerson;

/**
 * The token of a link: its content and a keyed hash, so that nobody can make or change one. It names a stakeholder by the
 * hash of their address alone.
 */
export function reportToken(secret: Uint8Array, link: ReportLink): string {
  const { sheet, month, revision, language } = link;
  return signed(secret, 'report', [sheet, month, String(revision), language, ...partsOfPerson(link)]);
}

/**
 * What a token opens; null when it is forged, cut or none. Whether it is expired is the caller's to ask.
 * @param secrets those whose links are accepted
 */
export function readReportToken(secrets: readonly Uint8Array[], token: string): ReportLink | null {
  const [sheet = '', month = '', revision, code, ...person] = verified(secrets, 'report', token) ?? [];
  const parsed = parseMonth(month);
  const language = LANGUAGES.find((one) => one === code);
  if (!parsed || !language) return null;
  return { sheet, month: parsed, revision: Number(revision), language, ...personOf(person) };
}

/** The token with which a stakeholder leaves. */
export const leaveToken = (secret: Uint8Array, link: LeaveLink): string => signed(secret, 'leave', partsOfPerson(link));

/** Who leaves; null when the token is forged, cut or none. Whether it is expired is the caller's to ask. */
export function readLeaveToken(secrets: readonly Uint8Array[], token: string): LeaveLink | null {
  const parts = verified(secrets, 'leave', token);
  return parts && personOf(parts);
}

/** Whether whoever a link was made for is on the list still: who left since and came back is another for it. */
export const isListed = (person: Stakeholder | FormerStakeholder | null, { listed }: LeaveLink): boolean =>
  person !== null && person.status !== 'left' && Date.parse(person.addedAt) === listed;

const partsOfPerson = ({ stakeholder, listed, expires }: OfPerson): string[] => [
  stakeholder,
  String(listed),
  String(expires),
];

const personOf = ([stakeholder = '', listed, expires]: readonly string[]): OfPerson => ({
  stakeholder,
  listed: Number(listed),
  expires: Number(expires),
});

type Purpose = 'report' | 'leave';

function signed(secret: Uint8Array, purpose: Purpose, parts: readonly string[]): string {
  const content = Buffer.from(parts.join('|')).toString('base64url');
  return `${content}.${hashOf(secret, purpose, content)}`;
}

function verified(secrets: readonly Uint8Array[], purpose: Purpose, token: string): string[] | null {
  const [content = '', hash = '', ...rest] = token.split('.');
  if (rest.length > 0 || !secrets.some((secret) => isEqual(hash, hashOf(secret, purpose, content)))) return null;
  return Buffer.from(content, 'base64url').toString('utf8').split('|');
}

/** Texts are compared and not what they decode to: base64 has several spellings of one hash, and only one is ours. */
function isEqual(hash: string, right: string): boolean {
  const [given, expected] = [Buffer.from(hash), Buffer.from(right)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** A key of its own for each purpose (HKDF-SHA256), so that a token of one never passes for another. */
function hashOf(secret: Uint8Array, purpose: Purpose, content: string): string {
  const key = hkdfSync('sha256', secret, new Uint8Array(), `hotline-factsheets 1: link to ${purpose}`, 32);
  return createHmac('sha256', Buffer.from(key)).update(content).digest('base64url');
}

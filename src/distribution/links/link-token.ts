import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { LANGUAGES, type Language } from '../../domain/languages.ts';
import { type Month, parseMonth } from '../../domain/month.ts';
import type { FormerStakeholder, Stakeholder } from '../../domain/stakeholder.ts';

/** The person a link belongs to, and when the link expires. */
interface OfPerson {
  /** The stakeholder's id. */
  readonly stakeholder: string;
  /** When the person joined the list, in milliseconds since 1970: someone who leaves and comes back gets new links. */
  readonly listed: number;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** A link to one stakeholder's copy of one revision, valid until it expires. */
export interface ReportLink extends OfPerson {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  readonly language: Language;
}

/** How many days a link to leave works after the last message to its reader: a year, including a leap year. */
export const LEAVE_DAYS = 366;

/** A link with which one stakeholder leaves the list. `expires` is a year after the message that contains the link. */
export type LeaveLink = OfPerson;

/**
 * Returns the token of a link: its content and a keyed hash, so that no one without the key can make or change a token.
 * It identifies a stakeholder by the hash of their address alone.
 */
export function reportToken(secret: Uint8Array, link: ReportLink): string {
  const { sheet, month, revision, language } = link;
  return sign(secret, 'report', [sheet, month, String(revision), language, ...partsOfPerson(link)]);
}

/**
 * Returns the report link in a token; null if the token is forged, truncated or empty. The caller checks whether the
 * link has expired.
 * @param secrets the secrets whose links are accepted
 */
export function readReportToken(secrets: readonly Uint8Array[], token: string): ReportLink | null {
  const [sheet = '', month = '', revision, code, ...person] = verify(secrets, 'report', token) ?? [];
  const parsed = parseMonth(month);
  const language = LANGUAGES.find((one) => one === code);
  if (!parsed || !language) return null;
  return { sheet, month: parsed, revision: Number(revision), language, ...personOf(person) };
}

/** Returns the token with which a stakeholder leaves the list. */
export const leaveToken = (secret: Uint8Array, link: LeaveLink): string => sign(secret, 'leave', partsOfPerson(link));

/**
 * Returns the leave link in a token; null if the token is forged, truncated or empty. The caller checks whether the
 * link has expired.
 */
export function readLeaveToken(secrets: readonly Uint8Array[], token: string): LeaveLink | null {
  const parts = verify(secrets, 'leave', token);
  return parts && personOf(parts);
}

/**
 * Whether the person a link was made for is still on the list. Someone who left and came back counts as another person.
 */
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

function sign(secret: Uint8Array, purpose: Purpose, parts: readonly string[]): string {
  const content = Buffer.from(parts.join('|')).toString('base64url');
  return `${content}.${hashOf(secret, purpose, content)}`;
}

function verify(secrets: readonly Uint8Array[], purpose: Purpose, token: string): string[] | null {
  const [content = '', hash = '', ...rest] = token.split('.');
  if (rest.length > 0 || !secrets.some((secret) => isEqual(hash, hashOf(secret, purpose, content)))) return null;
  return Buffer.from(content, 'base64url').toString('utf8').split('|');
}

/** Compares the texts, not the bytes they decode to: base64 has several spellings of one hash, and only one is ours. */
function isEqual(hash: string, right: string): boolean {
  const [given, expected] = [Buffer.from(hash), Buffer.from(right)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Uses a separate key for each purpose (HKDF-SHA256), so that a token for one never passes as a token for another. */
function hashOf(secret: Uint8Array, purpose: Purpose, content: string): string {
  const key = hkdfSync('sha256', secret, new Uint8Array(), `hotline-factsheets 1: link to ${purpose}`, 32);
  return createHmac('sha256', Buffer.from(key)).update(content).digest('base64url');
}

import type { Grant, Person } from './person.ts';
import { isAnalystOf } from './person.ts';

/** A token with which a program acts for a person. The secret itself is not stored. */
export interface Token {
  /** 16 hex digits; part of the token's text. */
  readonly id: string;
  /** What the person calls it. */
  readonly name: string;
  /** The name of the person that it acts for. */
  readonly person: string;
  /** The identity provider's permanent id of the person; null on one machine, where names are the ids. */
  readonly subject: string | null;
  /** What it may do, as far as the person may still do it. */
  readonly scopes: readonly Grant[];
  /** SHA-256 of its text, hex. */
  readonly hash: string;
  /** ISO 8601, like the other times. */
  readonly madeAt: string;
  readonly until: string;
  readonly revokedAt: string | null;
  /** Raised by every write. */
  readonly generation: number;
}

/**
 * The tokens. Reads are consistent. When a token was used is stored apart from it: every function that accepts tokens
 * records that, and only one may make them.
 */
export interface Tokens {
  all(): Promise<Token[]>;
  byId(id: string): Promise<Token | null>;
  /** Writes a token if its generation is one more than the stored one; returns false if it is not. */
  put(token: Token): Promise<boolean>;
  /** When each token was last used, by id, ISO 8601 to the hour; missing if it was never used. */
  uses(): Promise<ReadonlyMap<string, string>>;
  /** When a token was last used; null if it was never used. */
  usedAt(id: string): Promise<string | null>;
  recordUse(id: string, at: string): Promise<void>;
}

/** The most days that a token may be valid. */
export const LONGEST_TOKEN_DAYS = 90;

/** Whether a token may be used at a time. */
export const isValidToken = ({ until, revokedAt }: Token, now: Date): boolean =>
  revokedAt === null && Date.parse(until) > now.getTime();

/** Whether a token acts for a person. Two people may have one name, except on one machine. */
export const isTokenOf = (token: Pick<Token, 'person' | 'subject'>, person: Person): boolean =>
  token.subject === (person.subject ?? null) && (token.subject !== null || token.person === person.name);

/** Whether a person has a grant: one for every hotline includes each of them. */
const holds = (person: Person, grant: Grant): boolean => {
  if (person.grants.includes(grant)) return true;
  const [role, hotline] = grant.split(':');
  return role === 'analyst' && hotline !== undefined && hotline !== '*' && isAnalystOf(person, hotline);
};

/** Returns those of some grants that a person has now: what a token may still do, or may be made for. */
export const grantsWithin = (person: Person, grants: readonly Grant[]): Grant[] =>
  grants.filter((grant) => holds(person, grant));

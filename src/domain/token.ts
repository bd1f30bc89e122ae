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
  /** What it may do, as far as the person may still do it. */
  readonly scopes: readonly Grant[];
  /** SHA-256 of its text, hex. */
  readonly hash: string;
  /** ISO 8601, like the other times. */
  readonly madeAt: string;
  readonly until: string;
  readonly revokedAt: string | null;
  /** When it was last used, to the hour; null if it was never used. */
  readonly usedAt: string | null;
  /** Raised by every write. */
  readonly generation: number;
}

/** The tokens. Reads are consistent. */
export interface Tokens {
  all(): Promise<Token[]>;
  byId(id: string): Promise<Token | null>;
  /** Writes a token if its generation is one more than the stored one; returns false if it is not. */
  put(token: Token): Promise<boolean>;
}

/** The most days that a token may be valid. */
export const LONGEST_TOKEN_DAYS = 90;

/** Whether a token may be used at a time. */
export const isValidToken = ({ until, revokedAt }: Token, now: Date): boolean =>
  revokedAt === null && Date.parse(until) > now.getTime();

/** Whether a person has a grant: one for every hotline includes each of them. */
const holds = (person: Person, grant: Grant): boolean => {
  if (person.grants.includes(grant)) return true;
  const [role, hotline] = grant.split(':');
  return role === 'analyst' && hotline !== undefined && hotline !== '*' && isAnalystOf(person, hotline);
};

/** Returns those of some grants that a person has now: what a token may still do, or may be made for. */
export const grantsWithin = (person: Person, grants: readonly Grant[]): Grant[] =>
  grants.filter((grant) => holds(person, grant));

import type { Person } from './person.ts';

/** The accounts of the identity provider, for people who are not signed in. */
export interface Accounts {
  /**
   * Returns the person of an account as it is now, with the roles of its groups; null if the account was deleted or
   * disabled.
   * @throws Failure IdentityUnavailable if the provider does not answer as it should
   */
  bySubject(subject: string): Promise<Person | null>;
}

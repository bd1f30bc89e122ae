/** What people may do in the portal. An analyst is one of a hotline; every role may also see what is approved. */
export const PORTAL_ROLES = ['analyst', 'reviewer', 'approver', 'sender', 'viewer', 'operator'] as const;

export type PortalRole = (typeof PORTAL_ROLES)[number];

/** A role as it is given to a person: `approver`, `analyst:nhth`, or `analyst:*` for every hotline. */
export type Grant = Exclude<PortalRole, 'analyst'> | `analyst:${string}`;

/** Someone who may sign in. */
export interface Person {
  /** The name that decisions are stored with. */
  readonly name: string;
  readonly grants: readonly Grant[];
  /** The identity provider's permanent id of the person; missing on one machine. */
  readonly subject?: string;
}

/** The accounts of the identity provider, for people who are not signed in. */
export interface Accounts {
  /**
   * Returns the person of an account as it is now, with the roles of its groups; null if the account was deleted or
   * disabled.
   * @throws Failure IdentityUnavailable if the provider does not answer as it should
   */
  bySubject(subject: string): Promise<Person | null>;
}

const ANALYST = /^analyst:([a-z0-9-]+|\*)$/u;

/** The grant that a text names; null for another text. */
export function parseGrant(text: string): Grant | null {
  if (ANALYST.test(text)) return `analyst:${text.slice('analyst:'.length)}`;
  const role = PORTAL_ROLES.find((one) => one === text);
  return role === undefined || role === 'analyst' ? null : role;
}

/** The grant that a group of the identity provider gives: `analyst-nhth` is `analyst:nhth`; null for another group. */
export const groupGrant = (group: string): Grant | null =>
  group.startsWith('analyst-') ? parseGrant(group.replace('-', ':')) : parseGrant(group);

/** Every grant there is, for a machine on which no people are configured. */
export const ALL_GRANTS: readonly Grant[] = ['analyst:*', 'reviewer', 'approver', 'sender', 'viewer', 'operator'];

/** The roles of a person, without hotlines. */
export const rolesOf = ({ grants }: Person): PortalRole[] =>
  PORTAL_ROLES.filter((role) => grants.some((grant) => grant.split(':')[0] === role));

/** Whether a person has one of some roles. */
export const hasRole = (person: Person, ...roles: readonly PortalRole[]): boolean =>
  rolesOf(person).some((role) => roles.includes(role));

/** Whether a person is an analyst of a hotline. */
export const isAnalystOf = ({ grants }: Person, hotline: string): boolean =>
  grants.includes(`analyst:${hotline}`) || grants.includes('analyst:*');

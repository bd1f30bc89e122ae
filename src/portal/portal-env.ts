import type { Context } from 'hono';
import type { UserLanguage } from '../domain/languages.ts';
import type { Person } from '../domain/person.ts';

/** The variables of a request after it has passed the guards. */
export interface PortalEnv {
  Variables: {
    /** Identifies the request in reports and problem documents. */
    request: string;
    language: UserLanguage;
    /** Set on every route except open ones. */
    person: Person;
    drawsPdf: boolean;
    /** The id of the token that the request was sent with; undefined for a session. */
    token: string | undefined;
  };
}

export type PortalRequest = Context<PortalEnv>;

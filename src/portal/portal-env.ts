import type { Context } from 'hono';
import type { Language } from '../domain/languages.ts';
import type { Person } from '../domain/person.ts';

/** The variables of a request after it has passed the guards. */
export interface PortalEnv {
  Variables: {
    /** Identifies the request in reports and problem documents. */
    request: string;
    language: Language;
    /** Set on every route except open ones. */
    person: Person;
    drawsPdf: boolean;
  };
}

export type PortalRequest = Context<PortalEnv>;

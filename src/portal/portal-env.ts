import type { Context } from 'hono';
import type { Language } from '../domain/languages.ts';
import type { Person } from '../domain/person.ts';

/** What is known of a request once it has passed the guards. */
export interface PortalEnv {
  Variables: {
    /** Names the request in reports and problem documents. */
    request: string;
    language: Language;
    /** Set on every route but open ones. */
    person: Person;
    drawsPdf: boolean;
  };
}

export type PortalRequest = Context<PortalEnv>;

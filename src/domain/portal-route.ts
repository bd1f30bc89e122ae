import type { PortalRole } from './person.ts';

/**
 * One route of the portal. `path` names its parameters as `{sheet}`. `part` is the function that serves it in AWS, so that each
 * has the rights of its own steps alone.
 */
export interface PortalRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly part: 'view' | 'exports' | 'review' | 'readers';
  /** `open`: without a session; `all`: everyone who is signed in. */
  readonly roles: 'open' | 'all' | readonly PortalRole[];
  /** The step it runs; null where it runs none. */
  readonly step: string | null;
}

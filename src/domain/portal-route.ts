import type { PortalRole } from './person.ts';

/**
 * The functions that serve the portal in AWS, split by trust: each has only the rights of its own routes' steps.
 * `stakeholders` and `mail` alone read addresses of stakeholders, `problems` alone reads problems with values of uploads and checks, `tokens` alone makes tokens, `mail` alone composes messages. `machine` is not served in AWS.
 */
export type PortalPart = 'view' | 'exports' | 'problems' | 'review' | 'stakeholders' | 'tokens' | 'mail' | 'machine';

/** One route of the portal. `path` names its parameters as `{sheet}`. `part` is the function that serves it in AWS. */
export interface PortalRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly part: PortalPart;
  /** `open`: without a session; `all`: everyone who is signed in. */
  readonly roles: 'open' | 'all' | readonly PortalRole[];
  /** The step it runs; null where it runs none. */
  readonly step: string | null;
}

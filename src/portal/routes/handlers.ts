import type { RouteName } from '../../domain/portal-routes.ts';
import type { PortalRequest } from '../portal-env.ts';

export type Handler = (c: PortalRequest) => Response | Promise<Response>;

/** Every route's handler: one that is missing does not compile. */
export type Handlers = Readonly<Record<RouteName, Handler>>;

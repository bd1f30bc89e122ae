import type { RouteName } from '../../domain/portal-routes.ts';
import type { PortalRequest } from '../portal-env.ts';

export type Handler = (c: PortalRequest) => Response | Promise<Response>;

/** A handler for every route; a missing one is a compile error. */
export type Handlers = Readonly<Record<RouteName, Handler>>;

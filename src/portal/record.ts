import type { ActivityFields, ActivityKind, Actor } from '../domain/activity.ts';
import { recordActivity } from '../steps/record-activity.ts';
import type { PortalRequest } from './portal-env.ts';
import type { PortalEffects } from './portal-options.ts';

/**
 * Records what the signed-in person did. Call it after what was done is stored, and before it is answered; where
 * something confidential is shown, before it is shown.
 * @throws Failure StoreConflict after too many lost races
 */
export async function record<Kind extends ActivityKind>(
  c: PortalRequest,
  effects: Pick<PortalEffects, 'activity' | 'clock'>,
  kind: Kind,
  about: ActivityFields[Kind],
): Promise<void> {
  await recordActivity(effects, actorIn(c), kind, about);
}

/** Returns who sent a request, and whether with a token. */
export function actorIn(c: PortalRequest): Actor {
  const token = c.get('token');
  return { who: c.get('person').name, via: token === undefined ? 'portal' : `token:${token}` };
}

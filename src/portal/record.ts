import type { ActivityFields, ActivityKind } from '../domain/activity.ts';
import { recordActivity } from '../steps/record-activity.ts';
import type { PortalRequest } from './portal-env.ts';
import type { PortalEffects } from './portal-options.ts';

/**
 * Records what the signed-in person did. Call it after what was done is stored, and before it is answered; where something
 * confidential is shown, before it is shown.
 * @throws Failure StoreConflict after too many lost races
 */
export async function record<Kind extends ActivityKind>(
  c: PortalRequest,
  effects: Pick<PortalEffects, 'activity' | 'clock'>,
  kind: Kind,
  about: ActivityFields[Kind],
): Promise<void> {
  await recordActivity(effects, { who: c.get('person').name, via: 'portal' }, kind, about);
}

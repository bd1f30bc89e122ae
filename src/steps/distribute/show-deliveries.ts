import type { Dispatch } from '../../domain/dispatch.ts';
import type { Month } from '../../domain/month.ts';
import type { FormerStakeholder, Stakeholder } from '../../domain/stakeholder.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { listMailings, type Mailing } from './mailing.ts';

/** The states of the delivery of an edition to one person. Everyone is in exactly one. */
export const DELIVERY_STATES = [
  'sent',
  'written',
  'waiting',
  'uncertain',
  'refused',
  'bounced',
  'paused',
  'suspended',
  'left',
] as const;

/**
 * `sent`: the mail service accepted the message. `written`: it is only a file. `waiting`: certainly not sent; the next
 * run sends it. `uncertain`: the outcome is unknown. `refused`: the mail service refused it permanently. `bounced`: it
 * was sent, and came back. `paused`, `suspended`: not sent, because of the person's status. `left`: it was sent or
 * tried, and the person is not on the list any more.
 */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** The delivery of an edition to one person. */
export interface Delivery {
  /** The stakeholder's id. */
  readonly stakeholder: string;
  /** Null if the list has no data about them any more. */
  readonly person: Stakeholder | null;
  readonly state: DeliveryState;
  /** The record of the message; null if none was tried. */
  readonly dispatch: Dispatch | null;
  /** The earlier revision that the message corrects for this person; null if there is none. */
  readonly corrects: number | null;
}

/** The deliveries of the approved revision of an edition. */
export interface Deliveries {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  /** By name; those without data last. */
  readonly deliveries: readonly Delivery[];
  readonly counts: DeliveryCounts;
}

export type DeliveryCounts = Readonly<Record<DeliveryState, number>>;

export type DeliveryEffects = Pick<EffectsOf<'show-deliveries'>, 'editions' | 'stakeholders' | 'dispatches'>;

/**
 * Returns who got the approved revision of an edition, who will, and who will not.
 * @param month null takes the newest approved edition
 * @returns null if no revision of it is approved
 */
export async function showDeliveries(
  effects: DeliveryEffects,
  sheet: string,
  month: Month | null,
): Promise<Deliveries | null> {
  const mailings = await listMailings(effects, sheet, { month: null, only: null, toEveryone: false });
  const index = month === null ? mailings.length - 1 : mailings.findIndex(({ approved }) => approved.month === month);
  const mailing = mailings[index];
  if (!mailing) return null;
  const later = sentIn(mailings.slice(index + 1));
  const { month: shown, revision } = mailing.approved;
  const listed = mailing.audience.map(
    ({ stakeholder, dispatch, earlierRevision }): Delivery => ({
      stakeholder: stakeholder.id,
      person: stakeholder,
      state: stateOf(stakeholder, dispatch, later.has(stakeholder.id)),
      dispatch,
      corrects: earlierRevision,
    }),
  );
  const named = new Set(listed.map(({ stakeholder }) => stakeholder));
  const people = new Map((await effects.stakeholders.all()).map((person) => [person.id, person]));
  const others = (await effects.dispatches.list(sheet, shown, revision)).filter(
    ({ stakeholder }) => !named.has(stakeholder),
  );
  const gone = others.map((dispatch) => goneDelivery(dispatch, people.get(dispatch.stakeholder) ?? null));
  const deliveries = [...listed, ...gone].toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return { sheet, month: shown, revision, deliveries, counts: countDeliveries(deliveries) };
}

/** Returns the ids of those who were sent one of some editions. */
const sentIn = (mailings: readonly Mailing[]): ReadonlySet<string> =>
  new Set(
    mailings.flatMap(({ audience }) =>
      audience.flatMap(({ stakeholder, dispatch }) => (dispatch?.status === 'sent' ? [stakeholder.id] : [])),
    ),
  );

/** @param hasLater whether the person was sent a later edition: a bounce is then not of this message */
function stateOf(person: Stakeholder, dispatch: Dispatch | null, hasLater: boolean): DeliveryState {
  if (dispatch?.status === 'failed') return 'refused';
  if (dispatch?.status === 'sending') return 'uncertain';
  if (dispatch?.status === 'sent') {
    const isBounce = person.suspendedFor === 'bounce' && !hasLater && person.changedAt >= dispatch.at;
    if (isBounce) return 'bounced';
    return dispatch.code === 'written' ? 'written' : 'sent';
  }
  return person.status === 'active' ? 'waiting' : person.status;
}

const goneDelivery = (dispatch: Dispatch, person: Stakeholder | FormerStakeholder | null): Delivery => ({
  stakeholder: dispatch.stakeholder,
  person: person === null || person.status === 'left' ? null : person,
  state: 'left',
  dispatch,
  corrects: null,
});

const sortKey = ({ person, stakeholder }: Delivery): string =>
  `${person === null ? '1' : '0'}${person?.name.toLowerCase() ?? ''}\n${stakeholder}`;

function countDeliveries(deliveries: readonly Delivery[]): DeliveryCounts {
  const count = (state: DeliveryState): number => deliveries.filter((one) => one.state === state).length;
  return {
    sent: count('sent'),
    written: count('written'),
    waiting: count('waiting'),
    uncertain: count('uncertain'),
    refused: count('refused'),
    bounced: count('bounced'),
    paused: count('paused'),
    suspended: count('suspended'),
    left: count('left'),
  };
}

import type { Language } from './languages.ts';

/** Why an address is mailed no more, as the mail service reported or a person recorded. */
export type Suspension = 'bounce' | 'complaint' | 'person';

/** Someone who gets a sheet by mail. */
export interface Stakeholder {
  /** A keyed hash of the address: the only thing of a person that dispatches, logs and links hold. */
  readonly id: string;
  /** Raised by one with every write. */
  readonly generation: number;
  readonly status: 'active' | 'paused' | 'suspended';
  readonly suspendedFor: Suspension | null;
  /** Why a person suspended or reactivated them; absent when none did. */
  readonly statusReason?: string;
  readonly name: string;
  readonly address: string;
  readonly organisation: string;
  readonly language: Language;
  /** Ids of sheets. */
  readonly sheets: readonly string[];
  readonly delivery: 'attachment' | 'link';
  /** ISO 8601. */
  readonly addedAt: string;
  readonly changedAt: string;
}

/** All that is kept of someone who left: that this address is not to be mailed. */
export interface Left {
  readonly id: string;
  readonly generation: number;
  readonly status: 'left';
  readonly changedAt: string;
}

/** One stakeholder as a list or a command gives them. */
export type StakeholderEntry = Pick<
  Stakeholder,
  'name' | 'address' | 'organisation' | 'language' | 'sheets' | 'delivery'
>;

/** One entry as it is written, unchecked. */
export type WrittenEntry = Readonly<
  Record<'name' | 'email' | 'organisation' | 'language' | 'sheets' | 'delivery', string>
>;

/** The stakeholders. Reads are consistent. */
export interface Stakeholders {
  /** Everyone, those who left too, in the order of their ids. */
  all(): Promise<(Stakeholder | Left)[]>;
  byId(id: string): Promise<Stakeholder | Left | null>;
  /** Writes one if its generation is one more than the one kept; false when another write came first. */
  put(stakeholder: Stakeholder | Left): Promise<boolean>;
}

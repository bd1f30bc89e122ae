import { allMembersId, folderOfSheet, isMemberId } from './family.ts';
import type { Language } from './languages.ts';

/** Why an address receives no more mail, as reported by the mail service or recorded by a person. */
export type Suspension = 'bounce' | 'complaint' | 'person';

/** A person who receives a sheet by mail. */
export interface Stakeholder {
  /** A keyed hash of the address: the only personal data in dispatches, logs and links. */
  readonly id: string;
  /** Increases by 1 with every write. */
  readonly generation: number;
  readonly status: 'active' | 'paused' | 'suspended';
  readonly suspendedFor: Suspension | null;
  /** Why a person suspended or reactivated them; missing if no one did. */
  readonly statusReason?: string;
  readonly name: string;
  readonly address: string;
  readonly organisation: string;
  readonly language: Language;
  /** Ids of sheets, and `allMembersId` of families. */
  readonly sheets: readonly string[];
  readonly delivery: 'attachment' | 'link';
  /** ISO 8601. */
  readonly addedAt: string;
  readonly changedAt: string;
}

/** Whether a person gets a sheet: they chose it, or all members of its family. */
export const getsSheet = ({ sheets }: Pick<Stakeholder, 'sheets'>, sheet: string): boolean =>
  sheets.includes(sheet) || (isMemberId(sheet) && sheets.includes(allMembersId(folderOfSheet(sheet))));

/** All that is stored about a person who left: that this address must not be mailed. */
export interface FormerStakeholder {
  readonly id: string;
  readonly generation: number;
  readonly status: 'left';
  readonly changedAt: string;
}

/** One stakeholder as given in a list or a command. */
export type StakeholderEntry = Pick<
  Stakeholder,
  'name' | 'address' | 'organisation' | 'language' | 'sheets' | 'delivery'
>;

/** One unchecked entry as written. */
export type WrittenEntry = Readonly<
  Record<'name' | 'email' | 'organisation' | 'language' | 'sheets' | 'delivery', string>
>;

/** The stakeholders. Reads are consistent. */
export interface Stakeholders {
  /** Lists everyone, including those who left, by id. */
  all(): Promise<(Stakeholder | FormerStakeholder)[]>;
  byId(id: string): Promise<Stakeholder | FormerStakeholder | null>;
  /** Writes a stakeholder if its generation is the stored one plus 1; returns false if another write came first. */
  put(stakeholder: Stakeholder | FormerStakeholder): Promise<boolean>;
}

import { folderOfSheet } from './family.ts';
/** A person's decision to stop distributing a sheet, or to resume. Never deleted; the last one counts. */
export interface Hold {
  readonly sheet: string;
  /** Holds of a sheet are numbered from 1, without gaps. */
  readonly number: number;
  readonly held: boolean;
  /** The name the person gave. */
  readonly by: string;
  /** The AWS identity that called, as an ARN; null on one machine. */
  readonly caller: string | null;
  /** ISO 8601. */
  readonly at: string;
  /** May mention counts that pages hide, so it is neither emitted nor logged. */
  readonly reason: string | null;
}

/** The holds. Reads are consistent. */
export interface Holds {
  /** Lists every hold and release of a sheet, the newest last. */
  list(sheet: string): Promise<Hold[]>;
  /** Writes a hold; returns false if its number is taken. */
  put(hold: Hold): Promise<boolean>;
}

/** Returns the active hold; null if the sheet is distributed. A hold of a main sheet also holds the members of its family. */
export async function activeHold(holds: Pick<Holds, 'list'>, sheet: string): Promise<Hold | null> {
  for (const id of new Set([folderOfSheet(sheet), sheet])) {
    const last = (await holds.list(id)).at(-1);
    if (last?.held) return last;
  }
  return null;
}

/** Describes who holds a sheet and since when. */
export const holdWords = ({ by, at }: Hold): string => `held by ${by} since ${at.slice(0, 16).replace('T', ' ')} UTC`;

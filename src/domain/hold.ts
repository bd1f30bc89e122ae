/** Someone's word that nothing of a sheet is distributed, or that it is again. Kept for ever; the last one counts. */
export interface Hold {
  readonly sheet: string;
  /** Those of a sheet are numbered from 1, without gaps. */
  readonly number: number;
  readonly held: boolean;
  /** The name the person gave. */
  readonly by: string;
  /** The AWS identity that called, as an ARN; null on one machine. */
  readonly caller: string | null;
  /** ISO 8601. */
  readonly at: string;
  /** May speak of counts that pages hide: it goes to no bus or log. */
  readonly reason: string | null;
}

/** The holds. Reads are consistent. */
export interface Holds {
  /** Every hold and release of a sheet, the newest last. */
  of(sheet: string): Promise<Hold[]>;
  /** Writes one; false when its number is taken. */
  put(hold: Hold): Promise<boolean>;
}

/** The hold that is active; null while the sheet is distributed. */
export async function activeHold(holds: Pick<Holds, 'of'>, sheet: string): Promise<Hold | null> {
  const last = (await holds.of(sheet)).at(-1);
  return last?.held ? last : null;
}

/** Who holds a sheet and since when, in words. */
export const holdWords = ({ by, at }: Hold): string => `held by ${by} since ${at.slice(0, 16).replace('T', ' ')} UTC`;

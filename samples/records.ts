import type { Day, Month } from '../src/domain/month.ts';
import type { Table } from '../src/domain/tables.ts';

/** The two hotlines of the samples, in the order of the sheet. */
export const HOTLINES = ['nhth', 'linea-nacional'] as const;

export type Hotline = (typeof HOTLINES)[number];

/** Cells that the file contains instead of the values of the fields, by canonical column. */
export type PlantedCells = Readonly<Record<string, string>>;

interface Planted {
  readonly planted?: PlantedCells;
}

/** The coded content of a signal. */
export interface SignalFields extends Planted {
  readonly received: Day;
  readonly line: string;
  readonly channel: string;
  readonly related: boolean;
  readonly mexico: boolean;
  readonly caseId: string;
}

/** The coded content of a case; an empty type is written as an empty cell. */
export interface CaseFields extends Planted {
  readonly opened: Day;
  readonly type: string;
  readonly venues: readonly string[];
  readonly states: readonly string[];
  readonly countries: readonly string[];
  readonly mexico: boolean;
  readonly partner: string;
}

/** The coded content of a victim or a trafficker. */
export interface PersonFields extends Planted {
  readonly caseId: string;
  readonly gender: string;
  readonly age: string;
  readonly nationalities: readonly string[];
}

/** A record's content in one month's export. */
export interface Version<Fields> {
  readonly month: Month;
  readonly fields: Fields;
}

/**
 * A record of one hotline with every version that was exported, oldest first. The last version is the truth; `counted`
 * is whether the sheet counts it. A `repeated` row appears twice in the file of its last version.
 */
export interface Recorded<Fields> {
  readonly hotline: Hotline;
  readonly id: string;
  readonly counted: boolean;
  versions: Version<Fields>[];
  repeated?: true;
}

export type RecordedSignal = Recorded<SignalFields>;
export type RecordedCase = Recorded<CaseFields>;
export type RecordedPerson = Recorded<PersonFields>;

/** Everything both hotlines recorded. */
export interface Holdings {
  readonly signals: RecordedSignal[];
  readonly cases: RecordedCase[];
  readonly victims: RecordedPerson[];
  readonly traffickers: RecordedPerson[];
}

/** Returns a record's last version, the one that counts. */
export function truthOf<Fields>(record: Recorded<Fields>): Fields {
  const last = record.versions.at(-1);
  if (!last) throw new RangeError(`record ${record.id} of ${record.hotline} has no version`);
  return last.fields;
}

/** Returns a record as first exported. */
export function recordOf<Fields>(
  hotline: Hotline,
  id: string,
  counted: boolean,
  month: Month,
  fields: Fields,
): Recorded<Fields> {
  return { hotline, id, counted, versions: [{ month, fields }] };
}

/**
 * Assigns record ids: eight digits with leading zeros, increasing with the day. Both hotlines use the same range, so
 * ids of different hotlines can coincide without meaning the same record.
 */
export class Numbering {
  private readonly used = new Map<string, number>();

  next(hotline: Hotline, table: Table, day: Day): string {
    const key = `${hotline} ${table} ${day}`;
    const ordinal = this.used.get(key) ?? 0;
    this.used.set(key, ordinal + 1);
    const days = Math.round((Date.parse(day) - Date.parse('2015-08-01')) / 86_400_000);
    return String(4000 + days * IDS_PER_DAY + ordinal).padStart(8, '0');
  }
}

/** More than any hotline records in one table on one day. */
const IDS_PER_DAY = 97;

import type { Ledger, LedgerEntry, UploadRecord } from '../../src/domain/ledger.ts';
import { type Month, monthsThrough } from '../../src/domain/month.ts';

/** What is known of a hotline: the entries of each month, and the record of each upload. */
interface Known {
  readonly entries: Map<Month, readonly LedgerEntry[]>;
  readonly uploads: Map<string, UploadRecord>;
}

/**
 * Returns a ledger that reads each hotline once, and after a write only the month or upload that was written. A run asks
 * about every file of ten years, mostly to find it unchanged, and each question would be a query. Only for a process
 * that has the state open, whose other work does not write the ledger meanwhile.
 */
export function ledgerOfRun(ledger: Ledger): Ledger {
  const hotlines = new Map<string, Promise<Known>>();
  const known = (hotline: string): Promise<Known> => {
    const reading = hotlines.get(hotline) ?? orForget(hotline, () => readHotline(ledger, hotline));
    hotlines.set(hotline, reading);
    return reading;
  };
  /** After an error it is not known what is stored: the hotline is read again. */
  const orForget = async <Result>(hotline: string, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      hotlines.delete(hotline);
      throw error;
    }
  };
  return {
    async entriesOf(hotline, month) {
      const { entries } = await known(hotline);
      return month === undefined ? byKey(entries).flatMap(([, each]) => each) : [...(entries.get(month) ?? [])];
    },
    async entriesBetween(hotline, first, last) {
      const { entries } = await known(hotline);
      return monthsThrough(first, last).flatMap((month) => entries.get(month) ?? []);
    },
    put: (entry) =>
      orForget(entry.hotline, async () => {
        const isNext = await ledger.put(entry);
        const { entries } = await known(entry.hotline);
        entries.set(entry.month, await ledger.entriesOf(entry.hotline, entry.month));
        return isNext;
      }),
    async upload(hotline, month, file) {
      return (await known(hotline)).uploads.get(uploadName({ month, file })) ?? null;
    },
    recordUpload: (record) =>
      orForget(record.hotline, async () => {
        await ledger.recordUpload(record);
        (await known(record.hotline)).uploads.set(uploadName(record), record);
      }),
    uploadsOf: async (hotline) => byKey((await known(hotline)).uploads).map(([, record]) => record),
  };
}

async function readHotline(ledger: Ledger, hotline: string): Promise<Known> {
  const entries = new Map<Month, LedgerEntry[]>();
  for (const entry of await ledger.entriesOf(hotline))
    entries.set(entry.month, [...(entries.get(entry.month) ?? []), entry]);
  const uploads = new Map((await ledger.uploadsOf(hotline)).map((record) => [uploadName(record), record]));
  return { entries, uploads };
}

const byKey = <Key extends string, Value>(map: ReadonlyMap<Key, Value>): [Key, Value][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));

const uploadName = ({ month, file }: Pick<UploadRecord, 'month' | 'file'>): string => `${month}#${file}`;

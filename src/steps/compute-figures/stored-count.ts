import type { StoredFacts } from '../../domain/ledger.ts';
import type { Month } from '../../domain/month.ts';
import { factsKey } from '../../domain/object-keys.ts';
import { type CountedFile, fileId, type IndexPart, type RunningCount } from '../../domain/running-count.ts';
import type { Table } from '../../domain/tables.ts';
import { openSigned, signJson } from './signed-json.ts';

/** What is signed: a signature of anything else, or of a count in another form, is not one of a count. */
const LABEL = 'running count 4';

/** A count as it is stored: it names thousands of files, so each is a list of values and is named once. */
interface StoredCount extends Omit<RunningCount, 'files' | 'index'> {
  readonly files: readonly StoredFile[];
  /** Each part's files by their places in `files`; -1 for one that the count no longer includes. */
  readonly index: readonly (Pick<IndexPart, 'pieces'> & { readonly files: readonly number[] })[];
}

type StoredFile = readonly [
  hotline: string,
  month: Month,
  table: string,
  ofFacts: Table,
  sha256: string,
  /** Null if it is that of `factsKey`. */
  key: string | null,
  rows: number,
  records: number | null,
  lastDay: string | null,
];

/** Returns the signed bytes of a count. */
export function signCount(count: RunningCount, secret: Uint8Array): Uint8Array {
  const places = new Map(count.files.map((file, place) => [fileId(file), place]));
  const index = count.index.map(({ pieces, files }) => ({ pieces, files: files.map((id) => places.get(id) ?? -1) }));
  const stored: StoredCount = { ...count, files: count.files.map(toStored), index };
  return signJson(stored, { label: LABEL, secret });
}

/** Returns a count from its bytes; null if they were not signed with this secret. */
export function openCount(bytes: Uint8Array, secret: Uint8Array): RunningCount | null {
  // its text is exactly what `signCount` signed
  const stored = openSigned(bytes, { label: LABEL, secret }) as StoredCount | null;
  if (!stored) return null;
  const files = stored.files.map(toCounted);
  const ids = files.map(fileId);
  const index = stored.index.map((part) => ({ ...part, files: part.files.map((place) => ids[place] ?? '') }));
  return { ...stored, files, index };
}

const keyOf = ({ of, recorded }: CountedFile): string =>
  factsKey(recorded.table, of.hotline, of.month, recorded.sha256);

function toStored(file: CountedFile): StoredFile {
  const { of, recorded, lastDay } = file;
  const { table, key, rows, records = null, sha256 } = recorded;
  return [of.hotline, of.month, of.table, table, sha256, key === keyOf(file) ? null : key, rows, records, lastDay];
}

function toCounted([hotline, month, of, table, sha256, key, rows, records, lastDay]: StoredFile): CountedFile {
  const recorded: StoredFacts = {
    table,
    key: key ?? factsKey(table, hotline, month, sha256),
    rows,
    ...(records !== null && { records }),
    sha256,
  };
  return { of: { hotline, month, table: of }, recorded, lastDay };
}

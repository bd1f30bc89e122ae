import type { DetailKey } from '../detail-keys.ts';

/** Details whose short text in the code is not what a person should read. */
const REWORDED: Partial<Readonly<Record<DetailKey, string>>> = {
  'left out': 'the record counts, this value does not',
  'left out beside a known value': 'the other value of the cell counts, this one does not',
  'counted as unknown': 'the record counts, in this column as unknown',
  'counted as other': 'the record counts, in this column as other',
  'several countries have it; left out':
    'several countries have one of this name; the record counts, this value does not',
  'the row is left out': 'the row does not count',
  'empty; the row is left out': 'empty; the row does not count',
};

/** A detail without names in it, in English. */
export const englishDetail = (key: DetailKey): string => REWORDED[key] ?? key;

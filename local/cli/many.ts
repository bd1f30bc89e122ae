import { formatCount } from '../../src/domain/format.ts';

/** A number with its noun: `1 table`, `1,344 tables`, `2 people`. */
export const many = (count: number, noun: string, plural = `${noun}s`): string =>
  `${formatCount(count)} ${count === 1 ? noun : plural}`;

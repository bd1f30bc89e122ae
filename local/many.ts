import { formatCount } from '../src/domain/format.ts';

/** A number with its noun: `1 table`, `1,344 tables`. */
export const many = (count: number, noun: string): string => `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

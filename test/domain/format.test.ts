import { describe, expect, it } from 'vitest';
import { formatCount } from '../../src/domain/format.ts';
import { parseDay, parseMonth } from '../../src/domain/month.ts';
import { formatDay, formatMonth, formatShare, monthInitial } from '../../src/words/dates-and-counts.ts';

describe('formatCount', () => {
  it('puts a comma between thousands and leaves small numbers alone', () => {
    const printed = [0, 9, 999, 1000, 1257, 1000000].map((count) => formatCount(count));
    expect(printed).toEqual(['0', '9', '999', '1,000', '1,257', '1,000,000']);
  });

  it('puts a point there for readers who write fractions with a comma', () => {
    expect(formatCount(1603, 'es-AR')).toBe('1.603');
    expect(formatCount(1_000_000, 'es-ES')).toBe('1.000.000');
    expect(['en-US', 'es-MX', 'es-US'].map((locale) => formatCount(1603, locale))).toEqual(Array(3).fill('1,603'));
    expect(formatCount(null, 'es-AR')).toBe('‡');
  });

  it('prints the mark for a hidden count', () => {
    expect(formatCount(null)).toBe('‡');
  });
});

describe('formatShare', () => {
  it('prints an integer percentage', () => {
    expect(formatShare(63, 793, 1257, 'en')).toBe('63%');
    expect(formatShare(0, 0, 1257, 'en')).toBe('0%');
    expect(formatShare(100, 1257, 1257, 'en')).toBe('100%');
  });

  it('never prints 0% for some, nor 100% for less than all', () => {
    expect(formatShare(0, 12, 100000, 'en')).toBe('<1%');
    expect(formatShare(100, 99990, 100000, 'en')).toBe('>99%');
  });

  it('prints the mark for a hidden share', () => {
    expect(formatShare(null, null, 1257, 'en')).toBe('‡');
  });
});

describe('dates', () => {
  const month = parseMonth('2016-01')!;
  const day = parseDay('2015-09-30')!;

  it('are written as each language writes them', () => {
    expect(formatMonth(month, 'en')).toBe('January 2016');
    expect(formatMonth(month, 'es')).toBe('enero de 2016');
    expect(formatDay(day, 'en')).toBe('September 30, 2015');
    expect(formatDay(day, 'es')).toBe('30 de septiembre de 2015');
  });

  it('have an initial per month', () => {
    expect(monthInitial(month, 'en')).toBe('J');
    expect(monthInitial(month, 'es')).toBe('E');
  });
});

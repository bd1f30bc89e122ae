import { describe, expect, it } from 'vitest';
import { serialDay } from '../../../src/exports/container/workbook/date-serial.ts';
import { isDateFormat } from '../../../src/exports/container/workbook/number-format.ts';

describe('the day of a date serial', () => {
  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, '1900-02-29'],
    [61, '1900-03-01'],
    [42917, '2017-07-01'],
    [42917.999, '2017-07-01'],
    [42917.99999999999, '2017-07-02'],
    [2958465, '9999-12-31'],
  ])('counts %d from 1900 as %s', (serial, day) => expect(serialDay(serial, 1900)).toBe(day));

  it.each([
    [0, '1904-01-01'],
    [41455, '2017-07-01'],
    [2957003, '9999-12-31'],
  ])('counts %d from 1904 as %s', (serial, day) => expect(serialDay(serial, 1904)).toBe(day));

  it.each([-1, 2958466, Number.NaN, Number.POSITIVE_INFINITY])('is none for %d', (serial) =>
    expect(serialDay(serial, 1900)).toBeNull(),
  );
});

describe('a number format', () => {
  it.each([14, 17, 22, 27, 36, 45, 50, 58])('built in with id %d shows a date', (id) =>
    expect(isDateFormat(id, undefined)).toBe(true),
  );

  it.each([0, 1, 9, 13, 23, 37, 44, 48, 49, 59, 164])('of id %d without a code shows none', (id) =>
    expect(isDateFormat(id, undefined)).toBe(false),
  );

  it.each([
    'yyyy-mm-dd',
    'D.M.YY',
    '[$-409]mmm d',
    '[Blue]dd/mm/yyyy;@',
    '"Fecha: "dd/mm',
    'yyyy\\-mm',
    '[$-411]ggge"年"m"月"',
    'h:mm AM/PM',
    '0;[Red]d-mmm',
  ])('shows a date: %s', (code) => expect(isDateFormat(60, code)).toBe(true));

  it.each([
    'General',
    '0.00',
    '0.00E+00',
    '#,##0 "days"',
    '0\\d',
    '_d0',
    '*d0',
    '[Red]0',
    '[$MXN-80A] 0',
    '[h]:mm',
    '[mm]:ss',
    '@',
    '"unclosed d',
    '',
  ])('shows none: %s', (code) => expect(isDateFormat(60, code)).toBe(false));
});

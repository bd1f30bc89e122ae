import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  leaveToken,
  type ReportLink,
  readLeaveToken,
  readReportToken,
  reportToken,
} from '../../src/distribution/link-token.ts';
import type { Month } from '../../src/domain/month.ts';

const SECRET = Buffer.alloc(32, 7);
const LINK: ReportLink = {
  sheet: 'us-mexico-border',
  month: '2017-07' as Month,
  revision: 12,
  stakeholder: '0123456789abcdef0123456789abcdef',
  language: 'es',
  expires: 1_500_000_000_000,
};

describe('the token of a link', () => {
  it('opens what it was made for', () => {
    expect(readReportToken(SECRET, reportToken(SECRET, LINK))).toEqual(LINK);
    expect(readLeaveToken(SECRET, leaveToken(SECRET, LINK.stakeholder))).toBe(LINK.stakeholder);
  });

  it('opens nothing with another key, nor for another purpose', () => {
    expect(readReportToken(Buffer.alloc(32, 8), reportToken(SECRET, LINK))).toBeNull();
    expect(readLeaveToken(SECRET, reportToken(SECRET, LINK))).toBeNull();
    expect(readReportToken(SECRET, leaveToken(SECRET, LINK.stakeholder))).toBeNull();
  });

  it('opens nothing when a single character of it is another', () => {
    const token = reportToken(SECRET, LINK);
    const place = fc.nat(token.length - 1);
    const other = fc.constantFrom(...'ABCxyz019-_.|');
    fc.assert(
      fc.property(place, other, (at, character) => {
        fc.pre(token[at] !== character);
        const forged = `${token.slice(0, at)}${character}${token.slice(at + 1)}`;
        expect(readReportToken(SECRET, forged)).toBeNull();
      }),
      { numRuns: 500, seed: 3 },
    );
    for (const text of ['', '.', 'a.b', `${token}.x`, token.slice(0, -4)])
      expect(readReportToken(SECRET, text)).toBeNull();
  });
});

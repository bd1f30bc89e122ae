import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  leaveToken,
  type ReportLink,
  readLeaveToken,
  readReportToken,
  reportToken,
} from '../../src/distribution/links/link-token.ts';
import type { Month } from '../../src/domain/month.ts';

const SECRET = Buffer.alloc(32, 7);
const OTHER = Buffer.alloc(32, 8);
const PERSON = {
  stakeholder: '0123456789abcdef0123456789abcdef',
  listed: 1_400_000_000_000,
  expires: 1_500_000_000_000,
};
const LINK: ReportLink = {
  sheet: 'us-mexico-border',
  month: '2017-07' as Month,
  revision: 12,
  language: 'es',
  ...PERSON,
};

describe('the token of a link', () => {
  it('opens what it was made for', () => {
    expect(readReportToken([SECRET], reportToken(SECRET, LINK))).toEqual(LINK);
    expect(readLeaveToken([SECRET], leaveToken(SECRET, PERSON))).toEqual(PERSON);
  });

  it('opens with any secret that is accepted, and with no other', () => {
    expect(readReportToken([OTHER, SECRET], reportToken(SECRET, LINK))).toEqual(LINK);
    expect(readReportToken([OTHER], reportToken(SECRET, LINK))).toBeNull();
    expect(readReportToken([], reportToken(SECRET, LINK))).toBeNull();
  });

  it('opens nothing for another purpose', () => {
    expect(readLeaveToken([SECRET], reportToken(SECRET, LINK))).toBeNull();
    expect(readReportToken([SECRET], leaveToken(SECRET, PERSON))).toBeNull();
  });

  it('opens nothing when a single character of it is another', () => {
    const token = reportToken(SECRET, LINK);
    const place = fc.nat(token.length - 1);
    const other = fc.constantFrom(...'ABCxyz019-_.|');
    fc.assert(
      fc.property(place, other, (at, character) => {
        fc.pre(token[at] !== character);
        const forged = `${token.slice(0, at)}${character}${token.slice(at + 1)}`;
        expect(readReportToken([SECRET], forged)).toBeNull();
      }),
      { numRuns: 500, seed: 3 },
    );
    for (const text of ['', '.', 'a.b', `${token}.x`, token.slice(0, -4)])
      expect(readReportToken([SECRET], text)).toBeNull();
  });
});

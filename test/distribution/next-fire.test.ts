import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLate, nextFire } from '../../src/distribution/next-fire.ts';
import type { Month } from '../../src/domain/month.ts';
import type { CronRule } from '../../src/domain/schedule/cron-rule.ts';
import { firesOn } from '../../src/domain/schedule/schedule.ts';

const daily = (hour: number, minute: number): CronRule => ({ hour, minute, days: null, months: null, weekdays: null });
const fires = (rule: CronRule, zone: string, after: string, count: number): string[] => {
  const found: string[] = [];
  let at = new Date(after);
  while (found.length < count) {
    at = nextFire({ rule, zone }, at);
    found.push(at.toISOString());
  }
  return found;
};

describe('the next moment of a schedule', () => {
  it('is the 15th at nine in Mexico City, month after month', () => {
    const rule = { ...daily(9, 0), days: [15] };
    expect(fires(rule, 'America/Mexico_City', '2026-01-15T15:00:00Z', 3)).toEqual([
      '2026-02-15T15:00:00.000Z',
      '2026-03-15T15:00:00.000Z',
      '2026-04-15T15:00:00.000Z',
    ]);
  });

  it('keeps to the clock on the wall when it changes', () => {
    const rule = { ...daily(9, 0), days: [15] };
    expect(fires(rule, 'America/New_York', '2026-02-01T00:00:00Z', 2)).toEqual([
      '2026-02-15T14:00:00.000Z',
      '2026-03-15T13:00:00.000Z',
    ]);
  });

  it('fires once where the clock shows the time twice, and after the gap where it skips it', () => {
    expect(fires(daily(1, 30), 'America/New_York', '2026-11-01T04:00:00Z', 2)).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-02T06:30:00.000Z',
    ]);
    expect(fires(daily(2, 30), 'America/New_York', '2026-03-08T00:00:00Z', 2)).toEqual([
      '2026-03-08T07:30:00.000Z',
      '2026-03-09T06:30:00.000Z',
    ]);
  });

  it('is the last day of a month, leap years too', () => {
    const rule = { ...daily(0, 0), days: 'last' as const };
    expect(fires(rule, 'UTC', '2028-01-31T00:00:00Z', 2)).toEqual([
      '2028-02-29T00:00:00.000Z',
      '2028-03-31T00:00:00.000Z',
    ]);
  });

  it('comes once on every day of the rule, in whatever zone', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const rules = fc.record({
      minute: fc.nat(59),
      hour: fc.nat(23),
      days: fc.oneof(
        fc.constant(null),
        fc.constant('last' as const),
        fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 1 }),
      ),
      months: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 })),
      weekdays: fc.constant(null),
    });
    const start = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, rules, start, (zone, rule, after) => {
        const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
        let at = after;
        const days: string[] = [];
        for (let time = 0; time < 5; time++) {
          const next = nextFire({ rule, zone }, at);
          expect(next.getTime()).toBeGreaterThan(at.getTime());
          const [day = '', clock = ''] = format.format(next).split(' ');
          const wanted = `${String(rule.hour).padStart(2, '0')}:${String(rule.minute).padStart(2, '0')}`;
          if (clock !== wanted) expect(shows(format, next, wanted)).toBe(false);
          days.push(day);
          at = next;
        }
        expect(new Set(days).size).toBe(5);
        expect(daysBetween(days).filter((day) => firesOn(rule, day))).toHaveLength(5);
      }),
      { numRuns: 400, seed: 5 },
    );
  });

  /** Whether the clock shows a time in any minute of the day before or after an instant. */
  function shows(format: Intl.DateTimeFormat, around: Date, wanted: string): boolean {
    const day = format.format(around).slice(0, 10);
    for (let minute = -1440; minute <= 1440; minute += 15)
      for (let more = 0; more < 15; more++)
        if (format.format(new Date(around.getTime() + (minute + more) * 60_000)) === `${day} ${wanted}`) return true;
    return false;
  }

  function daysBetween(days: readonly string[]) {
    const [first = '', last = ''] = [days[0], days.at(-1)];
    const all: { year: number; month: number; day: number }[] = [];
    for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
      const [year = 0, month = 0, day = 0] = new Date(at).toISOString().slice(0, 10).split('-').map(Number);
      all.push({ year, month, day });
    }
    return all;
  }
});

describe('an approval', () => {
  const schedule = { rule: { ...daily(9, 0), days: [15] }, zone: 'America/Mexico_City' };

  it.each([
    ['2017-08-15T13:59:00Z', false],
    ['2017-08-15T14:00:00Z', true],
    ['2018-01-01T00:00:00Z', true],
    ['2017-07-20T00:00:00Z', false],
  ])('of July at %s is late: %s', (now, late) => {
    expect(isLate(schedule, '2017-07' as Month, new Date(now))).toBe(late);
  });
});

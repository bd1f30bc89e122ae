import { describe, expect, it } from 'vitest';
import { readSchedules, type Schedule, schedulerExpression } from '../../src/domain/schedule/schedule.ts';

const PLAIN = { sheet: 'us-mexico-border', day: 15, at: '09:00', zone: 'America/Mexico_City' };
const CRON = { sheet: 'us-mexico-border', zone: 'America/Mexico_City' };

const read = (entry: object): Schedule => {
  const { schedules, errors } = readSchedules([entry], 'config/local.json, schedules');
  expect(errors).toBeNull();
  return schedules?.[0] as Schedule;
};
const errorsIn = (value: unknown) => readSchedules(value, 'config/local.json, schedules').errors;

describe('a schedule', () => {
  it('is a day and a time in a zone; what is not said has a sensible value', () => {
    expect(read(PLAIN)).toEqual({
      sheet: 'us-mexico-border',
      rule: { minute: 0, hour: 9, days: [15], months: null, weekdays: null },
      zone: 'America/Mexico_City',
      lateApproval: 'wait',
      replyTo: null,
      sizeLimitMb: 5,
      zipAbove: 3,
      linkDays: 30,
    });
  });

  it.each([
    [PLAIN, 'cron(0 9 15 * ? *)'],
    [{ ...PLAIN, day: 'last' }, 'cron(0 9 L * ? *)'],
    [{ ...CRON, cron: '0 9 15 * *' }, 'cron(0 9 15 * ? *)'],
    [{ ...CRON, cron: '30 6 L */3 *' }, 'cron(30 6 L 1,4,7,10 ? *)'],
    [{ ...CRON, cron: '5 0 * 1,7 mon-fri' }, 'cron(5 0 ? 1,7 MON,TUE,WED,THU,FRI *)'],
    [{ ...CRON, cron: '0 12 * * 7' }, 'cron(0 12 ? * SUN *)'],
    [{ ...CRON, cron: '0 12 * * *' }, 'cron(0 12 * * ? *)'],
    [{ ...CRON, cron: '0 12 1-28/9 * *' }, 'cron(0 12 1,10,19,28 * ? *)'],
  ])('is written for EventBridge Scheduler: %j', (entry, expression) => {
    expect(schedulerExpression(read(entry))).toBe(expression);
  });

  it.each([
    [{ ...PLAIN, zone: 'America/Atlantis' }, /zone: "America\/Atlantis" is not a time zone; write an IANA name/],
    [{ ...PLAIN, zone: '+06:00' }, /zone: "\+06:00" is not a time zone/],
    [{ ...PLAIN, day: 31 }, /not every month has a day 31.*write 1 to 28 or "last"/],
    [{ ...PLAIN, day: 32 }, /no month has a day 32/],
    [{ ...CRON, cron: '0 9 30 2 *' }, /not every month has a day 30/],
    [{ ...PLAIN, at: '24:00' }, /at: "24:00" is not a time; write HH:MM/],
    [{ ...PLAIN, at: undefined }, /at: nothing is not a time/],
    [{ ...PLAIN, cron: '0 9 15 * *' }, /cron replaces day and at/],
    [{ ...CRON, cron: '0 9 15 *' }, /must have five fields/],
    [{ ...CRON, cron: '*/5 9 15 * *' }, /minute "\*\/5" must be one number.*at most once a day/],
    [{ ...CRON, cron: '0 9 15 * 1' }, /leave one of them at \*/],
    [{ ...CRON, cron: '0 9 15 13 *' }, /month "13" is not between 1 and 12/],
    [{ ...CRON, cron: '0 9 * * moon' }, /weekday "MOON" is not between 0 and 7/],
    [{ ...PLAIN, hour: 9 }, /unknown key "hour"; allowed are sheet, day, at/],
    [{ ...PLAIN, sheet: '' }, /sheet: must name a sheet/],
    [{ ...PLAIN, lateApproval: 'yes' }, /lateApproval: must be "send" or "wait"/],
    [{ ...PLAIN, replyTo: 'nobody' }, /replyTo: is not an e-mail address/],
    [{ ...PLAIN, sizeLimitMb: 40 }, /sizeLimitMb: must be 0 to 25/],
    [{ ...PLAIN, zipAbove: 0 }, /zipAbove: must be a whole number from 1 to 100/],
    [{ ...PLAIN, zipAbove: 2.5 }, /zipAbove: must be a whole number/],
    [{ ...PLAIN, linkDays: 0 }, /linkDays: must be 1 to 365/],
    [{ ...PLAIN, day: 10, at: '02:30', zone: 'America/New_York' }, /at 02:30 on 2030-03-10 clocks skip that time/],
    ['15', /must be an object/],
  ])('is refused with its place and a remedy: %j', (entry, message) => {
    const errors = errorsIn([entry]);
    expect(errors?.[0]).toMatch(/^config\/local\.json, schedules\[0\]: /u);
    expect(errors?.join('\n')).toMatch(message);
  });

  it('is refused with everything that is wrong at once, and when a sheet has two', () => {
    expect(errorsIn([{ sheet: '', zone: 'x', day: 40 }])).toHaveLength(3);
    expect(errorsIn([PLAIN, PLAIN])).toEqual([
      'config/local.json, schedules: two schedules of sheet "us-mexico-border"; keep one',
    ]);
    expect(errorsIn({})).toEqual(['config/local.json, schedules: must be a list of schedules']);
  });
});

import { describe, expect, it } from 'vitest';
import type { Month } from '../../src/domain/month.ts';
import type { Grant } from '../../src/domain/person.ts';
import type { VisibleEdition, VisibleTimetable } from '../../src/portal/visible-timetable.ts';
import { dueDate, waitingFor } from '../../src/portal/waiting.ts';

const JULY = '2017-07' as Month;
const MONTHLY = { every: 'month', cumulative: false } as const;

const edition = (state: VisibleEdition['state'], unconfirmed: number | null): VisibleEdition => ({
  sheet: 'border',
  month: JULY,
  revision: 2,
  state,
  approved: null,
  decidedBy: null,
  decidedAt: null,
  madeAt: null,
  sentAt: null,
  stakeholders: null,
  unconfirmed,
});

const row = (hotline: string, state: 'accepted' | 'rejected' | 'missing') => ({
  hotline,
  tables: ['cases', 'victims'],
  expected: [
    { table: 'cases', ...MONTHLY },
    { table: 'victims', ...MONTHLY },
    { table: 'codes', every: 'quarter', cumulative: false } as const,
  ],
  months: [
    {
      month: JULY,
      files: [
        { table: 'cases', state: 'accepted', rejected: 0, isEmpty: false } as const,
        { table: 'victims', state, rejected: state === 'rejected' ? 1 : 0, isEmpty: false },
      ],
    },
  ],
  received: [],
});

const TIMETABLE: VisibleTimetable = {
  hotlines: [row('nhth', 'missing'), row('linea', 'rejected'), row('done', 'accepted')],
  editions: [edition('review', 3), edition('draft', 0)],
};

const waiting = (grants: Grant[], day: string, dueDays = { nhth: 10, linea: 5, done: 10 }) =>
  waitingFor({ name: 'A', grants }, { timetable: TIMETABLE, dueDays, now: new Date(`${day}T12:00:00Z`) });

describe('what waits for a person', () => {
  it('is for an analyst their own files: due before the day, overdue from the day on', () => {
    expect(waiting(['analyst:nhth'], '2017-08-09')).toMatchObject([
      { kind: 'export', hotline: 'nhth', month: JULY, tables: ['victims'], isOverdue: false, mayUpload: true },
    ]);
    expect(waiting(['analyst:nhth'], '2017-08-10')).toMatchObject([{ isOverdue: true }]);
  });

  it('is for an analyst also a rejected file', () => {
    expect(waiting(['analyst:linea'], '2017-08-01', { nhth: 10, linea: 5, done: 10 }).map(({ kind }) => kind)).toEqual([
      'export',
      'rejected',
    ]);
    expect(waiting(['analyst:done'], '2017-08-20')).toEqual([]);
  });

  it('is for an operator every late hotline, the overdue ones first', () => {
    expect(waiting(['operator'], '2017-08-07')).toMatchObject([
      { hotline: 'linea', isOverdue: true, mayUpload: false },
      { hotline: 'nhth', isOverdue: false },
    ]);
  });

  it('is for an approver the editions to review, and for a sender the unconfirmed messages', () => {
    expect(waiting(['approver'], '2017-08-07')).toMatchObject([{ kind: 'review', edition: { revision: 2 } }]);
    expect(waiting(['sender'], '2017-08-07')).toMatchObject([{ kind: 'unconfirmed', messages: 3 }]);
    expect(waiting(['viewer'], '2017-08-07')).toEqual([]);
  });

  it('is no file of a hotline without a due day', () => {
    expect(waiting(['operator'], '2017-08-07', { nhth: 10 } as never).map((one) => one.kind)).toEqual(['export']);
    expect(dueDate('linea', JULY, {})).toBe(null);
    expect(dueDate('nhth', '2017-12' as Month, { nhth: 10 })?.toISOString()).toBe('2018-01-10T00:00:00.000Z');
  });
});

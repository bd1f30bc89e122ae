import { type Month, monthOf, parseDay, previousMonth } from '../domain/month.ts';
import { filesDue } from '../domain/period.ts';
import { hasRole, isAnalystOf, type Person } from '../domain/person.ts';
import type { DueDays } from '../steps/watch-exports.ts';
import type { VisibleEdition, VisibleTimetable } from './visible-timetable.ts';

/** A hotline's export of last month that is not complete. */
export interface DueExport {
  readonly hotline: string;
  readonly month: Month;
  /** The files that are not accepted yet. */
  readonly tables: readonly string[];
  /** The day on which they are due, at 0:00 UTC. */
  readonly due: Date;
  readonly isOverdue: boolean;
}

/** One thing that waits for a person, by their roles. */
export type Waiting =
  | ({ readonly kind: 'export'; readonly mayUpload: boolean } & DueExport)
  | { readonly kind: 'rejected'; readonly hotline: string; readonly month: Month; readonly files: number }
  | { readonly kind: 'review'; readonly edition: VisibleEdition }
  | { readonly kind: 'unconfirmed'; readonly edition: VisibleEdition; readonly messages: number };

/** Returns the day on which a hotline's export of a month is due, at 0:00 UTC; null if none is configured. */
export function dueDate(hotline: string, month: Month, dueDays: DueDays): Date | null {
  const day = dueDays[hotline];
  if (day === undefined) return null;
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), day));
}

/** Returns the exports of last month that are not complete, of the hotlines that have a due day. Days are UTC days. */
export function dueExports({ hotlines }: VisibleTimetable, dueDays: DueDays, now: Date): DueExport[] {
  const today = parseDay(now.toISOString().slice(0, 10));
  if (!today) return [];
  const month = previousMonth(monthOf(today));
  return hotlines.flatMap(({ hotline, expected, months }) => {
    const due = dueDate(hotline, month, dueDays);
    const files = months.find((one) => one.month === month)?.files ?? [];
    const isAccepted = (table: string): boolean =>
      files.some((file) => file.table === table && file.state === 'accepted');
    const tables = filesDue(expected, month).filter((table) => !isAccepted(table));
    if (!due || tables.length === 0) return [];
    return [{ hotline, month, tables, due, isOverdue: due.toISOString().slice(0, 10) <= today }];
  });
}

/** What is needed to find what waits for a person. */
export interface WaitingSource {
  readonly timetable: VisibleTimetable;
  readonly dueDays: DueDays;
  readonly now: Date;
}

/** Returns what waits for a person: late files first, then decisions, then messages. */
export function waitingFor(person: Person, { timetable, dueDays, now }: WaitingSource): Waiting[] {
  const isOf = (hotline: string): boolean => isAnalystOf(person, hotline) || hasRole(person, 'operator');
  const due = dueExports(timetable, dueDays, now)
    .filter(({ hotline }) => isOf(hotline))
    .map((late) => ({ kind: 'export', mayUpload: isAnalystOf(person, late.hotline), ...late }) as const);
  const rejected = timetable.hotlines
    .filter(({ hotline }) => isAnalystOf(person, hotline))
    .flatMap(({ hotline, months }) =>
      months.map(({ month, files }) => ({ hotline, month, files: files.filter(isRejected).length })),
    )
    .filter(({ files }) => files > 0)
    .map((month) => ({ kind: 'rejected', ...month }) as const);
  const { editions } = timetable;
  const review = hasRole(person, 'reviewer', 'approver')
    ? editions.filter(({ state }) => state === 'review').map((edition) => ({ kind: 'review', edition }) as const)
    : [];
  const unconfirmed = hasRole(person, 'sender')
    ? editions.flatMap((edition) =>
        edition.unconfirmed ? [{ kind: 'unconfirmed', edition, messages: edition.unconfirmed } as const] : [],
      )
    : [];
  return [...due.toSorted((a, b) => Number(b.isOverdue) - Number(a.isOverdue)), ...rejected, ...review, ...unconfirmed];
}

/** Whether a file's only uploads are rejected, so that its analyst must correct it. */
const isRejected = ({ state }: { readonly state: string }): boolean => state === 'rejected';

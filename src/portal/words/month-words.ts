import { type Counter, fill } from '../../words/fill.ts';
import type { PortalTexts } from './portal-texts.ts';

/** The words of the page that lists what hotlines sent. */
export const exportsWords = (t: PortalTexts['exports']) => ({
  ...t,
  /** The caption of a hotline's table. */
  caption: (hotline: string): string => fill(t.caption, { hotline }),
  rejectedFiles: (names: string): string => fill(t.rejectedFiles, { names }),
  upload: (month: string): string => fill(t.upload, { month }),
});

/** The words of a hotline's month: its files, their problems, and how one is withdrawn. */
export const monthWords = (t: PortalTexts['month'], counter: Counter) => ({
  ...t,
  records: (count: number): string => counter.text(t.records, count),
  countedIn: (title: string, month: string): string => fill(t.countedIn, { title, month }),
  problems: (errors: number, warnings: number): string =>
    [
      ...(errors > 0 ? [counter.text(t.errors, errors)] : []),
      ...(warnings > 0 ? [counter.text(t.warnings, warnings)] : []),
    ].join(', '),
  missing: (tables: string): string => fill(t.missing, { tables }),
  withdrawLink: (name: string): string => fill(t.withdrawLink, { name }),
  withdrawn: (name: string): string => fill(t.withdrawn, { name }),
  column: (name: string): string => fill(t.column, { name }),
  showRows: (count: number): string => counter.text(t.showRows, count),
  rowsCaption: (from: number, to: number, total: number): string => fill(t.rowsCaption, { from, to, total }),
  withdrawTitle: (name: string): string => fill(t.withdrawTitle, { name }),
  notCounted: (table: string, records: number, month: string): string =>
    counter.text(t.notCounted, records, { table, month }),
  recomputed: (title: string, month: string): string => fill(t.recomputed, { title, month }),
  approvedStays: (title: string, month: string): string => fill(t.approvedStays, { title, month }),
});

/** The words of the list of what waits for the person who is signed in. */
export const waitingWords = (t: PortalTexts['waiting'], counter: Counter) => ({
  ...t,
  due: (name: string, month: string, day: string): string => fill(t.due, { name, month, day }),
  overdue: (name: string, month: string, day: string): string => fill(t.overdue, { name, month, day }),
  dueOn: (day: string): string => fill(t.dueOn, { day }),
  overdueSince: (day: string): string => fill(t.overdueSince, { day }),
  tables: (names: string): string => fill(t.tables, { names }),
  rejected: (count: number, name: string, month: string): string => counter.text(t.rejected, count, { name, month }),
  review: (sheet: string, month: string, revision: number): string => fill(t.review, { sheet, month, revision }),
  unconfirmed: (count: number, sheet: string, month: string): string =>
    counter.text(t.unconfirmed, count, { sheet, month }),
});

/** The words of the page of tokens. */
export const tokenWords = (t: PortalTexts['tokens']) => ({
  ...t,
  ofHotline: (role: string, hotline: string): string => fill(t.ofHotline, { role, hotline }),
  days: (most: number): string => fill(t.days, { most }),
  revokeNamed: (name: string): string => fill(t.revokeNamed, { name }),
  revokeTitle: (name: string): string => fill(t.revokeTitle, { name }),
  wrongText: (most: number): string => fill(t.wrongText, { most }),
});

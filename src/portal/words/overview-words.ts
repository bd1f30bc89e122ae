import type { Language, UserLanguage } from '../../domain/languages.ts';
import { type Counter, fill } from '../../words/fill.ts';
import { languageName } from '../../words/language-name.ts';
import type { PortalTexts } from './portal-texts.ts';

export const headlineWords = (t: PortalTexts['headline']) => ({
  ...t,
  complete: (month: string): string => fill(t.complete, { month }),
  incomplete: (month: string): string => fill(t.incomplete, { month }),
  published: (month: string): string => fill(t.published, { month }),
});

export const tilesWords = ({ tiles: t, timetable }: PortalTexts, counter: Counter) => ({
  ...t,
  accepted: (month: string): string => fill(t.accepted, { month }),
  of: (total: number): string => fill(t.of, { total }),
  rejectedMissing: (rejected: number, missing: number): string =>
    `${counter.text(timetable.rejected, rejected)}, ${counter.text(timetable.missing, missing)}`,
  toReview: (count: number): string => counter.text(t.toReview, count),
  unconfirmed: (count: number): string => counter.text(t.unconfirmed, count),
  /** `people`: how many get it; null if that is not known here. */
  atZone: (time: string, zone: string, people: number | null): string =>
    `${fill(t.atZone, { time, zone })}${people === null ? '' : counter.text(t.toPeople, people)}`,
});

export const timetableWords = (t: PortalTexts['timetable'], counter: Counter) => ({
  ...t,
  filesAccepted: (accepted: number, total: number): string => counter.text(t.filesAccepted, total, { accepted }),
  rejected: (count: number): string => counter.text(t.rejected, count),
  missing: (count: number): string => counter.text(t.missing, count),
  /** How many accepted files have no records. */
  noRecords: (count: number): string => fill(t.noRecords, { count }),
  revision: (revision: number, state: string): string => fill(t.revision, { revision, state }),
  allMonths: (count: number): string => counter.text(t.allMonths, count),
  lastMonths: (count: number): string => counter.text(t.lastMonths, count),
});

export const activityWords = (t: PortalTexts['activity'], counter: Counter) => ({
  ...t,
  files: (count: number): string => counter.text(t.files, count),
  fileOf: (files: string, hotline: string, month: string): string => fill(t.fileOf, { files, hotline, month }),
  revisionOf: (sheet: string, month: string, revision: number): string =>
    fill(t.revisionOf, { sheet, month, revision }),
});

export const publishedWords = (t: PortalTexts['published'], counter: Counter, own: UserLanguage) => ({
  ...t,
  sheetIn: (language: Language): string => fill(t.sheetIn, { language: languageName(language, own) }),
  draftIn: (language: Language): string => fill(t.draftIn, { language: languageName(language, own) }),
  chart: (name: string): string => fill(t.chart, { name }),
  charts: (count: number): string => counter.text(t.charts, count),
  approvedOn: (day: string): string => fill(t.approvedOn, { day }),
});

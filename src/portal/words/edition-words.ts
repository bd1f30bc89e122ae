import { type Counter, fill } from '../../words/fill.ts';
import { someOf } from '../../words/joined.ts';
import type { PortalTexts } from './portal-texts.ts';

/** The words of an edition's page, and of the page that explores figures. */
export const editionWords = (t: PortalTexts['edition'], counter: Counter) => ({
  ...t,
  revision: (revision: number): string => fill(t.revision, { revision }),
  incomplete: (missing: number): string => counter.text(t.incomplete, missing),
  corrects: (revision: number, day: string): string => fill(t.corrects, { revision, day }),
  through: (day: string): string => fill(t.through, { day }),
  counted: (hotlines: string, files: number): string => counter.text(t.counted, files, { hotlines }),
});

export type EditionWords = ReturnType<typeof editionWords>;

/** The words of the page of a family. */
export const familyWords = (t: PortalTexts['family'], counter: Counter) => ({
  ...t,
  title: (sheet: string, month: string): string => fill(t.title, { sheet, month }),
  lead: (members: number): string => fill(t.lead, { members }),
  approvedOf: (approved: number, members: number): string => fill(t.approvedOf, { approved, members }),
  by: (name: string): string => fill(t.by, { name }),
  /** How many of all sheets a search found. */
  found: (shown: number, all: number): string => counter.text(t.found, all, { shown }),
  group: (name: keyof typeof t.groups, count: number): string => fill(t.groups[name], { count }),
  alsoOthers: (count: number): string => fill(t.alsoOthers, { count }),
  needsReasonFor: (why: readonly string[]): string => fill(t.needsReasonFor, { why: [...new Set(why)].join('; ') }),
  reasonForMarked: (names: readonly string[]): string => fill(t.reasonForMarked, { sheets: someOf(names) }),
  /** A decision was refused because these sheets need a reason. */
  reasonMissing: (names: readonly string[]): string =>
    counter.text(t.reasonMissing, names.length, { sheets: someOf(names) }),
  leaveOutNamed: (name: string): string => fill(t.leaveOutNamed, { name }),
  /** The decisions are not all made yet. */
  unfinished: (left: number): string => counter.text(t.unfinished, left),
});

import { type Counter, fill } from '../../words/fill.ts';
import type { PortalTexts } from './portal-texts.ts';

type Texts = PortalTexts['stakeholders'];

/** What was done to a person or the list, as the next page reports it. */
export type DoneAct = keyof Texts['done'];

/** The fields of the forms about a person. */
export type PersonField = keyof Texts['fields'];

/** The words of the pages of stakeholders in one language. */
export const stakeholderWords = (t: Texts, counter: Counter) => ({
  ...t,
  titleOf: (sheet: string): string => fill(t.titleOf, { sheet }),
  counts: (listed: number, left: number): string => counter.text(t.counts, left, { listed }),
  /** The heading of the members of a family: how many there are, and how many are chosen. */
  members: (all: number, chosen: number): string =>
    fill(t.members, { all, chosen: chosen === 0 ? '' : counter.text(t.chosen, chosen) }),
  actOn: (act: string, name: string): string => fill(t.actOn, { act, name }),
  shown: (count: number, total: number): string => fill(t.shown, { count, total }),
  next: (count: number): string => fill(t.next, { count }),
  leftOn: (day: string): string => fill(t.leftOn, { day }),
  since: (day: string): string => fill(t.since, { day }),
  importedCounts: (added: number, changed: number): string =>
    fill(t.importedCounts, { added: counter.text(t.added, added), changed: counter.text(t.changed, changed) }),
  conflicts: (text: string): string => fill(t.conflicts, { text }),
  reasonGiven: (reason: string): string => fill(t.reasonGiven, { reason }),
  removeTitle: (name: string): string => fill(t.removeTitle, { name }),
  imports: importWords(t.imports, counter),
});

export type StakeholderWords = ReturnType<typeof stakeholderWords>;

/** The words of the import of a list. */
const importWords = (t: Texts['imports'], counter: Counter) => ({
  ...t,
  refusedTitle: (lines: number): string => counter.text(t.refusedTitle, lines),
  changes: (fields: string): string => fill(t.changes, { fields }),
  merged: (line: number, into: number): string => fill(t.merged, { line, into }),
  absentTitle: (count: number): string => counter.text(t.absentTitle, count),
  more: (count: number): string => fill(t.more, { count }),
  confirm: (added: number, changed: number): string => fill(t.confirm, { added, changed }),
});

import { type Counter, fill } from '../../words/fill.ts';
import type { PortalTexts } from './portal-texts.ts';

type Texts = PortalTexts['distribution'];

/** The words of the pages about sending a sheet, in one language. */
export const distributionWords = (t: Texts, counter: Counter) => ({
  ...t,
  title: (sheet: string): string => fill(t.title, { sheet }),
  lastUnit: (month: string, revision: number): string => fill(t.lastUnit, { month, revision }),
  /** How many of the people on the list have the message. */
  sentTo: (sent: number, listed: number): string => counter.text(t.sentTo, listed, { sent }),
  total: (listed: number, left: number): string =>
    fill(t.total, { people: counter.text(t.peopleOf, listed), left: left === 0 ? '' : counter.text(t.left, left) }),
  ...scheduleWords(t, counter),
  held: (by: string, when: string): string => fill(t.held, { by, when }),
  ...runWords(t, counter),
  ask: (name: string): string => fill(t.ask, { name }),
  revokeOf: (name: string): string => fill(t.revokeOf, { name }),
  resolved: (count: number): string => counter.text(t.resolved, count),
});

const scheduleWords = (t: Texts, counter: Counter) => ({
  inUtc: (time: string): string => fill(t.inUtc, { time }),
  everyMonth: (days: string): string => fill(t.everyMonth, { days }),
  day: (days: readonly number[]): string => counter.text(t.day, days.length, { days: days.join(', ') }),
  weekday: (names: string): string => fill(t.weekday, { names }),
  inMonths: (names: string): string => fill(t.inMonths, { names }),
  linkDays: (days: number): string => fill(t.linkDays, { days }),
});

const runWords = (t: Texts, counter: Counter) => ({
  would: (count: number): string => counter.text(t.would, count),
  corrects: (revision: number): string => fill(t.corrects, { revision }),
  correctsSome: (count: number): string => counter.text(t.correctsSome, count),
  /** How many sheets of a family. */
  sheets: (count: number): string => fill(t.sheets, { count }),
  /** The members of a family: how many there are, and how many someone chose. */
  members: (all: number, chosen: number): string => fill(t.members, { all, chosen }),
  /** How many people get a member. */
  peopleOf: (count: number): string => counter.text(t.peopleOf, count),
  leftOut: (count: number): string => counter.text(t.leftOut, count),
  runNow: (count: number): string => counter.text(t.runNow, count),
  /** Before the names of the members of a family that a run leaves out because they are held. */
  heldMembers: (count: number): string => counter.text(t.heldMembers, count),
  runBy: (by: string, when: string): string => fill(t.runBy, { by, when }),
});

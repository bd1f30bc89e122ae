import { type Counter, fill } from '../../words/fill.ts';
import type { PortalTexts } from './portal-texts.ts';

type Texts = PortalTexts['review'];

/** The words of a review in one language. */
export const reviewWords = (t: Texts, counter: Counter) => ({
  ...t,
  made: (revision: number, when: string): string => fill(t.made, { revision, when }),
  decided: (by: string, when: string): string => fill(t.decided, { by, when }),
  incomplete: (missing: number): string => counter.text(t.incomplete, missing),
  comparedWith: (revision: string): string => fill(t.comparedWith, { revision }),
  revisionOf: (month: string, revision: number): string => fill(t.revisionOf, { month, revision }),
  approvedOn: (day: string): string => fill(t.approvedOn, { day }),
  pageName: (page: string, of: string): string => fill(t.pageName, { page, of }),
  issues: issueWords(t.issues, counter),
  smallUnit: (count: number): string => counter.text(t.smallUnit, count),
  smallCaption: (most: number): string => fill(t.smallCaption, { most }),
  allNumbers: (count: number): string => counter.text(t.allNumbers, count),
  shown: shownWords(t.shown),
  sinceTitle: (month: string): string => fill(t.sinceTitle, { month }),
  came: (count: number): string => counter.text(t.came, count),
  corrected: (count: number): string => counter.text(t.corrected, count),
  withdrawn: (count: number): string => counter.text(t.withdrawn, count),
  orphansLine: (victims: string, traffickers: string): string => fill(t.orphansLine, { victims, traffickers }),
  undatedLine: (cases: string, signals: string): string => fill(t.undatedLine, { cases, signals }),
  historyLine: ({ verdict, ...values }: HistoryLine): string => fill(t.historyLine[verdict], { ...values }),
  decisionTitle: (revision: number): string => fill(t.decisionTitle, { revision }),
  approvedFirst: (by: string): string => fill(t.approvedFirst, { by }),
  sending: sendingWords(t, counter),
  decidingAs: (name: string): string => fill(t.decidingAs, { name }),
  unopened: (language: string): string => fill(t.unopened, { language }),
  withoutMembers: (sheet: string): string => fill(t.withoutMembers, { sheet }),
});

interface HistoryLine {
  readonly revision: number;
  readonly verdict: keyof Texts['historyLine'];
  readonly by: string;
  readonly day: string;
}

/** What an approval leads to. `people`: how many get the revision; null if that is not known here. */
function sendingWords({ sending, toPeople }: Texts, counter: Counter) {
  const to = (people: number | null): string => (people === null ? '' : counter.text(toPeople, people));
  return {
    held: sending.held,
    'at-once': (people: number | null): string => fill(sending['at-once'], { people: to(people) }),
    'by-hand': (people: number | null): string => fill(sending['by-hand'], { people: to(people) }),
    scheduled: (people: number | null, moment: string): string =>
      fill(sending.scheduled, { people: to(people), moment }),
  };
}

const shownWords = (t: Texts['shown']) => ({
  ...t,
  rounded: (printed: string): string => fill(t.rounded, { printed }),
  fewer: (base: number): string => fill(t.fewer, { base }),
  orMore: (from: string): string => fill(t.orMore, { from }),
  fewerThan: (to: string): string => fill(t.fewerThan, { to }),
  range: (from: string, to: string): string => fill(t.range, { from, to }),
  hiddenSmall: (threshold: number): string => fill(t.hiddenSmall, { threshold }),
});

interface UnusualParts {
  readonly place: string;
  readonly column: string;
  readonly was: string;
  readonly is: string;
}

interface UnknownColumn {
  readonly table: string;
  readonly hotline: string;
  readonly column: string;
  readonly exports: number;
}

/** The heading and the text of each issue. */
function issueWords(t: Texts['issues'], counter: Counter) {
  const unusualPlace = (kind: keyof Texts['issues']['unusualPlace'], parts: UnusualParts): string =>
    fill(t.unusualPlace[kind], { ...parts });
  return {
    ...t,
    exposed: (count: number) => ({ title: counter.text(t.exposed.title, count), text: t.exposed.text }),
    exposedPlace: ({ name, value, range }: { name: string; value: string; range: string | null }): string =>
      range === null
        ? fill(t.exposedPlace.unknown, { name, value })
        : fill(t.exposedPlace.known, { name, value, range }),
    interval: (month: string, months: number, least: number) => ({
      title: counter.text(t.interval.title, months),
      text: fill(t.interval.text, { month, months: counter.text(t.interval.months, least) }),
    }),
    incomplete: (missing: number) => ({ title: counter.text(t.incomplete.title, missing), text: t.incomplete.text }),
    behind: (exports: number) => ({ title: counter.text(t.behind.title, exports), text: t.behind.text }),
    smallChanges: (changes: number, most: number, against: string) => ({
      title: counter.text(t.smallChanges.title, changes, { most }),
      text: counter.text(t.smallChanges.text, changes, { against }),
    }),
    orphans: (hotline: string, orphans: number, people: string) => ({
      title: counter.text(t.orphans.title, orphans),
      text: fill(t.orphans.text, { hotline, people }),
    }),
    columnUnknown: ({ exports, ...place }: UnknownColumn) => ({
      title: counter.text(t.columnUnknown.title, exports),
      text: fill(t.columnUnknown.text, { ...place }),
    }),
    figureUnknown: (figure: string, total: string) => ({
      title: t.figureUnknown.title,
      text: fill(t.figureUnknown.text, { figure, total }),
    }),
    rejected: (by: string, day: string) => ({ title: t.rejected.title, text: fill(t.rejected.text, { by, day }) }),
    empty: (count: number) => ({ title: counter.text(t.empty.title, count), text: t.empty.text }),
    unusual: (count: number, listed: number) => ({
      title: counter.text(t.unusual.title, count),
      text: listed < count ? fill(t.unusual.first, { text: t.unusual.text, listed }) : t.unusual.text,
    }),
    unusualPlace: {
      records: (parts: UnusualParts): string => unusualPlace('records', parts),
      orphans: (parts: UnusualParts): string => unusualPlace('orphans', parts),
      ids: (parts: UnusualParts): string => unusualPlace('ids', parts),
    },
  };
}

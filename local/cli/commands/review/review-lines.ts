import { verdictWords } from '../../../../src/domain/decision.ts';
import type { CountedExport, TableOfMonth } from '../../../../src/domain/edition.ts';
import type { CountClass } from '../../../../src/domain/figure.ts';
import { countNoun, formatCount } from '../../../../src/domain/format.ts';
import type { ExportChanges, Review, ReviewedNumber, Shown } from '../../../../src/domain/review.ts';
import { excludedLines, unusualLines } from '../../../terminal/data-lines.ts';
import { warningLine } from './warning-lines.ts';

/** A review in words, for a terminal: exact counts, so confidential. */
export function reviewLines(review: Review): string[] {
  const { revision, since, decisions, warnings, pagesComplete } = review;
  const { sheet, month, complete, orphans, excluded, corrects } = revision;
  return [
    `${sheet} ${month}, revision ${revision.revision}, ${complete ? 'complete' : 'incomplete'}; exact counts: confidential`,
    ...exposedLines(review),
    ...tooNearLines(review),
    ...seenLines(review),
    since
      ? `  compared with ${since.month}, revision ${since.revision}, approved on ${since.at.slice(0, 10)}`
      : '  no revision is approved yet to compare it with',
    ...(corrects ? [`  its pages say that it corrects revision ${corrects.revision}`] : []),
    ...behindLines(review),
    ...definitionLines(review),
    ...(pagesComplete ? [] : ['  its pages are not complete: publish it again before deciding']),
    ...approvalLines(review),
    ...decisions.map(({ revision: of, verdict, by, at, reason }) => {
      return `  revision ${of} was ${verdictWords(verdict)} by ${by} on ${at.slice(0, 10)}${reason === null ? '' : `: ${reason}`}`;
    }),
    '',
    ...numberLines(review.numbers.filter(isSomething), revision.threshold),
    '',
    ...(since ? changeLines(review.exports) : []),
    ...exportLines('missing', revision.missing),
    `people whose case is not in the exports, not counted: ${formatCount(orphans.victims)} victims, ${formatCount(orphans.traffickers)} traffickers`,
    ...excludedLines(excluded ?? []),
    ...unusualLines(review.unusual, LINES),
    ...review.empty.map(({ hotline, month, table }) => `${hotline} ${month} ${table}: the export has no records`),
    '',
    ...unseenLines(review),
    ...(warnings.length === 0
      ? review.exposed.length + review.tooNear.length + definitionLines(review).length === 0
        ? ['the rules do not object to anything']
        : []
      : ['approving it needs a reason:', ...warnings.map((warning) => `  ${warningLine(warning)}`)]),
  ];
}

/** What of the sheet's folder changed since the revision was made or approved. */
const definitionLines = ({ revision: { sheet, month }, sheetChanged, messageChanged }: Review): string[] => [
  ...(sheetChanged
    ? [
        `  it cannot be approved: templates/${sheet} changed since it was made; factsheets publish ${sheet} ${month} computes it again`,
      ]
    : []),
  ...(messageChanged
    ? [
        `  its messages changed after it was approved, so none is sent: review them (factsheets distribute ${sheet} ${month} --dry-run --mail DIR), then approve it again`,
      ]
    : []),
];

/** What readers see in a number's stead; k is the sheet's threshold. */
function shownText({ shown, class: seen, rounded }: ReviewedNumber, k: number): string {
  const texts: Readonly<Record<Shown, string>> = {
    printed: '',
    rounded: `printed ${formatCount(rounded?.printed ?? null)}`,
    fewer: `printed <${rounded?.base ?? k}`,
    class: seen ? classText(seen) : '',
    unlisted: 'not listed',
    'hidden-small': `‡ fewer than ${k}`,
    'hidden-beside': '‡ hides another',
    withheld: '‡ figure withheld',
  };
  return shown === null ? 'gone' : texts[shown];
}

/** A map's class as its page words it. */
function classText({ from, to }: CountClass): string {
  if (to === 0) return 'none known';
  if (to === null) return `${formatCount(from)} or more`;
  return from === 1 ? `fewer than ${formatCount(to + 1)}` : `${formatCount(from)} to ${formatCount(to)}`;
}

/** Most cells of a map are zero in both revisions. */
const isSomething = ({ cell, before, now }: ReviewedNumber): boolean =>
  cell === null || (before ?? 0) > 0 || (now ?? 0) > 0;

const changeLines = ({ came, corrected, withdrawn }: ExportChanges): string[] => [
  ...exportLines('came', came),
  ...exportLines('corrected', corrected),
  ...exportLines('withdrawn', withdrawn),
];

/** Exports that are active now and not in the revision, or in it and no longer active; empty while it is up to date. */
function behindLines({ behind, revision: { sheet, month } }: Review): string[] {
  const lines = changeLines(behind).map((line) => `    ${line}`);
  if (lines.length === 0) return [];
  return [`  exports changed since it was made, so publish ${sheet} ${month} again first:`, ...lines];
}

/** Columns: number, before, now, difference, what readers see; `!` marks a change of 1..k-1. */
function numberLines(numbers: readonly ReviewedNumber[], k: number): string[] {
  const names = numbers.map(({ figure, cell }) => (cell === null ? figure : `  ${figure} ${cell}`));
  const width = Math.max(...names.map((name) => name.length), 6);
  const row = ([name = '', before = '', now = '', change = '', shown = '']: readonly string[]): string =>
    `${name.padEnd(width)} ${before.padStart(9)} ${now.padStart(9)} ${change.padStart(8)}  ${shown}`.trimEnd();
  return [
    row(['figure', 'before', 'now', 'change', 'readers see']),
    ...numbers.map((number, at) => {
      const { before, now, small } = number;
      return row([names[at] ?? '', cellOf(before), cellOf(now), changeOf(before, now, small), shownText(number, k)]);
    }),
  ];
}

const cellOf = (count: number | null): string => (count === null ? '-' : formatCount(count));

function changeOf(before: number | null, now: number | null, small: boolean): string {
  const difference = (now ?? 0) - (before ?? 0);
  if (before === null || difference === 0) return small ? '!' : '';
  return `${small ? '! ' : ''}${difference > 0 ? '+' : '-'}${formatCount(Math.abs(difference))}`;
}

/** How many lines of one kind a person reads before "and n more"; `--json` has them all. */
const LINES = 16;

function exportLines(what: string, exports: readonly (CountedExport | TableOfMonth)[]): string[] {
  const named = exports.slice(0, LINES).map(({ hotline, month, table }) => `${what} ${hotline} ${month} ${table}`);
  return exports.length > LINES ? [...named, `and ${formatCount(exports.length - LINES)} more ${what}`] : named;
}

/** What cannot be approved, before everything else. */
function exposedLines({ exposed }: Review): string[] {
  if (exposed.length === 0) return [];
  const lines = exposed.map(({ sheet, month, revision, figure, cell, value, least, most, undecided }) => {
    const name = `${figure}${cell === null ? '' : ` ${cell}`} of ${sheet ? `${sheet} ` : ''}${month}, revision ${revision}`;
    if (undecided)
      return `    ${name}: ${formatCount(value)}; it took too long to find out whether readers could know it`;
    const reach = least === most ? 'readers would know it' : `readers would know that it is ${least} to ${most}`;
    return `    ${name}: ${formatCount(value)}; ${reach}`;
  });
  return ['  CANNOT BE APPROVED: together with approved revisions it would reveal hidden numbers', ...lines];
}

const tooNearLines = ({ tooNear }: Review): string[] =>
  tooNear.map(
    ({ month, months, least }) =>
      `  CANNOT BE APPROVED: ${month} is approved, ${countNoun(months, 'month')} away; the sheet asks for ${least}`,
  );

/** Changes that readers of both pages can subtract. */
function seenLines({ smallChanges, revision: { threshold } }: Review): string[] {
  return smallChanges.flatMap(({ month, revision, changes }) => {
    const seen = changes.filter((change) => change.seen);
    if (seen.length === 0) return [];
    const lines = seen.slice(0, LINES).map(({ figure, cell, before, after }) => {
      return `    ${figure}${cell === null ? '' : ` ${cell}`}: ${formatCount(before)} -> ${formatCount(after)}`;
    });
    const more = seen.length > LINES ? [`    and ${formatCount(seen.length - LINES)} more`] : [];
    return [
      `  readers can subtract changes of fewer than ${threshold} from ${month}, revision ${revision}:`,
      ...lines,
      ...more,
    ];
  });
}

/** Changes that no two pages print side by side: how many there are. */
function unseenLines({ smallChanges, revision: { threshold } }: Review): string[] {
  return smallChanges.flatMap(({ month, revision, changes }) => {
    const unseen = changes.filter((change) => !change.seen).length;
    if (unseen === 0) return [];
    const what = unseen === 1 ? 'change' : 'changes';
    return [
      `${formatCount(unseen)} ${what} of fewer than ${threshold} against ${month}, revision ${revision}, that no reader can see (--json lists them)`,
    ];
  });
}

/** What the sheet asks for besides one approval. */
function approvalLines({ approval: { people, first, uploaders } }: Review): string[] {
  return [
    ...(people === 2 ? [`  two people must approve it; ${first ? `${first.by} did` : 'no one did yet'}`] : []),
    ...(uploaders.length > 0 ? [`  may not be approved by who uploaded its exports: ${uploaders.join(', ')}`] : []),
  ];
}

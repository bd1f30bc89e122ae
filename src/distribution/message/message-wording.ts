import { type CellLabels, type PrintedFigure, printedTotal } from '../../domain/figure.ts';
import { formatNumber } from '../../domain/format.ts';
import type { Language } from '../../domain/languages.ts';
import { formatCellShare, formatTied } from '../../words/dates-and-counts.ts';

/** A run of text in a message. */
export interface TextRun {
  readonly text: string;
  readonly bold?: true;
  readonly href?: string;
}

/**
 * The texts of a sheet's messages in one language, with figures filled in; `{name}` and the like are filled in per
 * person.
 */
export interface MessageWording {
  /** A BCP 47 tag. */
  readonly locale: string;
  readonly language: Language;
  readonly words: Readonly<Record<string, string>>;
  /** Paragraphs by section: body, correction, closing. */
  readonly prose: Readonly<Record<string, readonly (readonly TextRun[])[]>>;
}

/** The validated content of `templates/<sheet>/message/message.json`. */
export interface MessageDefinition {
  /** Figures whose totals are shown large. */
  readonly headline: readonly string[];
  /** The figure shown as bars. */
  readonly chart: string;
}

/** Words that every message has, whatever its figures. */
const COMMON_WORDS = [
  'subject',
  'subject.correction',
  'preview',
  'kicker',
  'kicker.correction',
  'title',
  'period',
  'greeting',
  'chart.title',
  'chart.unit',
  'chart.none',
  'suppressed.note',
  'correction.change',
  'correction.other',
  'attached',
  'link.button',
  'link.say',
  'leave.say',
  'leave.button',
];

/** Texts that messages about members need besides: they name the member. */
const MEMBER_WORDS = ['subject.member', 'subject.correction.member', 'title.member'];

/** Returns the words and sections that a message's wording must have. */
export const messageKeys = ({ headline }: MessageDefinition, { rounded = false, member = false } = {}) => ({
  words: [
    ...COMMON_WORDS,
    ...(rounded ? ['rounded.note'] : []),
    ...(member ? MEMBER_WORDS : []),
    ...headline.map((figure) => `${figure}.label`),
  ],
  prose: ['body', 'correction', 'closing', ...(member ? ['body.member'] : [])],
  mayHave: [],
});

/** Returns the placeholders of a text, by its key, that are filled in when the message is composed, not before. */
export function laterWords(key: string): readonly string[] {
  if (key === 'correction.change') return ['what', 'before', 'after'];
  return key === 'correction.other' ? [] : ['name', 'days'];
}

/** A number shown large, as printed. */
export interface Headline {
  readonly value: string;
  readonly label: string;
}

/** A bar of the chart. `width` is 0 to 100, relative to the longest printed bar; null where the count is hidden. */
export interface Bar {
  readonly label: string;
  readonly count: string;
  readonly share: string | null;
  readonly width: number | null;
}

/** Returns the totals that are shown large, as the pages print them. */
export const headlines = (
  { headline }: MessageDefinition,
  figures: readonly PrintedFigure[],
  { words, locale }: MessageWording,
): Headline[] =>
  headline.flatMap((id) => {
    const figure = figures.find((one) => one.id === id);
    return figure ? [{ value: formatNumber(printedTotal(figure), locale), label: words[`${id}.label`] ?? id }] : [];
  });

/** Returns the bars of a figure, from printed numbers alone: a hidden cell has the mark and no length. */
export function barsOf(figure: PrintedFigure, labels: CellLabels, { language, locale }: MessageWording): Bar[] {
  const { tied } = figure;
  const cells = figure.cells.map((cell) => ({ ...cell, label: labels[cell.key]?.[language] ?? cell.key }));
  const rows = tied ? [...cells, { ...tied, label: formatTied(tied.cells, language) }] : cells;
  const longest = Math.max(1, ...rows.map(({ count }) => count ?? 0));
  return rows.map(({ label, count = null, ...cell }) => ({
    label,
    count: formatNumber({ ...cell, count }, locale),
    share: formatCellShare({ ...cell, count }, figure.total, language),
    width: count === null ? null : Math.round((100 * count) / longest),
  }));
}

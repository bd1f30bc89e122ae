import {
  type CountClass,
  type PrintedCell,
  type PrintedFigure,
  type PrintedNumber,
  printedTotal,
} from '../domain/figure.ts';
import { formatCount } from '../domain/format.ts';
import type { Language } from '../domain/languages.ts';
import { isSeries } from '../domain/time-series.ts';
import { formatCellShare, formatShare, formatTied, numberInWords } from '../words/dates-and-counts.ts';
import { fill, pluralText } from '../words/fill.ts';
import { capitalize } from '../words/joined.ts';
import { formatPeriod } from '../words/period-labels.ts';
import { READER_WORDS } from '../words/reader-words.ts';
import type { ChartSource } from './chart-data.ts';
import { type ChartWords, classInWords, emptyWord, wordFor } from './chart-words.ts';
import { type Labels, labelOf } from './figure-rows.ts';

/** The labels, words and language for describing a figure. */
export interface DescriptionSource {
  readonly labels: Labels;
  readonly words: ChartWords;
  readonly lang: Language;
  /** The locale in which numbers are formatted: a BCP 47 tag. */
  readonly locale: string;
  /** The code of the member whose shape a map outlines. */
  readonly member?: string | undefined;
}

interface FigureDescription extends DescriptionSource {
  readonly place: string;
}

/**
 * Describes a printed figure in words, for a reader who cannot see its chart. For a map, lists the places of each
 * class, the highest class first. For other figures, lists each cell's label, count and share in the figure's order,
 * then the total; before the months of a series, their lowest and highest number. The text says exactly what is
 * printed: a hidden number is "not shown", a withheld figure is its note (`chart.withheld`).
 * @throws Failure DefinitionInvalid for a missing word or label
 */
export function describeFigure(figure: PrintedFigure, source: DescriptionSource): string {
  const { words } = source;
  const description: FigureDescription = { ...source, place: `the alternative text of ${figure.id}` };
  if (figure.withheld) return withoutMark(wordFor(words, 'chart.withheld', description.place));
  if (figure.cells.some((cell) => cell.class)) return describeMap(figure, description);
  const cells = [
    ...figure.cells.map((cell) => describeCell(figure, cell, description)),
    ...describeTied(figure, description),
  ];
  const total = totalOf(figure, source, cells.length > 0);
  if (cells.length > 0)
    return `${describeMonths(figure, source)}${capitalize(cells.join(READER_WORDS[source.lang].page.semicolon))}. ${total}`;
  return figure.by ? `${withoutMark(wordFor(words, emptyWord(figure), description.place))} ${total}` : total;
}

/**
 * Describes the figures of one chart, each after its name (the chart word `series.<figure>`) if there are several; empty
 * for a chart without a figure.
 * @throws Failure DefinitionInvalid for a missing word or label
 */
export function describeFigures(
  ids: readonly string[],
  source: DescriptionSource & Pick<ChartSource, 'figures'>,
): string {
  const described = ids.flatMap((id) => {
    const figure = source.figures.find((each) => each.id === id);
    if (!figure) return [];
    const name = ids.length > 1 ? `${wordFor(source.words, `series.${id}`, `the alternative text of ${id}`)}: ` : '';
    return [`${name}${describeFigure(figure, source)}`];
  });
  return described.join(' ');
}

/** After cells, which need not add up to it, the total is named as what they are part of. */
function totalOf(figure: PrintedFigure, source: DescriptionSource, afterCells: boolean): string {
  const printed = printedTotal(figure);
  const { page } = READER_WORDS[source.lang];
  const number = countInWords(printed, source);
  return fill(afterCells && !isHidden(printed) ? page.ofTotal : page.total, { number });
}

/** The lowest and the highest month of a series, followed by a space; empty if a month has no exact number. */
function describeMonths({ by, cells }: PrintedFigure, { lang, locale }: DescriptionSource): string {
  const counts = cells.flatMap(({ count }) => (typeof count === 'number' ? [count] : []));
  if (by !== 'month' || counts.length < 2 || counts.length < cells.length) return '';
  const least = formatCount(Math.min(...counts), locale);
  const most = formatCount(Math.max(...counts), locale);
  return `${fill(pluralText(READER_WORDS[lang].page.months, counts.length, lang), { count: counts.length, least, most })} `;
}

/** Removes the mark from a note: a listener does not need to hear its name. */
const withoutMark = (note: string): string => note.replace(/^‡\s*| \(‡\)/gu, '');

function describeCell(figure: PrintedFigure, cell: PrintedCell, description: FigureDescription): string {
  const { lang } = description;
  const name = nameOf(figure, cell, description);
  const { colon, suppressed } = READER_WORDS[lang].page;
  if (cell.suppressed) return `${name}${colon}${suppressed}`;
  const share = formatCellShare(cell, figure.total, lang);
  const count = countInWords({ ...cell, count: cell.count ?? null }, description);
  return `${name}${colon}${count}${share === null ? '' : ` (${share})`}`;
}

/** Describes, for a top list, how many cells share its last count. */
function describeTied({ tied, total }: PrintedFigure, description: FigureDescription): string[] {
  if (!tied) return [];
  const { lang } = description;
  const share = tied.share === undefined ? '' : ` (${formatShare(tied.share, tied.count, total, lang)})`;
  const name = `${formatTied(tied.cells, lang)}${READER_WORDS[lang].page.colon}`;
  return [`${name}${countInWords(tied, description)}${share}`];
}

function nameOf(figure: PrintedFigure, cell: PrintedCell, description: FigureDescription): string {
  return isSeries(figure.by) ? formatPeriod(cell, description.lang) : labelOf(figure, cell, description);
}

const isHidden = ({ count, fewerThan }: PrintedNumber): boolean => count === null && fewerThan === undefined;

const countInWords = (number: PrintedNumber, { lang, locale }: DescriptionSource): string =>
  isHidden(number) ? READER_WORDS[lang].page.suppressed : numberInWords(number, lang, locale);

/** Returns a text like `50 or more: California, Texas. 25 to 49: ... None known: everywhere else.` */
function describeMap(figure: PrintedFigure, description: FigureDescription): string {
  const { words, lang, locale, place } = description;
  const classes = new Map<string, string[]>();
  let anyZero = false;
  for (const cell of figure.cells.toSorted((a, b) => (b.class?.from ?? -1) - (a.class?.from ?? -1))) {
    if (cell.class?.to === 0) anyZero = true;
    else {
      const name = cell.class ? classAloud(cell.class, description) : capitalize(READER_WORDS[lang].page.suppressed);
      classes.set(name, [...(classes.get(name) ?? []), labelOf(figure, cell, description)]);
    }
  }
  if (anyZero)
    classes.set(classInWords({ from: 0, to: 0 }, words, place, locale), [READER_WORDS[lang].page.everywhereElse]);
  const all = [...classes].map(([name, places]) => `${name}${READER_WORDS[lang].page.colon}${places.join(', ')}.`);
  return [...outlineSentence(figure, description), ...all].join(' ');
}

/** Returns a sentence that names the place whose shape is outlined; empty on a map without one. */
function outlineSentence(figure: PrintedFigure, { labels, lang, member }: FigureDescription): string[] {
  const name = member === undefined ? undefined : labels[figure.by ?? '']?.[member]?.[lang];
  return name === undefined ? [] : [fill(READER_WORDS[lang].page.outlined, { name })];
}

/** A class as a listener needs it: screen readers leave out the dash of "25–49". */
function classAloud(bounds: CountClass, { words, lang, locale, place }: FigureDescription): string {
  const { from, to } = bounds;
  if (to === null || from <= 1) return classInWords(bounds, words, place, locale);
  return fill(READER_WORDS[lang].page.between, { from: formatCount(from, locale), to: formatCount(to, locale) });
}

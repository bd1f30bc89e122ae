import type { Wording } from '../../definitions/wording.ts';
import { cellWords } from '../../domain/cross.ts';
import type { PublishedEdition } from '../../domain/edition.ts';
import { Failure } from '../../domain/failure.ts';
import { folderOfSheet } from '../../domain/family.ts';
import type { CellLabels, CountClass, Dimension, PrintedFigure, PrintedNumber } from '../../domain/figure.ts';
import { formatCount, formatNumber } from '../../domain/format.ts';
import type { Language } from '../../domain/languages.ts';
import { type Line, type Prose, plain } from '../../domain/prose.ts';
import type { FigureDefinition } from '../../domain/sheet.ts';
import { isSeries } from '../../domain/time-series.ts';
import { classWordKey, fillClassWord } from '../../words/class-words.ts';
import { formatPeriod } from '../../words/period-labels.ts';
import { svgSize } from '../pdf/svg-elements.ts';
import type { Grid } from './grid.ts';
import type { Logo } from './logo.ts';
import type { PageNode, SvgNode } from './nodes.ts';
import type { Typesetter } from './typeset.ts';

/** The nodes of a part, and where it ends, so that no part overlaps the next. */
export interface DrawnPart {
  /** The nodes of the part, in reading order. */
  readonly nodes: readonly PageNode[];
  /** Bands and panels: decoration below everything else on the page. */
  readonly under?: readonly PageNode[];
  readonly bottom: number;
}

/** A chart as drawn by the charts stage: SVG at its final size in points, and the figure described in words. */
export interface DrawnChart {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly text: string;
}

/** The maximum size of a chart in its place, in points. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/**
 * The data that a part may draw: one edition in one language, its filled wording, and its place in the page sequence.
 */
export class PageContext {
  readonly edition: PublishedEdition;
  readonly language: Language;
  readonly wording: Wording;
  readonly set: Typesetter;
  readonly page: PagePlace;
  readonly grid: Grid;
  /** The logo of the sheet's theme. */
  readonly logo: Logo | null;
  readonly #source: ContextSource;

  constructor(source: ContextSource) {
    this.edition = source.edition;
    this.language = source.language;
    this.wording = source.wording;
    this.set = source.set;
    this.page = source.page;
    this.grid = source.grid;
    this.logo = source.logo;
    this.#source = source;
  }

  /**
   * Returns a word of the sheet. Wording is checked when it is read, so an absent word means that the part did
   * not ask for it.
   */
  word(key: string): Line {
    const line = this.wording.words[key];
    if (!line) throw new Failure('DefinitionInvalid', `${this.wording.file}, section "words": needs "- ${key}: ...".`);
    return line;
  }

  /** Returns a word without its links and bold. */
  text(key: string): string {
    return plain(this.word(key));
  }

  /** Returns a section of prose. */
  prose(key: string): Prose {
    const prose = this.wording.prose[key];
    if (!prose) throw new Failure('DefinitionInvalid', `${this.wording.file}: needs a section "## ${key}".`);
    return prose;
  }

  /** Formats a count in the sheet's locale; a hidden count becomes the mark. */
  count(count: number | null): string {
    return formatCount(count, this.wording.locale);
  }

  /** Formats a number as printed: a count, the mark, or `<5` for a rounded one. */
  number(number: PrintedNumber): string {
    return formatNumber(number, this.wording.locale);
  }

  /** Returns a figure of the edition. */
  figure(id: string): PrintedFigure {
    const figure = this.edition.figures.find((candidate) => candidate.id === id);
    if (figure) return figure;
    const allowed = this.edition.figures.map((candidate) => candidate.id).join(', ');
    throw new Failure('FigureUnknown', `The page of sheet ${this.edition.sheet} shows "${id}"; it has ${allowed}.`);
  }

  /** Returns the label of a figure's cell: a code's, or the name of a period; for a code without a label, the code. */
  label(figure: PrintedFigure, key: string): string {
    if (isSeries(figure.by))
      return formatPeriod(figure.cells.find((cell) => cell.key === key) ?? { key }, this.language);
    const merge = this.#source.figures.find(({ id }) => id === figure.id)?.merge.find((one) => one.key === key);
    return (merge?.label ?? cellWords(figure, key, this.#source.labels))?.[this.language] ?? key;
  }

  /** Returns the classes that a map prints, low to high, "none known" first (figures.md). */
  classesOf(id: string): readonly CountClass[] {
    const bounds = this.#source.figures.find((figure) => figure.id === id)?.classes ?? [];
    const classes = bounds.map((from, index) => ({ from, to: (bounds[index + 1] ?? 0) - 1 }));
    const open = classes.map((one, index) => (index === classes.length - 1 ? { from: one.from, to: null } : one));
    return [{ from: 0, to: 0 }, { from: 1, to: this.edition.threshold - 1 }, ...open];
  }

  /** Returns every place that a map's figure may show: the states of its countries. */
  placesOf(id: string): readonly string[] {
    const groups = this.#source.figures.find((figure) => figure.id === id)?.groups;
    const states = Object.entries(this.#source.stateCountries);
    return states.filter(([, country]) => !groups || groups.includes(country)).map(([state]) => state);
  }

  /** Returns the name of a class from the words of charts: the legend and the map's chart use the same names. */
  className(bounds: CountClass): string {
    return fillClassWord(this.chartWord(classWordKey(bounds)) ?? '', bounds, this.wording.locale);
  }

  /** Returns a word of the charts; undefined if the sheet does not have it. */
  chartWord(key: string): string | undefined {
    return this.wording.charts[key];
  }

  /** Returns the country of a state if the sheet has states of several countries; otherwise an empty text. */
  countryOf(state: string): string {
    return this.#source.stateCountries[state] ?? '';
  }

  /** Whether a chart left the scale that it shares with others. */
  hasOwnScale(chart: string): boolean {
    return this.#source.ownScaleCharts.includes(chart);
  }

  /**
   * Returns a chart by name, for a place of a given size.
   * @throws Failure DefinitionInvalid if the charts stage did not draw a chart of that name, if the chart has no size,
   *   or if it is larger than its place: it would overlap its neighbours or run off the page
   */
  chart(name: string, room: Room): DrawnChart {
    const svg = this.#source.charts[name];
    if (svg === undefined) {
      const allowed = Object.keys(this.#source.charts).join(', ');
      throw new Failure(
        'DefinitionInvalid',
        `The page of sheet ${this.edition.sheet} shows the chart "${name}"; drawn are ${allowed}.`,
      );
    }
    const size = sizeOf(svg, name);
    if (size.width > room.width || size.height > room.height) {
      const file = `templates/${folderOfSheet(this.edition.sheet)}/charts/${name}.vl.json`;
      throw new Failure(
        'DefinitionInvalid',
        `${file}: it is ${points(size)}; its place on the page has ${points(room)}.`,
      );
    }
    return { svg, ...size, text: this.#source.chartTexts[name] ?? '' };
  }
}

const points = ({ width, height }: Room): string => `${width} by ${height} points`;

/** A page's number among the pages, from 1. */
export interface PagePlace {
  readonly number: number;
  readonly of: number;
}

/** The source of a context. */
export interface ContextSource {
  readonly logo: Logo | null;
  readonly grid: Grid;
  readonly page: PagePlace;
  readonly edition: PublishedEdition;
  readonly language: Language;
  readonly wording: Wording;
  readonly set: Typesetter;
  /** The figures as the sheet declares them, for class bounds and merged codes. */
  readonly figures: readonly FigureDefinition[];
  readonly labels: Readonly<Partial<Record<Dimension, CellLabels>>>;
  readonly stateCountries: Readonly<Record<string, string>>;
  readonly charts: Readonly<Record<string, string>>;
  readonly chartTexts: Readonly<Record<string, string>>;
  readonly ownScaleCharts: readonly string[];
}

/** Places a chart with its upper left corner at a point. */
export const placeChart = (chart: DrawnChart, x: number, y: number): SvgNode => ({
  svg: chart.svg,
  width: chart.width,
  height: chart.height,
  absolutePosition: { x, y },
});

function sizeOf(svg: string, name: string): Room {
  const size = svgSize(svg);
  if (size.width > 0 && size.height > 0) return size;
  throw new Failure('DefinitionInvalid', `The chart "${name}" has no width and height in points.`);
}
